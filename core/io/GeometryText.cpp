#include "core/io/GeometryText.h"

#include <fmt/format.h>

namespace metrisk::io {

std::string sizeText(const imaging::Index3& size)
{
    return fmt::format("{}×{}×{}", size[0], size[1], size[2]);
}

std::string spacingText(const imaging::ImageGeometry& geometry)
{
    const Eigen::Vector3d mm = geometry.spacingMm();
    return fmt::format("{:.1f}×{:.1f}×{:.1f} mm", mm.x(), mm.y(), mm.z());
}

std::string geometryText(const imaging::ImageGeometry& geometry)
{
    return sizeText(geometry.size) + " · " + spacingText(geometry) + " · " + geometry.axisCodes();
}

}  // namespace metrisk::io
