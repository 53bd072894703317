#pragma once

#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"

#include <string>
#include <vector>

namespace metrisk::io {

/// A label file in our numbers: 0 background, 1 oedema, 2 core.
struct ReadLabels {
    imaging::LabelMap labels;
    std::vector<std::string> notes;  // how foreign numbers were read
};

/// Values 0, 1, 2 are taken as ours. With a 3 or a 4 among them they are BraTS's: 1 necrosis,
/// 2 oedema, 3 and 4 enhancing (3 beside 4: non-enhancing tumour, as BraTS 2013 had it); everything
/// but oedema is core. Values within 0.001 of an integer count as that integer. Throws Error{Input} naming
/// the values when they are neither.
ReadLabels labelsFrom(const imaging::Volume& volume, const std::string& fileName);

}  // namespace metrisk::io
