#include "core/inference/MemberThreads.h"

#include "core/common/Error.h"

#include <torch/torch.h>

#include <dlfcn.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <mutex>
#include <thread>
#include <vector>

namespace metrisk::inference {

namespace {

/// The steps of all members, counted together; a failure of one ends the others at their next step.
class SharedSteps {
public:
    SharedSteps(std::size_t total, const Job& job) : m_total(double(total)), m_job(job) {}

    void done()
    {
        const std::lock_guard lock(m_mutex);
        if (m_failure)
            throw Cancelled{};
        m_done += 1.0;
        m_job.advance(m_done / m_total);
    }

    void fail(std::exception_ptr failure)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_failure)
            m_failure = std::move(failure);
    }

    bool failed()
    {
        const std::lock_guard lock(m_mutex);
        return bool(m_failure);
    }

    void rethrow() const
    {
        if (m_failure)
            std::rethrow_exception(m_failure);
    }

private:
    std::mutex m_mutex;
    double m_total;
    double m_done = 0.0;
    const Job& m_job;
    std::exception_ptr m_failure;
};

}  // namespace

void forEachMember(std::size_t count, int stepsPerMember, std::size_t sideBySide, const Job& job,
                   const std::function<void(std::size_t, const std::function<void()>&)>& work)
{
    job.advance(0.0);
    SharedSteps steps(count * std::size_t(stepsPerMember), job);
    std::atomic<std::size_t> next{0};
    const auto worker = [&] {
        useOneComputeThread();
        try {
            for (std::size_t member = next++; member < count && !steps.failed(); member = next++)
                work(member, [&] { steps.done(); });
        } catch (...) {
            steps.fail(std::current_exception());
        }
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < std::min(sideBySide, count); ++i)
            threads.emplace_back(worker);
    }
    steps.rethrow();
}

std::size_t membersSideBySide(std::size_t count)
{
    return std::min<std::size_t>(count, std::max(1U, std::thread::hardware_concurrency()));
}

void useOneComputeThread()
{
    at::set_num_threads(1);
    // LibTorch does not tell a BLAS that has threads of its own; asked by name, it may be another one.
    static const auto blasThreads = reinterpret_cast<int (*)()>(::dlsym(RTLD_DEFAULT, "openblas_get_num_threads"));
    static const auto setBlasThreads =
        reinterpret_cast<void (*)(int)>(::dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    if (blasThreads && setBlasThreads && blasThreads() != 1)
        setBlasThreads(1);
}

bool blasIsSlow()
{
    Dl_info library{};
    const void* product = ::dlsym(RTLD_DEFAULT, "sgemm_");
    if (!product || ::dladdr(product, &library) == 0)
        return false;  // LibTorch brings its own
    std::error_code ignored;
    const auto path = std::filesystem::canonical(library.dli_fname, ignored);
    return path.parent_path().filename() == "blas";  // Debian: .../blas/libblas.so.3 is the reference BLAS
}

}  // namespace metrisk::inference
