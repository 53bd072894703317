#pragma once

#include <torch/torch.h>

#include <utility>

/// Deep Taylor rules that hand the relevance of a layer's output back to its inputs, as published in
/// Chefer, Gur, Wolf: "Transformer Interpretability Beyond Attention Visualization", CVPR 2021, in
/// the form the reference implementation computes them (alpha = 1, beta = 0). All tensors float64 and two-dimensional.
namespace metrisk::explanation {

/// a / (b + 1e-9), and 0 where b is exactly 0; of any dimensions.
torch::Tensor stabilisedQuotient(const torch::Tensor& a, const torch::Tensor& b);

/// Through y = x W^T + bias (x [n, in], W [out, in]): only products of equal sign count,
///     Z_i = sum_j (x+_j w+_ij + x-_j w-_ij),   R_j = sum_i (x+_j w+_ij + x-_j w-_ij) R_i / Z_i;
/// the bias takes part in neither. Since x+w+ + x-w- = (xw + |x||w|) / 2, two products with |W| and
/// one with W do; `product` is x W^T, which the forward pass already knows.
torch::Tensor linearRelevance(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& product,
                              const torch::Tensor& relevance);

/// Its two steps between the products: result = stabilisedQuotient(a, b / 2), and
/// onSigned = (x onSigned + |x| onAbsolute) / 2.
void halfQuotient(const torch::Tensor& a, const torch::Tensor& b, torch::Tensor result);
void signedShares(const torch::Tensor& x, const torch::Tensor& onAbsolute, torch::Tensor onSigned);

/// The relevance of a sum, split over its two summands. Each share is first x * R / (x + y), then
/// scaled so that the totals keep the proportion of their absolute values.
std::pair<torch::Tensor, torch::Tensor> sumRelevance(const torch::Tensor& x, const torch::Tensor& y,
                                                     const torch::Tensor& relevance);

/// One value read by two branches: it collects the relevance of both.
torch::Tensor joinedRelevance(const torch::Tensor& x, const torch::Tensor& a, const torch::Tensor& b);

}  // namespace metrisk::explanation
