#include "core/preprocessing/FrameChecks.h"

#include "core/io/GeometryText.h"

#include <fmt/format.h>

#include <algorithm>

namespace metrisk::preprocessing {

namespace {

using imaging::Volume;

std::vector<float> borderOf(const Volume& volume)
{
    std::vector<float> border;
    const auto [nx, ny, nz] = volume.size();
    for (int z = 0; z < nz; ++z)
        for (int y = 0; y < ny; ++y) {
            const bool wholeRow = z == 0 || z == nz - 1 || y == 0 || y == ny - 1;
            for (int x = 0; x < nx; x += wholeRow ? 1 : std::max(1, nx - 1))
                border.push_back(volume.at(x, y, z));
        }
    return border;
}

struct Background {
    float value = 0.0F;
    double borderShare = 0.0;  // of the border's voxels
};

/// The most frequent value on the border.
Background backgroundOf(const Volume& volume)
{
    auto border = borderOf(volume);
    std::sort(border.begin(), border.end());
    Background most;
    for (auto from = border.begin(); from != border.end();) {
        const auto to = std::upper_bound(from, border.end(), *from);
        const double share = double(to - from) / double(border.size());
        if (share > most.borderShare)
            most = {*from, share};
        from = to;
    }
    return most;
}

}  // namespace

bool BrainEvidence::strippedOfSkull() const
{
    constexpr double enoughEmptyBorder = 0.7;  // a brain leaves at least this share of the border empty
    constexpr double largestBrainMl = 2200.0;  // with its membranes and cerebrospinal fluid
    return emptyBorder >= enoughEmptyBorder && tissueMl <= largestBrainMl;
}

BrainEvidence brainEvidence(const Volume& volume)
{
    const Background background = backgroundOf(volume);
    const auto count = std::ptrdiff_t(volume.voxels().size());
    const auto empty = std::count(volume.voxels().begin(), volume.voxels().end(), background.value);
    return {.emptyBorder = background.borderShare, .backgroundValue = background.value,
            .backgroundShare = double(empty) / double(count),
            .tissueMl = double(count - empty) * volume.geometry().voxelVolumeMl()};
}

bool onTrainedGrid(const imaging::ImageGeometry& geometry)
{
    const imaging::Index3 trained{240, 240, 155};
    const bool cubic = (geometry.spacingMm().array() - 1.0).abs().maxCoeff() < 1e-2;
    // Along the patient's axes: every direction cosine is near 0 or near 1 (3 degrees).
    const Eigen::Matrix3d axes = geometry.patientFromVoxel.linear().colwise().normalized().cwiseAbs();
    const bool straight = (axes.array().round() - axes.array()).abs().maxCoeff() < 0.05;
    return geometry.size == trained && cubic && straight;
}

std::vector<std::string> gridNotes(const imaging::ImageGeometry& geometry)
{
    if (onTrainedGrid(geometry))
        return {};
    return {fmt::format(
        "The images ({}) were not brought into the SRI24 frame the model was trained in (240×240×155 at "
        "1 mm): read the number with that in mind.",
        io::geometryText(geometry))};
}

std::vector<std::string> brainNotes(const Volume& volume, const std::string& name)
{
    const auto evidence = brainEvidence(volume);
    std::vector<std::string> notes;
    if (!evidence.strippedOfSkull())
        notes.push_back(
            fmt::format("The {} is probably not skull-stripped ({:.0f} mL and {:.0f} % of its border are not "
                        "background); the model was trained on brains alone.",
                        name, evidence.tissueMl, 100.0 * (1.0 - evidence.emptyBorder)));
    else if (evidence.backgroundValue != 0.0)
        notes.push_back(
            fmt::format("The background of the {} is {:.3g} and not 0; the model was trained on images with "
                        "a background of 0.",
                        name, evidence.backgroundValue));
    return notes;
}

}  // namespace metrisk::preprocessing
