#pragma once

#include "core/common/Job.h"
#include "core/evaluation/Computed.h"
#include "core/evaluation/EvaluationOptions.h"
#include "core/evaluation/Predictions.h"
#include "core/survival/Resampling.h"

namespace metrisk::evaluation {

/// A number with its interval; how the interval was made stands where it is shown.
struct Estimate {
    double value = 0.0;
    survival::Interval interval;
};

/// A hazard ratio of a Cox model, as the tables show it.
struct HazardRatio {
    double value = 1.0;
    survival::Interval interval;
    double p = 1.0;
};

/// The mean of several numbers and their standard deviation (divisor n - 1).
struct Spread {
    int count = 0;
    double mean = 0.0, sd = 0.0;
};
Spread spreadOf(const std::vector<double>& values);

/// A statistic of some patients, drawn with replacement; it may throw Error{Input} where it cannot be computed.
using RowStatistic = std::function<double(const survival::Draw&)>;

/// Percentile bootstrap. Throws Error{Input} as the statistic does of the patients as they are, and Cancelled.
Estimate bootstrapped(std::size_t patients, const RowStatistic& statistic, const EvaluationOptions& options, const Job& job);

/// "no event", "only 1 event": why too few events allow no estimate; empty when there are enough.
std::string tooFewEvents(int events, int least = leastEvents);

int eventsIn(const std::vector<survival::FollowUp>& patients);

}  // namespace metrisk::evaluation
