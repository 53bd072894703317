#pragma once

#include <torch/torch.h>

namespace metrisk::inference {

/// A tensor that holds no values yet and starts at 64 bytes. On the CPU one of 64 KB or more gets the memory that an earlier
/// one gave back: the system clears every page that it hands out, which takes longer than to compute what comes in.
/// What was given back still counts for this process, but the system takes it whenever it runs short.
torch::Tensor largeTensor(at::IntArrayRef sizes, const torch::TensorOptions& options);

}  // namespace metrisk::inference
