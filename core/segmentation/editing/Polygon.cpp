#include "core/segmentation/editing/Polygon.h"

#include <algorithm>
#include <cmath>

namespace metrisk::segmentation::editing {

namespace {

using Corners = std::span<const Eigen::Vector2d>;

/// Where the polygon's edges cross a row of voxel centres, in ascending order.
std::vector<double> crossings(Corners corners, double row)
{
    std::vector<double> columns;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const auto &a = corners[i], &b = corners[(i + 1) % corners.size()];
        if ((a.y() <= row) != (b.y() <= row))
            columns.push_back(a.x() + (row - a.y()) / (b.y() - a.y()) * (b.x() - a.x()));
    }
    std::ranges::sort(columns);
    return columns;
}

int firstFrom(double column, int columns)
{
    return int(std::clamp(std::ceil(column), 0.0, double(columns)));
}

}  // namespace

Region insidePolygon(const imaging::Index3& size, const imaging::SliceGeometry& plane, int slice, Corners corners)
{
    const int columns = size[std::size_t(plane.columnAxis)], rows = size[std::size_t(plane.rowAxis)];
    std::vector<std::size_t> offsets;
    imaging::Index3 voxel{};
    voxel[std::size_t(plane.sliceAxis)] = slice;
    for (int row = 0; row < rows; ++row) {
        const auto crossed = crossings(corners, row);
        voxel[std::size_t(plane.rowAxis)] = row;
        for (std::size_t i = 0; i + 1 < crossed.size(); i += 2)
            for (int column = firstFrom(crossed[i], columns); column < firstFrom(crossed[i + 1], columns); ++column) {
                voxel[std::size_t(plane.columnAxis)] = column;
                offsets.push_back(imaging::LabelView(nullptr, size).offset(voxel));
            }
    }
    std::ranges::sort(offsets);  // a plane's rows need not be the memory's
    Region region;
    for (const auto offset : offsets)
        append(region, offset);
    return region;
}

}  // namespace metrisk::segmentation::editing
