#pragma once

namespace metrisk::survival {

/// Risks closer than this count as tied, as in scikit-survival 0.21.
inline constexpr double tieTolerance = 1e-8;

}  // namespace metrisk::survival
