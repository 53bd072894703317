#pragma once

#include <torch/torch.h>

namespace metrisk::training {

/// The negative partial log-likelihood of Cox 1972 per event, as the reference implementation
/// trains with it: among equal times the earlier in the batch does not see the later one (neither
/// Breslow's nor Efron's rule), and 1e-6 keeps the logarithm and the division finite. Without event it
/// is 0, with gradient 0.
/// Risks, months and events are [N]; differentiable in the risks.
torch::Tensor coxLoss(const torch::Tensor& risks, const torch::Tensor& timeMonths, const torch::Tensor& events);

}  // namespace metrisk::training
