#pragma once

#include "core/io/Study.h"
#include "core/preprocessing/Atlas.h"
#include "core/preprocessing/PreparationRecord.h"

namespace metrisk::preprocessing {

/// Whether the images were prepared elsewhere, with the evidence.
Readiness readinessOf(const io::Study& study, const std::optional<Atlas>& atlas);

/// What the reader must know when prepared images do not lie where the atlas lies: sentences.
std::vector<std::string> readinessNotes(const Readiness& readiness, bool takenAsGiven);

}  // namespace metrisk::preprocessing
