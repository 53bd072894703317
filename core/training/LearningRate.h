#pragma once

#include <torch/torch.h>

#include <cmath>
#include <numbers>

namespace metrisk::training {

/// Share of the full learning rate at `done` of the training, 0 to 1: rises over the first tenth, then falls along a cosine.
inline double scheduledRate(double done)
{
    constexpr double warmUp = 0.1;
    return done < warmUp ? (done + 0.01) / (warmUp + 0.01)
                         : 0.5 * (1.0 + std::cos(std::numbers::pi * (done - warmUp) / (1.0 - warmUp)));
}

inline void setLearningRate(torch::optim::AdamW& optimiser, double rate)
{
    for (auto& group : optimiser.param_groups())
        static_cast<torch::optim::AdamWOptions&>(group.options()).lr(rate);
}

}  // namespace metrisk::training
