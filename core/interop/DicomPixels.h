#pragma once

#include "core/interop/DicomHeader.h"

#include <functional>
#include <vector>

namespace metrisk::interop {

/// Takes one frame's stored numbers, row by row, as they are before the rescale.
using TakeFrame = std::function<void(int frame, const std::vector<float>& stored)>;

/// Decodes the frames of an image one after the other; memory grows with what was really decoded. Throws Error{Input}
/// naming the file when the pixels are damaged, in colour, or stored in a way MetRisk does not read.
void decodeFrames(const DicomFile& file, const DicomHeader& header, const TakeFrame& take);

}  // namespace metrisk::interop
