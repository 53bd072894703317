#include "core/training/PatientSimulator.h"

#include "core/common/Error.h"
#include "core/training/ImageContrast.h"

#include <fmt/format.h>

namespace metrisk::training {

namespace {

void checkRange(double value, double low, double high, const char* what)
{
    if (!(value >= low && value <= high))
        throw Error(Error::Kind::Input, fmt::format("The simulated {} is {}.", what, value),
                    fmt::format("Choose a value from {} to {}.", low, high));
}

/// No two heads alike; the old have wider ventricles and sulci.
HeadVariety varietyOf(double ageYears, Random random)
{
    HeadVariety variety;
    const double size = random.normal(0.975, 0.012);
    for (int axis = 0; axis < 3; ++axis)
        variety.scale[axis] = float(size * random.normal(1.0, 0.012));
    variety.atrophy = float(std::clamp((ageYears - 40.0) / 45.0 + random.normal(0.0, 0.15), 0.0, 1.0));
    variety.ventricles = float(std::clamp(0.9 + 0.5 * double(variety.atrophy) + random.normal(0.0, 0.1), 0.7, 1.6));
    return variety;
}

std::vector<std::uint8_t> labelled(const std::vector<BrainVoxel>& brain, const GrownLesion& lesion,
                                   std::size_t voxelCount)
{
    std::vector<std::uint8_t> labels(voxelCount, imaging::Background);
    for (std::size_t i = 0; i < brain.size(); ++i)
        if (lesion.isCore(i))
            labels[brain[i].offset] = imaging::Core;
        else if (lesion.isOedema(i))
            labels[brain[i].offset] = imaging::Oedema;
    return labels;
}

LesionTruth truthOf(const std::vector<BrainVoxel>& brain, const GrownLesion& lesion)
{
    LesionTruth truth;
    double core = 0.0, necrosis = 0.0, oedema = 0.0;
    Eigen::Vector3d sum = Eigen::Vector3d::Zero();
    for (std::size_t i = 0; i < brain.size(); ++i) {
        core += lesion.isCore(i) ? 1.0 : 0.0;
        necrosis += lesion.isNecrosis(i) ? 1.0 : 0.0;
        oedema += lesion.isOedema(i) ? 1.0 : 0.0;
        if (lesion.isCore(i))
            sum += brain[i].headMm.cast<double>();
    }
    const Eigen::Vector3d centre = sum / core;
    truth.side = centre.x() > 0.0 ? "right" : "left";
    const Eigen::Vector3d voxel = centre - headFromVoxel({0, 0, 0}).cast<double>();
    truth.centreMm = simulationGeometry().patientFromVoxel * voxel;
    truth.coreVolumeMl = core / 1000.0;
    truth.necrosisFraction = necrosis / core;
    truth.oedemaVolumeMl = oedema / 1000.0;
    return truth;
}

}  // namespace

void SimulatedPatientOptions::check() const
{
    clinical::check(clinical);
    if (!clinical.location || !clinical.ageYears)
        throw Error(Error::Kind::Input, "The simulated patient has no age or no lesion location.",
                    "Give both: the location says the lobe, the age the width of the ventricles.");
    checkRange(lesion.coreVolumeMl, 0.5, 60.0, "core volume in mL");
    checkRange(lesion.necrosisFraction, 0.0, 0.85, "share of necrosis");
    checkRange(lesion.oedemaVolumeMl, 0.0, 200.0, "oedema volume in mL");
    checkRange(lesion.irregularity, 0.0, 1.0, "irregularity");
    checkRange(lesion.heterogeneity, 0.0, 1.0, "heterogeneity");
}

imaging::ImageGeometry simulationGeometry()
{
    imaging::ImageGeometry grid;
    grid.size = {240, 240, 155};
    // BraTS: LPS voxel order, LPS origin (0, -239, 0), identity direction. Here x and y run the
    // other way through the same box, so voxel 0 lies where theirs has voxel 239.
    grid.patientFromVoxel.linear() = Eigen::Vector3d(-1, -1, 1).asDiagonal();
    grid.patientFromVoxel.translation() = Eigen::Vector3d(239, 0, 0);
    return grid;
}

SimulatedPatient simulatePatient(const SimulatedPatientOptions& options, const Job& job)
{
    options.check();
    const Random random(options.seed);
    const auto grid = simulationGeometry();
    const auto variety = varietyOf(*options.clinical.ageYears, random.fork(1));
    const HeadAnatomy anatomy(random.fork(2), variety);
    const auto site = chooseSite(anatomy, *options.clinical.location, options.lesion.coreVolumeMl, random.fork(3));
    const auto brain = brainVoxels(
        anatomy, grid.size, [&](const auto& mm, float hull) { return site.beforeGrowth(mm, hull); },
        [&](double done) { job.advance(0.7 * done); });
    const auto lesion = growLesion(brain, site, options.lesion, random.fork(4));
    job.advance(0.8);
    const auto image = [&](const Contrast& contrast, std::uint64_t purpose) {
        return imaging::Volume(grid, drawn(brain, lesion, contrast, variety.atrophy, grid.voxelCount(),
                                           random.fork(purpose)));
    };
    SimulatedPatient patient;
    patient.t1ce = image(t1ceContrast(), 5);
    job.advance(0.9);
    patient.flair = image(flairContrast(), 6);
    patient.label = imaging::LabelMap(grid, labelled(brain, lesion, grid.voxelCount()));
    patient.clinical = options.clinical;
    patient.truth = truthOf(brain, lesion);
    job.advance(1.0);
    return patient;
}

}  // namespace metrisk::training
