#pragma once

#include "core/inference/SafetensorsFile.h"

namespace metrisk::inference {

/// The tensors that a file's header describes, in the order of their bytes. Every length, offset,
/// type and shape is held against the bytes that are really there. Throws Error{Model} with the
/// reason; `path` is named in it.
std::vector<StoredTensor> tensorsIn(std::span<const std::byte> file, const std::filesystem::path& path);

}  // namespace metrisk::inference
