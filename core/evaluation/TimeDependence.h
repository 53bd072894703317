#pragma once

#include "core/evaluation/Estimates.h"
#include "core/survival/RocCurve.h"
#include "core/survival/TimeDependentAuc.h"

namespace metrisk::evaluation {

/// How well the risk tells at a time who has failed by then.
struct AucRow {
    double months = 0.0;
    int cases = 0, controls = 0;
    Computed<Estimate> auc = {};   // cumulative/dynamic; percentile bootstrap
};

/// Among patients whose state at the horizon is known: failed by then, or followed beyond it without the event.
struct KnownRoc {
    survival::RocCurve curve;
    int unknown = 0;             // lost before the horizon, left out
};

struct TimeDependence {
    std::vector<AucRow> auc;
    Computed<double> meanAuc;    // over all the times
    Computed<KnownRoc> roc;
};

/// `censoring`: whose follow-up the weights come from. Throws Cancelled.
TimeDependence timeDependence(const Predictions& predictions, const std::vector<survival::FollowUp>& censoring,
                              const EvaluationOptions& options, const Job& job = {});

/// Why nothing can be said about a horizon: nobody followed beyond it, or nobody with the event by then.
std::string whyNotAt(double months, const std::vector<survival::FollowUp>& patients, const std::string& who = "Nobody");

}  // namespace metrisk::evaluation
