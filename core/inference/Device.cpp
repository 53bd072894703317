#include "core/inference/Device.h"

#include <dlfcn.h>

#include <array>
#include <memory>

namespace metrisk::inference {

namespace {

/// Asked of the driver that LibTorch has loaded: CUDA's headers are not needed to build this.
std::string gpuName()
{
    const std::unique_ptr<void, int (*)(void*)> driver(::dlopen("libcuda.so.1", RTLD_LAZY), &::dlclose);
    using GetName = int (*)(char*, int, int);
    const auto getName = driver ? reinterpret_cast<GetName>(::dlsym(driver.get(), "cuDeviceGetName")) : nullptr;
    std::array<char, 256> name{};
    const bool known = getName && getName(name.data(), int(name.size()) - 1, 0) == 0;
    return known ? std::string(name.data()) : "GPU";
}

}  // namespace

torch::Device chosenDevice() { return torch::cuda::is_available() ? torch::Device(torch::kCUDA, 0) : torch::kCPU; }

std::string nameOf(const torch::Device& device, std::size_t threads)
{
    if (device.is_cuda())
        return gpuName();
    return "CPU · " + std::to_string(threads) + (threads == 1 ? " thread" : " threads");
}

}  // namespace metrisk::inference
