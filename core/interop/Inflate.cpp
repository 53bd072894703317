#include "core/interop/Inflate.h"

#include <zlib.h>

#include <array>

namespace metrisk::interop {

namespace {

/// zlib's stream, ended with this object.
class Stream {
public:
    explicit Stream(Bytes deflated)
    {
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(deflated.data()));
        m_stream.avail_in = uInt(deflated.size());
        if (inflateInit2(&m_stream, -MAX_WBITS) != Z_OK)
            throw DicomWalk::Broken{};
    }
    ~Stream() { inflateEnd(&m_stream); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    /// Appends what comes next; false at the end.
    bool appendTo(std::vector<std::byte>& result)
    {
        std::array<std::byte, 1 << 16> part;
        m_stream.next_out = reinterpret_cast<Bytef*>(part.data());
        m_stream.avail_out = uInt(part.size());
        const int code = inflate(&m_stream, Z_NO_FLUSH);
        const std::size_t got = part.size() - m_stream.avail_out;
        if ((code != Z_OK && code != Z_STREAM_END) || result.size() + got > mostInflatedBytes)
            throw DicomWalk::Broken{};
        result.insert(result.end(), part.begin(), part.begin() + std::ptrdiff_t(got));
        return code != Z_STREAM_END;
    }

private:
    z_stream m_stream{};
};

}  // namespace

std::vector<std::byte> inflated(Bytes deflated)
{
    constexpr std::size_t longest = 0xFFFFFFFF;  // zlib counts in 32 bits
    if (deflated.size() > longest)
        throw DicomWalk::Broken{};
    Stream stream(deflated);
    std::vector<std::byte> result;
    while (stream.appendTo(result)) {
    }
    return result;
}

}  // namespace metrisk::interop
