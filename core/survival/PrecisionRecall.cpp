#include "core/survival/PrecisionRecall.h"

#include "core/survival/ThresholdCounts.h"
#include "core/survival/ValueCheck.h"

namespace metrisk::survival {

PrecisionRecallCurve precisionRecallCurve(const std::vector<bool>& outcomes, const std::vector<double>& scores)
{
    checkOnePerPatient(outcomes.size(), scores.size(), "score");
    checkBothOutcomes(outcomes);
    checkFinite(scores, "score");
    const auto counts = thresholdCounts(outcomes, scores);
    PrecisionRecallCurve curve;
    curve.positives = int(counts.back().truePositives);
    curve.negatives = int(counts.back().falsePositives);
    curve.prevalence = double(curve.positives) / double(outcomes.size());
    double recallBefore = 0.0;
    for (const auto& count : counts) {
        const double recall = double(count.truePositives) / double(curve.positives);
        const double precision = double(count.truePositives) / double(count.truePositives + count.falsePositives);
        curve.points.push_back({count.threshold, recall, precision});
        curve.averagePrecision += (recall - recallBefore) * precision;
        recallBefore = recall;
    }
    return curve;
}

}  // namespace metrisk::survival
