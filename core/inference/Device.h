#pragma once

#include <torch/torch.h>

#include <string>

namespace metrisk::inference {

/// The first GPU when LibTorch sees one, else the CPU. Products on the GPU keep all bits of float32: the
/// shortened TF32 is turned off, whatever the environment says.
torch::Device chosenDevice();

/// Where double precision is computed for a network on `device`: there, or on the CPU when its card does
/// double precision at less than a quarter of its single-precision rate (data-centre cards: a half,
/// others: 1/32 or 1/64).
torch::Device deviceForDouble(const torch::Device& device);

/// "CPU · 2 threads", or the GPU's own name.
std::string nameOf(const torch::Device& device, std::size_t threads);

}  // namespace metrisk::inference
