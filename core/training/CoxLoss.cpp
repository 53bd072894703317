#include "core/training/CoxLoss.h"

namespace metrisk::training {

namespace {

constexpr double epsilon = 1e-6;

}  // namespace

torch::Tensor coxLoss(const torch::Tensor& risks, const torch::Tensor& timeMonths, const torch::Tensor& events)
{
    const auto longestFirst = std::get<1>(torch::sort(timeMonths, /*stable=*/true, /*dim=*/0, /*descending=*/true));
    const auto risk = risks.index_select(0, longestFirst);
    const auto event = events.index_select(0, longestFirst).to(risk.scalar_type());
    const auto highest = risk.max();
    const auto atRisk = torch::log(torch::cumsum(torch::exp(risk - highest), 0) + epsilon) + highest;
    return -torch::sum((risk - atRisk) * event) / (event.sum() + epsilon);
}

}  // namespace metrisk::training
