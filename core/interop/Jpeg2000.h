#pragma once

#include "core/interop/DicomWalk.h"

namespace metrisk::interop {

/// The numbers of one grey picture, row by row. Throws DicomWalk::Broken when the stream is damaged, holds more than
/// one channel, or is not of the stated size.
std::vector<float> decodedJpeg2000(Bytes stream, int columns, int rows, bool isSigned);

}  // namespace metrisk::interop
