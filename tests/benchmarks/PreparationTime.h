#pragma once

#include <string>

namespace metrisk::benchmark {

/// Sentences: how long the whole preparation of one patient takes, from images in memory to the model's grid. A simulated
/// head with skull, and the real one of ../shared/data where it is on this machine.
std::string preparationTimes();

}  // namespace metrisk::benchmark
