#pragma once

#include "core/preprocessing/Atlas.h"
#include "core/preprocessing/PreparedCase.h"

namespace metrisk::preprocessing {

/// With registration: FLAIR to T1-CE, T1-CE to the atlas where there is one, the brain extracted on the atlas'
/// grid, each image resampled once by one composed transform. For images with skull, or on a grid of their own.
/// Two threads; the same bits each run.
PreparedCase preparedByRegistration(const io::Study& study, const PreparationOptions& options,
                                    const std::optional<Atlas>& atlas, const Job& job);

}  // namespace metrisk::preprocessing
