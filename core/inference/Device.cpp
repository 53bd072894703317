#include "core/inference/Device.h"

#include <dlfcn.h>

#include <array>
#include <cstdlib>
#include <memory>

namespace metrisk::inference {

namespace {

/// Asks the driver that LibTorch has loaded: CUDA's headers are not needed to build this. False when it has
/// no such question or no answer.
template <class... Arguments>
bool askDriver(const char* question, Arguments... arguments)
{
    const std::unique_ptr<void, int (*)(void*)> driver(::dlopen("libcuda.so.1", RTLD_LAZY), &::dlclose);
    using Ask = int (*)(Arguments...);
    const auto ask = driver ? reinterpret_cast<Ask>(::dlsym(driver.get(), question)) : nullptr;
    return ask && ask(arguments...) == 0;
}

std::string gpuName()
{
    std::array<char, 256> name{};
    return askDriver("cuDeviceGetName", name.data(), int(name.size()) - 1, 0) ? name.data() : "GPU";
}

/// How many times faster the card computes in float32 than in double.
int doubleIsSlowerBy(int card)
{
    constexpr int singleToDoubleRatio = 87;  // CU_DEVICE_ATTRIBUTE_SINGLE_TO_DOUBLE_PRECISION_PERF_RATIO
    int ratio = 0;
    return askDriver("cuDeviceGetAttribute", &ratio, singleToDoubleRatio, card) ? ratio : 64;
}

}  // namespace

torch::Device chosenDevice()
{
    ::setenv("NVIDIA_TF32_OVERRIDE", "0", 1);  // read by the CUDA libraries when they are first used
    if (!torch::cuda::is_available())
        return torch::kCPU;
    at::globalContext().setAllowTF32CuBLAS(false);
    return {torch::kCUDA, 0};
}

torch::Device deviceForDouble(const torch::Device& device)
{
    return device.is_cuda() && doubleIsSlowerBy(device.index()) > 4 ? torch::Device(torch::kCPU) : device;
}

std::string nameOf(const torch::Device& device, std::size_t threads)
{
    if (device.is_cuda())
        return gpuName();
    return "CPU · " + std::to_string(threads) + (threads == 1 ? " thread" : " threads");
}

}  // namespace metrisk::inference
