#pragma once

#include "core/interop/DicomWalk.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcistrmb.h>

namespace metrisk::interop {

/// DCMTK's stream over bytes in memory that, as its stream over a file does, lets long values be read when they are
/// asked for. Without this DCMTK allocates whatever length an element states before it looks whether it is there.
/// Included by .cpp files only. The bytes must outlive what was read from the stream.
class MemoryStream final : public DcmInputBufferStream {
public:
    explicit MemoryStream(Bytes bytes) : m_bytes(bytes)
    {
        setBuffer(bytes.data(), offile_off_t(bytes.size()));
        setEos();
    }
    DcmInputStreamFactory* newFactory() const override { return new Factory(m_bytes.subspan(std::size_t(tell()))); }

private:
    class Factory final : public DcmInputStreamFactory {
    public:
        explicit Factory(Bytes bytes) : m_bytes(bytes) {}
        DcmInputStream* create() const override { return new MemoryStream(m_bytes); }
        DcmInputStreamFactory* clone() const override { return new Factory(m_bytes); }
        DcmInputStreamFactoryType ident() const override { return DFT_DcmInputFileStreamFactory; }

    private:
        Bytes m_bytes;
    };

    Bytes m_bytes;
};

}  // namespace metrisk::interop
