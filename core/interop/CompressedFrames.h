#pragma once

#include "core/interop/DicomDataSet.h"

#include <cstddef>
#include <string>
#include <vector>

class DcmPixelData;

namespace metrisk::interop {

/// The frames of an image whose pixels are compressed with JPEG or JPEG-LS, decoded by DCMTK.
class CompressedFrames {
public:
    static bool reads(const std::string& transferSyntax);

    /// `frameBytes`: of one decoded frame. Throws DicomWalk::Broken for damaged pixels, here and in `next`.
    CompressedFrames(const DicomOutline& outline, std::size_t frameBytes);

    /// The next frame, in this computer's byte order; valid until the next call.
    Bytes next();

private:
    DicomDataSet m_dataSet;
    DcmPixelData* m_pixels = nullptr;
    std::vector<std::byte> m_frame;
    std::uint32_t m_number = 0;
    std::uint32_t m_fragment = 0;
};

}  // namespace metrisk::interop
