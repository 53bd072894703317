#pragma once

#include <torch/torch.h>

/// Tokens as columns, [channels, columns]: one channel of all tokens lies side by side, as the products and the
/// norms below want it. Columns that fill up a row to 64 bytes belong to no token.
namespace metrisk::inference {

std::int64_t paddedColumns(std::int64_t tokens, const torch::TensorOptions& options);

/// Rows [tokens, channels] as padded columns: as they lie in memory where they are columns already, else copied with
/// zeros after them.
torch::Tensor columnsOf(const torch::Tensor& rows);

struct ProductOptions {
    bool transposed = false;  // with the transpose of the matrix
    bool absolute = false;    // with the matrix without its signs
    bool adding = false;      // to what the sum holds
};

/// sum = matrix x of columns x and sum, in their type: a matrix of another type is converted as it is read.
void multiplyColumns(const torch::Tensor& matrix, const torch::Tensor& x, torch::Tensor sum,
                     const ProductOptions& options = {});

/// result = factor a b of every head, [heads, ..., ...]; whatever the result held before.
void multiplyHeads(torch::Tensor result, const torch::Tensor& a, const torch::Tensor& b, double factor = 1.0);

/// GELU of every value, and its gradient times the gradient of what came out. The rows of each start at 64 bytes.
void geluColumns(const torch::Tensor& x, torch::Tensor result);
void geluGradient(const torch::Tensor& x, const torch::Tensor& gradient, torch::Tensor result);

/// LayerNorm of every column.
void normColumns(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias, torch::Tensor result);

/// Its gradient with respect to x, from the gradient with respect to its result.
torch::Tensor normGradient(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& gradient);

}  // namespace metrisk::inference
