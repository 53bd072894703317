#pragma once

#include <cstdint>

/// Products of a layer's weights with a few hundred tokens. A BLAS first copies every weight into another order, which
/// pays when thousands of columns follow; with 215 tokens it takes a quarter of the time. Here each weight is read
/// once, where the file's mapping has it, and while the processor computes with those before it.
namespace metrisk::inference {

/// sum = matrix x, or sum + matrix x.
struct MatrixProduct {
    const float* matrix = nullptr;
    std::int64_t rowStride = 0;  // numbers from one stored row to the next
    std::int64_t rows = 0;       // of the matrix as it is used
    std::int64_t columns = 0;
    std::int64_t tokens = 0;     // columns of x and sum, a multiple of as many as fill 64 bytes
    bool transposed = false;     // what is used is the transpose of what is stored
    bool absolute = false;       // every weight without its sign; in double precision only
    bool adding = false;         // to what the sum holds
};

/// Whether this computer's processor has what they are made for: AVX-512.
bool hasMatrixKernel();

/// x [columns, tokens] and sum [rows, tokens] with so many numbers from row to row; all rows start at 64 bytes.
void multiply(const MatrixProduct& product, const float* x, std::int64_t xStride, float* sum, std::int64_t sumStride);
void multiply(const MatrixProduct& product, const double* x, std::int64_t xStride, double* sum,
              std::int64_t sumStride);

}  // namespace metrisk::inference
