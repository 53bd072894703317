#pragma once

#include "core/imaging/LabelMap.h"

#include <string>
#include <vector>

/// What a study must hold to be prepared. For this folder alone.
namespace metrisk::preprocessing {

/// A label that marks nothing, or oedema alone.
void refuseWithoutCore(const imaging::LabelMap& label);

/// An image of which less than half (0 to 1) lies where the T1-CE lies.
void refuseApart(double share, const std::string& name);

/// The model needs to see the lesion in FLAIR too: refused below half, noted below all of it.
void checkFlairCoversLesion(const imaging::LabelMap& label, const imaging::ImageGeometry& flair,
                            std::vector<std::string>& notes);

}  // namespace metrisk::preprocessing
