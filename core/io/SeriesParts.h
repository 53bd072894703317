#pragma once

#include "core/io/DicomSeries.h"

namespace metrisk::io {

/// Parts a series that holds several images of every place (echoes, time points, magnitude and phase) by what tells
/// them apart, each part named. Anything else stays one: also when parts would be unequal, more than eight, or nothing
/// tells the images apart.
std::vector<DicomSeries> partsOf(const DicomSeries& series);

}  // namespace metrisk::io
