#include "core/inference/WeightPages.h"

#include <sys/mman.h>
#include <unistd.h>

namespace metrisk::inference {

/// Whole pages alone: those that a tensor shares with its neighbours stay.
void leaveToTheSystem(const SafetensorsFile& file)
{
    const auto page = std::uintptr_t(::sysconf(_SC_PAGESIZE));
    for (const auto& tensor : file.tensors()) {
        const auto start = reinterpret_cast<std::uintptr_t>(tensor.bytes.data());
        const auto first = (start + page - 1) / page * page, last = (start + tensor.bytes.size()) / page * page;
        if (last > first)  // mapped from the file and never written to, so nothing can be lost
            ::madvise(reinterpret_cast<void*>(first), last - first, MADV_DONTNEED);
    }
}

}  // namespace metrisk::inference
