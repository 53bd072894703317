#include "core/inference/LargeTensor.h"

#include <sys/mman.h>

#include <map>
#include <mutex>

namespace metrisk::inference {

namespace {

constexpr std::size_t pageBytes = std::size_t(2) << 20;  // of the large pages, where the system has them
constexpr std::size_t unitBytes = std::size_t(64) << 10;  // of what is smaller than one
constexpr std::size_t mostKeptBytes = std::size_t(1) << 30;

std::size_t roundedUp(std::size_t bytes)
{
    const std::size_t unit = bytes < pageBytes ? unitBytes : pageBytes;
    return (bytes + unit - 1) / unit * unit;
}

/// Memory by its rounded size.
class Store {
public:
    void* take(std::size_t bytes)
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_kept.find(bytes);
        if (found == m_kept.end())
            return mapped(bytes);
        void* memory = found->second;
        m_kept.erase(found);
        m_keptBytes -= bytes;
        return memory;
    }

    void giveBack(void* memory, std::size_t bytes)
    {
        const std::lock_guard lock(m_mutex);
        const bool large = bytes >= pageBytes;
        if (m_keptBytes + bytes > mostKeptBytes || (large && ::madvise(memory, bytes, MADV_FREE) != 0)) {
            ::munmap(memory, bytes);
            return;
        }
        m_kept.emplace(bytes, memory);
        m_keptBytes += bytes;
    }

private:
    /// What is large starts on a large page; what is mapped around it goes back at once. Null when memory is short.
    static void* mapped(std::size_t bytes)
    {
        const std::size_t more = bytes < pageBytes ? 0 : pageBytes;
        void* memory = ::mmap(nullptr, bytes + more, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED)
            return nullptr;
        if (more == 0)
            return memory;
        auto* const first = static_cast<std::byte*>(memory);
        const std::size_t before = (pageBytes - reinterpret_cast<std::uintptr_t>(memory) % pageBytes) % pageBytes;
        if (before > 0)
            ::munmap(first, before);
        ::munmap(first + before + bytes, pageBytes - before);
        ::madvise(first + before, bytes, MADV_HUGEPAGE);  // a wish: without large pages it works the same
        return first + before;
    }

    std::mutex m_mutex;
    std::multimap<std::size_t, void*> m_kept;
    std::size_t m_keptBytes = 0;
};

/// Never destroyed: the last tensor may outlive every other object.
Store& store()
{
    static Store& kept = *new Store;
    return kept;
}

}  // namespace

torch::Tensor largeTensor(at::IntArrayRef sizes, const torch::TensorOptions& options)
{
    const auto needed = std::size_t(c10::multiply_integers(sizes)) * options.dtype().itemsize();
    if (!options.device().is_cpu() || needed < unitBytes)
        return torch::empty(sizes, options);
    const std::size_t bytes = roundedUp(needed);
    void* memory = store().take(bytes);
    if (!memory)
        return torch::empty(sizes, options);  // which says that memory is short
    return torch::from_blob(memory, sizes, [bytes](void* given) { store().giveBack(given, bytes); }, options);
}

}  // namespace metrisk::inference
