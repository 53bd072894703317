#pragma once

#include "core/interop/DicomWalk.h"

namespace metrisk::interop {

/// Bytes that were compressed with bare deflate (RFC 1951). Throws DicomWalk::Broken when they are damaged or cut
/// short, or hold more than `mostInflatedBytes`.
std::vector<std::byte> inflated(Bytes deflated);

constexpr std::size_t mostInflatedBytes = std::size_t(1) << 29;

}  // namespace metrisk::interop
