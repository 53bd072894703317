#include "core/interop/Jpeg2000.h"

#include <openjpeg.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace metrisk::interop {

namespace {

/// A stream of bytes in memory, as OpenJPEG reads it.
struct Source {
    Bytes bytes;
    std::size_t at = 0;
};

OPJ_SIZE_T readFrom(void* buffer, OPJ_SIZE_T count, void* data)
{
    auto& source = *static_cast<Source*>(data);
    const std::size_t part = std::min<std::size_t>(count, source.bytes.size() - source.at);
    if (part == 0)
        return OPJ_SIZE_T(-1);
    std::memcpy(buffer, source.bytes.data() + source.at, part);
    source.at += part;
    return part;
}

OPJ_OFF_T skipIn(OPJ_OFF_T count, void* data)
{
    auto& source = *static_cast<Source*>(data);
    if (count < 0 || std::size_t(count) > source.bytes.size() - source.at)
        return -1;
    source.at += std::size_t(count);
    return count;
}

OPJ_BOOL seekIn(OPJ_OFF_T place, void* data)
{
    auto& source = *static_cast<Source*>(data);
    if (place < 0 || std::size_t(place) > source.bytes.size())
        return OPJ_FALSE;
    source.at = std::size_t(place);
    return OPJ_TRUE;
}

template <auto destroy>
struct Destroy {
    template <class Object>
    void operator()(Object* object) const
    {
        destroy(object);
    }
};
using Stream = std::unique_ptr<opj_stream_t, Destroy<opj_stream_destroy>>;
using Codec = std::unique_ptr<opj_codec_t, Destroy<opj_destroy_codec>>;
using Image = std::unique_ptr<opj_image_t, Destroy<opj_image_destroy>>;

Stream streamOf(Source& source)
{
    Stream stream(opj_stream_default_create(OPJ_TRUE));
    opj_stream_set_user_data(stream.get(), &source, nullptr);
    opj_stream_set_user_data_length(stream.get(), source.bytes.size());
    opj_stream_set_read_function(stream.get(), readFrom);
    opj_stream_set_skip_function(stream.get(), skipIn);
    opj_stream_set_seek_function(stream.get(), seekIn);
    return stream;
}

/// DICOM stores bare codestreams; some programs leave the file format around them.
OPJ_CODEC_FORMAT formatOf(Bytes bytes)
{
    const bool bare = bytes.size() > 1 && bytes[0] == std::byte{0xFF} && bytes[1] == std::byte{0x4F};
    return bare ? OPJ_CODEC_J2K : OPJ_CODEC_JP2;
}

bool isGrey(const opj_image_t& image, int columns, int rows)
{
    return image.numcomps == 1 && image.comps[0].prec >= 1 && image.comps[0].prec <= 31 && image.comps[0].w == OPJ_UINT32(columns) && image.comps[0].h == OPJ_UINT32(rows);
}

/// The size is compared before anything of that size is allocated.
Image decoded(Source& source, int columns, int rows)
{
    const Stream stream = streamOf(source);
    const Codec codec(opj_create_decompress(formatOf(source.bytes)));
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    opj_image_t* started = nullptr;
    if (!opj_setup_decoder(codec.get(), &parameters) || !opj_read_header(stream.get(), codec.get(), &started))
        throw DicomWalk::Broken{};
    Image image(started);
    if (!isGrey(*image, columns, rows) || !opj_decode(codec.get(), stream.get(), image.get()) ||
        !opj_end_decompress(codec.get(), stream.get()) || !isGrey(*image, columns, rows) || !image->comps[0].data)
        throw DicomWalk::Broken{};
    return image;
}

}  // namespace

std::vector<float> decodedJpeg2000(Bytes bytes, int columns, int rows, bool isSigned)
{
    Source source{bytes};
    const Image image = decoded(source, columns, rows);
    const auto& channel = image->comps[0];
    std::vector<float> values(std::size_t(columns) * std::size_t(rows));
    // Some programs write signed pixels as unsigned ones of the same bits: DICOM's word counts.
    const int over = isSigned && !channel.sgnd ? 1 << (channel.prec - 1) : 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int value = channel.data[i];
        values[i] = float(over != 0 && value >= over ? value - 2 * over : value);
    }
    return values;
}

}  // namespace metrisk::interop
