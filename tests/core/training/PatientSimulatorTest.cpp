#include "core/training/PatientSimulator.h"

#include "core/common/Error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace metrisk::training {
namespace {

SimulatedPatientOptions rightParietal()
{
    SimulatedPatientOptions options;
    options.seed = 13;
    options.clinical.ageYears = 55;
    options.clinical.location = "parietal";
    options.lesion = {.coreVolumeMl = 10, .necrosisFraction = 0.5, .oedemaVolumeMl = 40, .irregularity = 0.4,
                      .heterogeneity = 0.4};
    return options;
}

/// Drawn once; every test looks at the same head.
const SimulatedPatient& patient()
{
    static const auto drawn = simulatePatient(rightParietal());
    return drawn;
}

double meanWhere(const imaging::Volume& volume, const std::function<bool(std::size_t)>& chosen)
{
    double sum = 0.0, count = 0.0;
    for (std::size_t i = 0; i < volume.voxels().size(); ++i)
        if (chosen(i)) {
            sum += volume.voxels()[i];
            count += 1.0;
        }
    return sum / count;
}

double meanOfLabel(const imaging::Volume& volume, imaging::Label label)
{
    return meanWhere(volume, [&](std::size_t i) { return patient().label.voxels()[i] == label; });
}

double healthyMean(const imaging::Volume& volume)
{
    return meanWhere(volume, [&](std::size_t i) {
        return volume.voxels()[i] > 0 && patient().label.voxels()[i] == imaging::Background;
    });
}

/// The brightest quarter of the healthy brain on T1-CE, vessels aside: its 75th percentile.
double healthyWhiteMatter(const imaging::Volume& t1ce)
{
    std::vector<float> values;
    for (std::size_t i = 0; i < t1ce.voxels().size(); ++i)
        if (t1ce.voxels()[i] > 0 && patient().label.voxels()[i] == imaging::Background)
            values.push_back(t1ce.voxels()[i]);
    const auto quarter = values.begin() + std::ptrdiff_t(values.size() * 3 / 4);
    std::nth_element(values.begin(), quarter, values.end());
    return *quarter;
}

// NIfTI files of BraTS have affine diag(-1, -1, 1) with origin (0, 239, 0) in RAS world: voxel (i, j, k)
// lies at LPS (i, j - 239, k). The same corners, in RAS voxel order, are what we want.
TEST(PatientSimulator, CoversTheBoxOfSri24InRasOrder)
{
    const auto grid = simulationGeometry();
    EXPECT_EQ(grid.axisCodes(), "RAS");
    EXPECT_EQ(grid.size, (imaging::Index3{240, 240, 155}));
    const auto brats = [](int i, int j, int k) { return Eigen::Vector3d(i, j - 239.0, k); };
    EXPECT_TRUE(grid.patientAt({0, 0, 0}).isApprox(brats(239, 239, 0)));
    EXPECT_TRUE(grid.patientAt({239, 0, 0}).isApprox(brats(0, 239, 0)));
    EXPECT_TRUE(grid.patientAt({0, 239, 154}).isApprox(brats(239, 0, 154)));
}

TEST(PatientSimulator, DrawsABrainOfHumanSizeWithinTheGrid)
{
    double voxels = 0.0;
    const auto& t1ce = patient().t1ce;
    for (int z = 0; z < 155; ++z)
        for (int y = 0; y < 240; ++y)
            for (int x = 0; x < 240; ++x) {
                const bool brain = t1ce.at(x, y, z) > 0;
                voxels += brain ? 1.0 : 0.0;
                const bool edge = x < 20 || x > 219 || y < 10 || y > 229 || z > 150;
                ASSERT_FALSE(brain && edge) << x << " " << y << " " << z;
            }
    EXPECT_GT(voxels / 1000.0, 1150.0);
    EXPECT_LT(voxels / 1000.0, 1750.0);
}

TEST(PatientSimulator, StripsBothSequencesAtTheSameSkullAndWritesWholeNumbers)
{
    for (std::size_t i = 0; i < patient().t1ce.voxels().size(); ++i) {
        const float t1ce = patient().t1ce.voxels()[i], flair = patient().flair.voxels()[i];
        ASSERT_EQ(t1ce > 0, flair > 0);
        ASSERT_EQ(t1ce, std::round(t1ce));
        ASSERT_TRUE(patient().label.voxels()[i] == 0 || t1ce > 0);
    }
}

TEST(PatientSimulator, DrawsTheLesionThatWasAskedFor)
{
    double core = 0.0, oedema = 0.0;
    for (const auto label : patient().label.voxels()) {
        core += label == imaging::Core ? 1.0 : 0.0;
        oedema += label == imaging::Oedema ? 1.0 : 0.0;
    }
    EXPECT_NEAR(core / 1000.0, 10.0, 0.1);
    EXPECT_NEAR(oedema / 1000.0, 40.0, 0.5);
    EXPECT_NEAR(patient().truth.necrosisFraction, 0.5, 0.01);
    EXPECT_DOUBLE_EQ(patient().truth.coreVolumeMl, core / 1000.0);
}

/// The side by the voxels themselves: RAS order, so the patient's right has the higher x.
TEST(PatientSimulator, SaysTheSideTheLesionIsOn)
{
    double x = 0.0, count = 0.0;
    for (int k = 0; k < 155; ++k)
        for (int j = 0; j < 240; ++j)
            for (int i = 0; i < 240; ++i)
                if (patient().label.at(i, j, k) == imaging::Core) {
                    x += i;
                    count += 1.0;
                }
    EXPECT_EQ(patient().truth.side, x / count > 119.5 ? "right" : "left");
    EXPECT_NEAR(patient().t1ce.geometry().voxelAt(patient().truth.centreMm).x(), x / count, 1e-6);
}

TEST(PatientSimulator, PlacesLesionsInTheirLobe)
{
    auto options = rightParietal();
    options.clinical.location = "cerebellar";
    options.lesion = {.coreVolumeMl = 3, .necrosisFraction = 0.2, .oedemaVolumeMl = 5, .irregularity = 0.2,
                      .heterogeneity = 0.2};
    const auto cerebellar = simulatePatient(options).truth;
    // LPS millimetres: the cerebellum is far below and behind the parietal lobe's convexity.
    EXPECT_LT(cerebellar.centreMm.z(), patient().truth.centreMm.z() - 40.0);
    EXPECT_LT(patient().t1ce.geometry().voxelAt(cerebellar.centreMm).y(), 95.0);
}

TEST(PatientSimulator, ContrastsAreThoseOfT1CeAndFlair)
{
    const auto& p = patient();
    EXPECT_GT(meanOfLabel(p.flair, imaging::Oedema), 1.3 * healthyMean(p.flair));
    EXPECT_LT(meanOfLabel(p.t1ce, imaging::Oedema), 0.9 * healthyWhiteMatter(p.t1ce));
    // The rim is the core's bright half, the necrosis the dark one.
    const auto inCore = [&](std::size_t i) { return p.label.voxels()[i] == imaging::Core; };
    const double rim = meanWhere(p.t1ce, [&](std::size_t i) { return inCore(i) && p.t1ce.voxels()[i] > 400; });
    const double necrosis = meanWhere(p.t1ce, [&](std::size_t i) { return inCore(i) && p.t1ce.voxels()[i] <= 400; });
    EXPECT_GT(rim, 1.5 * healthyMean(p.t1ce));
    EXPECT_LT(necrosis, 0.9 * healthyMean(p.t1ce));
}

TEST(PatientSimulator, RepeatsFromItsSeedAndDiffersFromAnother)
{
    const auto again = simulatePatient(rightParietal());
    EXPECT_EQ(again.t1ce.voxels(), patient().t1ce.voxels());
    EXPECT_EQ(again.flair.voxels(), patient().flair.voxels());
    EXPECT_EQ(again.label.voxels(), patient().label.voxels());
    auto options = rightParietal();
    options.seed = 14;
    EXPECT_NE(simulatePatient(options).t1ce.voxels(), patient().t1ce.voxels());
}

TEST(PatientSimulator, RefusesImpossiblePatientsAndStopsWhenAsked)
{
    auto options = rightParietal();
    options.lesion.coreVolumeMl = 500;
    EXPECT_THROW(simulatePatient(options), Error);
    options = rightParietal();
    options.clinical.location.reset();
    EXPECT_THROW(simulatePatient(options), Error);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THROW(simulatePatient(rightParietal(), Job(stop.get_token(), {})), Cancelled);
}

}  // namespace
}  // namespace metrisk::training
