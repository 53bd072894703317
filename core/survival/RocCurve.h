#pragma once

#include "core/survival/Interval.h"

#include <optional>
#include <vector>

namespace metrisk::survival {

/// How well a score separates patients with and without an outcome: a positive call is a score of
/// at least the threshold.
///
///     const auto roc = rocCurve(failedWithinTwoYears, risks);
///     roc.auc, roc.logit->low, roc.logit->high
struct RocPoint {
    double threshold = 0.0;           // infinity at the start, where nobody is called positive
    double falsePositiveRate = 0.0;   // 1 - specificity
    double sensitivity = 0.0;
};

struct RocCurve {
    int positives = 0, negatives = 0;
    std::vector<RocPoint> points;           // from (0, 0) to (1, 1), one per distinct score
    double auc = 0.5;                       // ties count half (Hanley and McNeil 1982)
    std::optional<double> standardError;    // absent with fewer than two patients on either side
    std::optional<Interval> plain;          // auc ± z·se; may leave [0, 1]
    std::optional<Interval> logit;          // the same on the logit scale; absent at an AUC of 0 or 1
};

/// ROC, and DeLong's variance of its area (DeLong, DeLong and Clarke-Pearson 1988) from mid-ranks in
/// O(n log n) (Sun and Xu 2014). Throws Error{Input} for an outcome all have or nobody has, a score
/// that is not finite (the row is named) and a count that differs.
RocCurve rocCurve(const std::vector<bool>& outcomes, const std::vector<double>& scores, double confidence = 0.95);

/// The areas of several scores on the same patients and their covariance (divisor n - 1).
/// Throws Error{Input} as rocCurve, and with fewer than two patients on either side.
struct AucCovariance { std::vector<double> auc; std::vector<std::vector<double>> covariance; };
AucCovariance delongCovariance(const std::vector<bool>& outcomes, const std::vector<std::vector<double>>& scores);

/// Two scores on the same patients (DeLong 1988): the first area minus the second.
struct AucComparison {
    double difference = 0.0, standardError = 0.0;
    double z = 0.0, p = 1.0;     // z = 0 and p = 1 where both rank the patients alike
    Interval interval;           // of the difference
};
AucComparison compareAuc(const std::vector<bool>& outcomes, const std::vector<double>& first,
                         const std::vector<double>& second, double confidence = 0.95);

}  // namespace metrisk::survival
