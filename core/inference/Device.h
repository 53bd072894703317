#pragma once

#include <torch/torch.h>

#include <string>

namespace metrisk::inference {

/// The first GPU when LibTorch sees one, else the CPU.
torch::Device chosenDevice();

/// "CPU · 2 threads", or the GPU's own name.
std::string nameOf(const torch::Device& device, std::size_t threads);

}  // namespace metrisk::inference
