#include "core/interop/DicomPixels.h"

#include "core/common/Error.h"
#include "core/interop/CompressedFrames.h"
#include "core/interop/Jpeg2000.h"
#include "core/interop/RunLengths.h"

#include <fmt/format.h>

#include <algorithm>

namespace metrisk::interop {

namespace {

[[noreturn]] void refuse(const std::string& name, const std::string& what, const std::string& todo)
{
    throw Error(Error::Kind::Input, name + " " + what, todo);
}

/// Refuses what is no single-channel image of whole numbers, and sizes no scanner makes.
void checkLayout(const DicomHeader& header, const std::string& name)
{
    constexpr int longestSide = 4096;
    if (header.samplesPerPixel != 1 || header.photometric == "PALETTE COLOR")
        refuse(name, "is a colour picture, not measured intensities.", "Choose the original series.");
    const int bits = header.bitsAllocated;
    if ((bits != 8 && bits != 16 && bits != 32) || header.bitsStored < 1 || header.bitsStored > bits ||
        header.highBit >= bits || header.highBit + 1 < header.bitsStored)
        refuse(name, "stores its pixels in a way MetRisk cannot read.", "Export the series again.");
    if (header.rows > longestSide || header.columns > longestSide)
        refuse(name, "states a size that it cannot hold.", "Export the series again.");
}

/// Turns stored words into numbers: the bits that count, with their sign.
class Words {
public:
    Words(const DicomHeader& header, bool bigEndian)
        : m_bytes(std::size_t(header.bitsAllocated) / 8), m_shift(unsigned(header.highBit + 1 - header.bitsStored)),
          m_mask(0xFFFFFFFFU >> (32 - header.bitsStored)), m_sign(header.isSigned ? 1U << (header.bitsStored - 1) : 0U),
          m_bigEndian(bigEndian)
    {
    }

    void read(Bytes frame, std::vector<float>& stored) const
    {
        for (std::size_t i = 0; i < stored.size(); ++i)
            stored[i] = valueAt(frame.data() + i * m_bytes);
    }
    std::size_t bytes() const { return m_bytes; }

private:
    float valueAt(const std::byte* at) const
    {
        std::uint32_t word = 0;
        for (std::size_t i = 0; i < m_bytes; ++i)
            word = word << 8 | std::to_integer<std::uint32_t>(at[m_bigEndian ? i : m_bytes - 1 - i]);
        word = word >> m_shift & m_mask;
        return (word & m_sign) != 0 ? float(std::int64_t(word) - std::int64_t(m_mask) - 1) : float(word);
    }

    std::size_t m_bytes;
    unsigned m_shift;
    std::uint32_t m_mask, m_sign;
    bool m_bigEndian;
};

std::size_t frameSize(const DicomHeader& header) { return std::size_t(header.rows) * std::size_t(header.columns); }

void decodePlain(const DicomFile& file, const DicomHeader& header, const TakeFrame& take)
{
    const Words words(header, file.outline().encoding.bigEndian);
    std::vector<float> stored(frameSize(header));
    const std::size_t bytes = stored.size() * words.bytes();
    for (int frame = 0; frame < header.frames; ++frame) {
        if (file.outline().pixels.size() < bytes * std::size_t(frame + 1))
            throw DicomWalk::Broken{};
        words.read(file.outline().pixels.subspan(bytes * std::size_t(frame), bytes), stored);
        take(frame, stored);
    }
}

/// DCMTK hands its frames out in this computer's byte order.
void decodeByDcmtk(const DicomFile& file, const DicomHeader& header, const TakeFrame& take)
{
    const Words words(header, false);
    CompressedFrames frames(file.outline(), frameSize(header) * words.bytes());
    std::vector<float> stored(frameSize(header));
    for (int frame = 0; frame < header.frames; ++frame) {
        words.read(frames.next(), stored);
        take(frame, stored);
    }
}

/// The compressed bytes of each frame: one part of the pixels per frame or, of a single frame, all of them.
template <class Use>
void forEachStream(const DicomFile& file, const DicomHeader& header, const Use& use)
{
    const auto& items = file.outline().pixelItems;
    if (header.frames > 1 && items.size() != std::size_t(header.frames))
        throw DicomWalk::Broken{};
    for (int frame = 0; frame < header.frames; ++frame) {
        std::vector<std::byte> stream;
        const auto first = header.frames > 1 ? items.begin() + frame : items.begin();
        for (auto item = first; item != (header.frames > 1 ? first + 1 : items.end()); ++item)
            stream.insert(stream.end(), item->begin(), item->end());
        use(frame, stream);
    }
}

void decodeJpeg2000(const DicomFile& file, const DicomHeader& header, const TakeFrame& take)
{
    forEachStream(file, header, [&](int frame, const std::vector<std::byte>& stream) {
        take(frame, decodedJpeg2000(stream, header.columns, header.rows, header.isSigned));
    });
}

void decodeRunLengths(const DicomFile& file, const DicomHeader& header, const TakeFrame& take)
{
    const Words words(header, false);
    std::vector<float> stored(frameSize(header));
    forEachStream(file, header, [&](int frame, const std::vector<std::byte>& stream) {
        words.read(decodedRunLengths(stream, stored.size(), words.bytes()), stored);
        take(frame, stored);
    });
}

bool isJpeg2000(const std::string& uid)
{
    return uid == "1.2.840.10008.1.2.4.90" || uid == "1.2.840.10008.1.2.4.91";
}

}  // namespace

void decodeFrames(const DicomFile& file, const DicomHeader& header, const TakeFrame& take)
{
    checkLayout(header, file.name());
    readingDicom(file.name(), [&] {
        const std::string& syntax = header.transferSyntax;
        if (!file.outline().compressedPixels())
            decodePlain(file, header, take);
        else if (isJpeg2000(syntax))
            decodeJpeg2000(file, header, take);
        else if (syntax == "1.2.840.10008.1.2.5")
            decodeRunLengths(file, header, take);
        else if (CompressedFrames::reads(syntax))
            decodeByDcmtk(file, header, take);
        else
            refuse(file.name(), fmt::format("is compressed in a way MetRisk cannot read ({}).", transferSyntaxName(syntax)),
                   "Export the series again as uncompressed DICOM, or as NIfTI.");
    });
}

}  // namespace metrisk::interop
