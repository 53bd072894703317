#include "core/io/SeriesThumbnail.h"

#include "core/common/Quantile.h"
#include "core/imaging/SliceGeometry.h"

#include <algorithm>
#include <cmath>

namespace metrisk::io {

namespace {

using namespace imaging;

/// The anatomical plane the slices (third axis) are nearest to.
Plane planeOf(const ImageGeometry& geometry)
{
    Eigen::Index axis = 0;
    geometry.patientFromVoxel.linear().col(2).cwiseAbs().maxCoeff(&axis);
    return axis == 0 ? Plane::Sagittal : axis == 1 ? Plane::Coronal : Plane::Axial;
}

/// Grey levels between which most of the slice lies.
struct Window {
    float low = 0, high = 1;
    std::uint8_t grey(float value) const
    {
        return std::uint8_t(std::lround(255.0F * std::clamp((value - low) / std::max(high - low, 1e-6F), 0.0F, 1.0F)));
    }
};

Window windowOf(const Volume& volume, int z)
{
    const auto begin = volume.voxels().begin() + std::ptrdiff_t(volume.offset(0, 0, z));
    const std::vector<double> values(begin, begin + std::ptrdiff_t(volume.offset(0, 0, 1)));
    return {float(common::quantile(values, 0.01)), float(common::quantile(values, 0.99))};
}

}  // namespace

std::string orientationText(const ImageGeometry& geometry)
{
    constexpr double obliqueFrom = 0.9962;  // cosine of 5 degrees
    const Eigen::Vector3d direction = geometry.patientFromVoxel.linear().col(2).normalized();
    const bool oblique = direction.cwiseAbs().maxCoeff() < obliqueFrom;
    std::string name = planeName(planeOf(geometry));
    name.front() = char(std::tolower(static_cast<unsigned char>(name.front())));
    return name + (oblique ? ", oblique" : "");
}

Thumbnail thumbnailOf(const Volume& volume)
{
    constexpr double longestSide = 64.0;
    const auto layout = sliceGeometry(volume.geometry(), planeOf(volume.geometry()));
    const auto& size = volume.size();
    const int columns = size[std::size_t(layout.columnAxis)], rows = size[std::size_t(layout.rowAxis)];
    const double widthMm = columns * layout.columnSpacingMm, heightMm = rows * layout.rowSpacingMm;
    const double perMm = longestSide / std::max(widthMm, heightMm);
    Thumbnail picture{std::max(1, int(std::lround(widthMm * perMm))), std::max(1, int(std::lround(heightMm * perMm))), {}};
    Index3 voxel{size[0] / 2, size[1] / 2, size[2] / 2};
    const Window window = windowOf(volume, voxel[2]);
    for (int row = 0; row < picture.height; ++row)
        for (int column = 0; column < picture.width; ++column) {
            const int x = std::min(columns - 1, column * columns / picture.width);
            const int y = std::min(rows - 1, row * rows / picture.height);
            voxel[std::size_t(layout.columnAxis)] = layout.columnFlipped ? columns - 1 - x : x;
            voxel[std::size_t(layout.rowAxis)] = layout.rowFlipped ? rows - 1 - y : y;
            picture.grey.push_back(window.grey(volume.at(voxel)));
        }
    return picture;
}

}  // namespace metrisk::io
