#pragma once

#include <torch/torch.h>

#include <functional>
#include <vector>

/// The yardstick: how fast this computer multiplies matrices of 2048 x 2048, in this very run.
namespace metrisk::benchmarks {

/// One forward pass of the published network at batch one (12 blocks, 215 tokens, 56 879 137 parameters),
/// counted in full, though of the last block only the CLS row is computed.
inline constexpr double forwardGflop = 25.42104576;

/// Seconds that `work` takes.
double secondsOf(const std::function<void()>& work);

/// GFLOP/s of torch::mm of 2048 x 2048 matrices of this type with so many threads. The caller's thread is
/// left with one thread, as the members of an ensemble compute.
double productRate(torch::ScalarType type, int threads, torch::Device device = torch::kCPU);

double medianOf(std::vector<double> values);

}  // namespace metrisk::benchmarks
