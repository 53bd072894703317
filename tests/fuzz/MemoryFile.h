#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>

namespace metrisk::fuzz {

inline void require(bool kept, const char* promise)
{
    if (!kept)
        throw std::logic_error(promise);
}

/// A nameless file in memory that is gone with this object; it has a path all the same.
class MemoryFile {
public:
    explicit MemoryFile(std::span<const std::byte> bytes) : m_descriptor(::memfd_create("metrisk", MFD_CLOEXEC))
    {
        require(m_descriptor >= 0, "a file in memory can be made");
        require(::write(m_descriptor, bytes.data(), bytes.size()) == ssize_t(bytes.size()), "and written");
    }
    ~MemoryFile() { ::close(m_descriptor); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(m_descriptor); }

private:
    int m_descriptor;
};

}  // namespace metrisk::fuzz
