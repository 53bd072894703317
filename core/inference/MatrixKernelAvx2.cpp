// The one file that is compiled for AVX2.
#include "core/inference/MatrixKernel.h"

#if defined(__AVX2__)
#include "core/inference/MatrixKernelTiles.h"
#include "core/inference/VectorGelu.h"

namespace metrisk::inference {

namespace {

using Here = Tiles<32, 4, 3>;  // 12 sums, 3 vectors of tokens and a weight: all 16 registers

}  // namespace

constinit const MatrixKernel avx2Kernel{
    "AVX2", &Here::multiplied<float>, &Here::multiplied<double>, &VectorGelu<32, float>::gelu,
    &VectorGelu<32, double>::gelu, &VectorGelu<32, double>::geluGradient};

}  // namespace metrisk::inference
#else
constinit const metrisk::inference::MatrixKernel metrisk::inference::avx2Kernel{"AVX2", nullptr, nullptr, nullptr, nullptr, nullptr};
#endif
