#pragma once

#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"
#include "core/inference/ModelInput.h"
#include "core/inference/ModelPackage.h"

namespace metrisk::analysis {

/// The image part of the model's input, as the reference implementation makes it: percentile scaling over the whole
/// volume, then the crop around the index lesion; channels T1-CE, FLAIR, label with its raw values.
/// `lesion` holds the index lesion alone. The clinical columns are left empty.
inference::ModelInput imageInput(const imaging::Volume& t1ce, const imaging::Volume& flair,
                                 const imaging::LabelMap& lesion, const imaging::Index3& cropSize,
                                 const inference::InputRule& rule, const Job& job = {});

}  // namespace metrisk::analysis
