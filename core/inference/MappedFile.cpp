#include "core/inference/MappedFile.h"

#include "core/common/Error.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace metrisk::inference {

namespace {

/// An open file that is closed on every way out.
struct OpenFile {
    explicit OpenFile(const std::filesystem::path& path) : descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC))
    {
    }
    ~OpenFile()
    {
        if (descriptor >= 0)
            ::close(descriptor);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    int descriptor;
};

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path)
{
    const OpenFile file(path);
    struct stat status {};
    if (file.descriptor < 0 || ::fstat(file.descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        throw Error(Error::Kind::Model, "The file " + path.string() + " cannot be opened.",
                    "Check that it exists and that you may read it.");
    const auto size = std::size_t(status.st_size);
    if (size == 0)
        return;  // an empty file cannot be mapped, and has no bytes
    void* start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.descriptor, 0);
    if (start == MAP_FAILED)
        throw Error(Error::Kind::Model, "The file " + path.string() + " cannot be mapped into memory.",
                    "Close other programs and try again.");
    m_bytes = {static_cast<const std::byte*>(start), size};
}

MappedFile::~MappedFile()
{
    if (!m_bytes.empty())
        ::munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size());
}

}  // namespace metrisk::inference
