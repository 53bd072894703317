#include "core/interop/RunLengths.h"

namespace metrisk::interop {

namespace {

constexpr std::size_t headerBytes = 64, mostSegments = 15;

std::size_t numberAt(Bytes frame, std::size_t index)
{
    std::size_t value = 0;
    for (std::size_t i = 4; i-- > 0;)
        value = value << 8 | std::to_integer<std::size_t>(frame[4 * index + i]);
    return value;
}

/// The bytes of one segment; the next one's begin is its end.
Bytes segmentOf(Bytes frame, std::size_t index, std::size_t count)
{
    const std::size_t begin = numberAt(frame, 1 + index);
    const std::size_t end = index + 1 < count ? numberAt(frame, 2 + index) : frame.size();
    if (begin < headerBytes || begin > end || end > frame.size())
        throw DicomWalk::Broken{};
    return frame.subspan(begin, end - begin);
}

/// Unpacks a segment (PackBits) into every `stride`-th byte of the target.
void unpack(Bytes packed, std::vector<std::byte>& target, std::size_t first, std::size_t stride)
{
    std::size_t at = 0, to = first;
    const auto put = [&](std::byte value) {
        target[to] = value;
        to += stride;
    };
    while (to < target.size()) {
        if (at >= packed.size())
            throw DicomWalk::Broken{};
        const int code = std::to_integer<std::int8_t>(packed[at++]);
        if (code == -128)
            continue;
        const std::size_t count = code >= 0 ? std::size_t(code) + 1 : std::size_t(1 - code);
        if (packed.size() - at < (code >= 0 ? count : 1))
            throw DicomWalk::Broken{};
        for (std::size_t i = 0; i < count && to < target.size(); ++i)
            put(packed[code >= 0 ? at + i : at]);
        at += code >= 0 ? count : 1;
    }
}

}  // namespace

std::vector<std::byte> decodedRunLengths(Bytes frame, std::size_t words, std::size_t wordBytes)
{
    if (frame.size() < headerBytes || numberAt(frame, 0) != wordBytes || wordBytes > mostSegments)
        throw DicomWalk::Broken{};
    std::vector<std::byte> decoded(words * wordBytes);
    for (std::size_t segment = 0; segment < wordBytes; ++segment)
        unpack(segmentOf(frame, segment, wordBytes), decoded, wordBytes - 1 - segment, wordBytes);
    return decoded;
}

}  // namespace metrisk::interop
