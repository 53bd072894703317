#include "core/interop/CompressedFrames.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>

#include <array>
#include <algorithm>
#include <mutex>
#include <string_view>

namespace metrisk::interop {

namespace {

/// Once for the whole program: DCMTK keeps the decoders in one list.
void registerDecoders()
{
    static std::once_flag once;
    std::call_once(once, [] {
        DJDecoderRegistration::registerCodecs();
        DJLSDecoderRegistration::registerCodecs();
    });
}

}  // namespace

bool CompressedFrames::reads(const std::string& transferSyntax)
{
    constexpr std::string_view family = "1.2.840.10008.1.2.";
    constexpr std::array<std::string_view, 8> known{"4.50", "4.51", "4.53", "4.55", "4.57", "4.70", "4.80", "4.81"};
    return transferSyntax.starts_with(family) &&
           std::find(known.begin(), known.end(), transferSyntax.substr(family.size())) != known.end();
}

CompressedFrames::CompressedFrames(const DicomOutline& outline, std::size_t frameBytes)
    : m_dataSet(outline, DicomDataSet::Part::WithPixels), m_frame(frameBytes + frameBytes % 2)
{
    registerDecoders();
    DcmElement* element = nullptr;
    if (m_dataSet.root().findAndGetElement(DCM_PixelData, element).bad())
        throw DicomWalk::Broken{};
    m_pixels = dynamic_cast<DcmPixelData*>(element);
    if (!m_pixels)
        throw DicomWalk::Broken{};
}

Bytes CompressedFrames::next()
{
    OFString colours;
    Uint32 fragment = m_fragment;
    if (m_pixels->getUncompressedFrame(&m_dataSet.root(), m_number++, fragment, m_frame.data(), Uint32(m_frame.size()), colours)
            .bad())
        throw DicomWalk::Broken{};
    m_fragment = fragment;
    return m_frame;
}

}  // namespace metrisk::interop
