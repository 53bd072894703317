#pragma once

#include "core/inference/SafetensorsFile.h"

namespace metrisk::inference {

/// Takes a file's tensors out of this process's resident memory. They stay mapped and in the system's cache, from where
/// they come back as they are used: whoever reads them at the same time notices nothing but a little delay.
void leaveToTheSystem(const SafetensorsFile& file);

}  // namespace metrisk::inference
