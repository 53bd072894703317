#pragma once

#include "core/interop/DicomWalk.h"

namespace metrisk::interop {

/// One frame of words of `wordBytes` bytes, lowest byte first, from DICOM's run lengths (PS3.5, annex G): one segment
/// per byte of the words, the highest first. Own code, because the decoder of DCMTK 3.6.7 reads past its buffer on
/// damaged files. Throws DicomWalk::Broken when the frame is damaged or not of that size.
std::vector<std::byte> decodedRunLengths(Bytes frame, std::size_t words, std::size_t wordBytes);

}  // namespace metrisk::interop
