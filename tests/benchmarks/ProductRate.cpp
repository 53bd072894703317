#include "tests/benchmarks/ProductRate.h"

#include "core/inference/MemberThreads.h"

#include <dlfcn.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace metrisk::benchmarks {

namespace {

constexpr std::int64_t side = 2048;

/// LibTorch's own threads, and those of a BLAS that keeps its own.
void useThreads(int threads)
{
    if (threads != at::get_num_threads())
        at::set_num_threads(threads);
    static const auto setBlasThreads =
        reinterpret_cast<void (*)(int)>(::dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    if (setBlasThreads)
        setBlasThreads(threads);
}

}  // namespace

double secondsOf(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double productRate(torch::ScalarType type, int threads, torch::Device device)
{
    const torch::NoGradGuard noGradients;
    const auto options = torch::TensorOptions(type).device(device);
    const auto a = torch::rand({side, side}, options), b = torch::rand({side, side}, options);
    auto product = torch::empty({side, side}, options);
    useThreads(threads);
    const auto once = [&] {
        torch::mm_out(product, a, b);
        if (device.is_cuda())
            torch::cuda::synchronize();
    };
    once();  // brings memory and threads up
    const double seconds = medianOf({secondsOf(once), secondsOf(once), secondsOf(once)});
    inference::useOneComputeThread();
    if (threads > 1)
        std::this_thread::sleep_for(std::chrono::milliseconds(150));  // for so long those that are idle turn in circles
    return 2.0 * double(side * side * side) / seconds / 1e9;
}

double medianOf(std::vector<double> values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace metrisk::benchmarks
