#pragma once

#include <cstdint>
#include <vector>

/// Products of a layer's weights with a few hundred tokens. A BLAS first copies every weight into another order, which
/// pays when thousands of columns follow; with 215 tokens it takes a quarter of the time. Here a few rows at a time
/// are put in order where the nearest cache has them, while the weights behind them are on their way from memory, and
/// float32 weights become double on that way.
namespace metrisk::inference {

/// sum = matrix x, or sum + matrix x.
struct MatrixProduct {
    const float* matrix = nullptr;
    std::int64_t rowStride = 0;  // numbers from one stored row to the next
    std::int64_t rows = 0;       // of the matrix as it is used
    std::int64_t columns = 0;
    std::int64_t tokens = 0;     // columns of x and sum, a multiple of as many as fill 64 bytes
    bool transposed = false;     // what is used is the transpose of what is stored
    bool absolute = false;       // every weight without its sign
    bool adding = false;         // to what the sum holds
};

/// What is compiled for one kind of processor. Products of x [columns, tokens] and sum [rows, tokens] with so many
/// numbers from row to row; all rows start at 64 bytes. GELU, and its gradient times another, of numbers that fill
/// 64 bytes or a multiple and start at one.
struct MatrixKernel {
    const char* name;
    void (*singles)(const MatrixProduct& product, const float* x, std::int64_t xStride, float* sum,
                    std::int64_t sumStride);
    void (*doubles)(const MatrixProduct& product, const double* x, std::int64_t xStride, double* sum,
                    std::int64_t sumStride);
    void (*geluOfSingles)(const float* x, std::int64_t count, float* result);
    void (*geluOfDoubles)(const double* x, std::int64_t count, double* result);
    void (*geluGradient)(const double* x, const double* gradient, std::int64_t count, double* result);
};

/// The one in use: the fastest that this computer's processor has the instructions for; null where only a BLAS is left.
const MatrixKernel* matrixKernel();

/// Every choice on this computer, the fastest first and null, the BLAS, last; and another for comparison. Only while
/// nothing is computed.
std::vector<const MatrixKernel*> matrixKernels();
void useMatrixKernel(const MatrixKernel* kernel);

/// Compiled for their instructions; all null where the compiler knows none of them.
extern const MatrixKernel avx2Kernel, avx512Kernel;

}  // namespace metrisk::inference
