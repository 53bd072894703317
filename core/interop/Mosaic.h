#pragma once

#include <string>

class DcmItem;

namespace metrisk::interop {

/// Whether a picture holds many slices side by side, as Siemens scanners write functional and diffusion series. Any of
/// the four places where such files say so will do: not every export keeps them all.
bool isMosaic(DcmItem& root, const std::string& imageType);

}  // namespace metrisk::interop
