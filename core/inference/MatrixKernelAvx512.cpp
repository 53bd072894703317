// The one file that is compiled for AVX-512.
#include "core/inference/MatrixKernel.h"

#if defined(__AVX512F__)
#include "core/inference/MatrixKernelTiles.h"
#include "core/inference/VectorGelu.h"

namespace metrisk::inference {

namespace {

using Here = Tiles<64, 8, 3>;  // 24 sums, 3 vectors of tokens and a weight: 28 of 32 registers

}  // namespace

constinit const MatrixKernel avx512Kernel{
    "AVX-512", &Here::multiplied<float>, &Here::multiplied<double>, &VectorGelu<64, float>::gelu,
    &VectorGelu<64, double>::gelu, &VectorGelu<64, double>::geluGradient};

}  // namespace metrisk::inference
#else
constinit const metrisk::inference::MatrixKernel metrisk::inference::avx512Kernel{"AVX-512", nullptr, nullptr, nullptr, nullptr, nullptr};
#endif
