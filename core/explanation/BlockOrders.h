#pragma once

#include "core/explanation/TrustChecks.h"

namespace metrisk::explanation {

struct OrderCurves {
    OrderCurve deletion, insertion;
};

/// Takes the image blocks out, and puts them in, by falling relevance and in random orders; see TrustChecks.h.
OrderCurves orderCurves(const inference::RiskModel& model, const inference::ModelInput& input,
                        const Explanation& explanation, const TrustOptions& options, const Job& job);

}  // namespace metrisk::explanation
