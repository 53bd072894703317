#pragma once

#include "core/common/Job.h"
#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"
#include "core/preprocessing/PreparationRecord.h"

namespace metrisk::preprocessing {

/// A volume without the uneven brightness that the receiving coil gave it, and how uneven it was.
struct EvenVolume {
    imaging::Volume volume;
    BrightnessRange removed;
};

/// N4 (Tustison et al. 2010): finds the smooth field that makes the histogram inside `region` (not 0, on the same grid)
/// sharpest, and divides by it. The mean brightness stays. Throws Error{Input} where the region holds no brightness.
EvenVolume withoutBias(const imaging::Volume& volume, const imaging::LabelMap& region, const Job& job = {});

}  // namespace metrisk::preprocessing
