#pragma once

#include "core/imaging/ImageGeometry.h"

#include <string>

namespace metrisk::io {

std::string sizeText(const imaging::Index3& size);             // "240×240×155"
std::string spacingText(const imaging::ImageGeometry& geometry);  // "1.0×1.0×1.0 mm"
std::string geometryText(const imaging::ImageGeometry& geometry);  // "240×240×155 · 1.0×1.0×1.0 mm · LPS"

}  // namespace metrisk::io
