#pragma once

#include "core/imaging/IntensityScaling.h"

/// Scaled intensities are a step of the preparation; the arithmetic itself needs no reader of images and is shared
/// with the network that finds lesions.
namespace metrisk::preprocessing {

using imaging::percentileOf;
using imaging::scaledByPercentiles;

}  // namespace metrisk::preprocessing
