#include "core/inference/MatrixKernel.h"

namespace metrisk::inference {

namespace {

bool processorHas(const MatrixKernel& kernel)
{
#if defined(__x86_64__)
    if (&kernel == &avx512Kernel)
        return __builtin_cpu_supports("avx512f");
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return false;
#endif
}

const MatrixKernel*& inUse()
{
    static const MatrixKernel* kernel = matrixKernels().front();
    return kernel;
}

}  // namespace

const MatrixKernel* matrixKernel() { return inUse(); }

std::vector<const MatrixKernel*> matrixKernels()
{
    std::vector<const MatrixKernel*> kernels;
    for (const auto* kernel : {&avx512Kernel, &avx2Kernel})
        if (kernel->singles && processorHas(*kernel))
            kernels.push_back(kernel);
    kernels.push_back(nullptr);
    return kernels;
}

void useMatrixKernel(const MatrixKernel* kernel) { inUse() = kernel; }

}  // namespace metrisk::inference
