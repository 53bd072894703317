#pragma once

#include <vector>

namespace metrisk::survival {

/// Of the patients called positive at a threshold, the share who had the outcome.
struct PrecisionRecallPoint {
    double threshold = 0.0;   // a positive call is a score of at least this
    double recall = 0.0;      // sensitivity
    double precision = 0.0;   // positive predictive value
};

struct PrecisionRecallCurve {
    int positives = 0, negatives = 0;
    double prevalence = 0.0;                      // the precision of a score that knows nothing
    std::vector<PrecisionRecallPoint> points;     // highest threshold first, one per distinct score
    double averagePrecision = 0.0;                // sum of (recall step) · precision, no interpolation
};

/// Average precision as scikit-learn defines it (Manning, Raghavan and Schütze 2008, 8.4): linear
/// interpolation between points would be too kind (Davis and Goadrich 2006). Throws Error{Input} as rocCurve.
PrecisionRecallCurve precisionRecallCurve(const std::vector<bool>& outcomes, const std::vector<double>& scores);

}  // namespace metrisk::survival
