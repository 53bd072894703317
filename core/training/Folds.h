#pragma once

#include "core/survival/KaplanMeier.h"
#include "core/common/Random.h"

#include <vector>

namespace metrisk::training {

/// Indices into the cohort.
using Patients = std::vector<std::size_t>;

/// Splits the cohort into equal parts with the same share of events, at random.
std::vector<Patients> stratifiedFolds(const std::vector<survival::FollowUp>& followUp, int folds, Random random);

/// Everybody who is not in the fold.
Patients allBut(const Patients& fold, std::size_t cohortSize);

/// The batches of one epoch by the paper's rule: each holds one to three patients who failed, the
/// rest did not, and the epoch ends when those who failed run out. No batch holds a patient twice.
/// `batchSize` is 4 or more. A training set without event has no batch.
std::vector<Patients> epochBatches(const Patients& training, const std::vector<survival::FollowUp>& followUp,
                                   int batchSize, Random& random);

}  // namespace metrisk::training
