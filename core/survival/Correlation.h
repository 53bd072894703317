#pragma once

#include "core/survival/Interval.h"

#include <optional>
#include <vector>

namespace metrisk::survival {

/// How closely two numbers of the same patients move together. Both throw Error{Input} for fewer than
/// three patients, different counts, a value that is not finite (the row is named) and a variable that
/// is the same for everybody.
struct Correlation {
    double r = 0.0;
    double p = 1.0;                    // Student's t with n - 2 degrees of freedom
    std::optional<Interval> interval;  // Fisher's z (1921); absent below four patients
};
Correlation pearson(const std::vector<double>& x, const std::vector<double>& y, double confidence = 0.95);

/// Spearman 1904: Pearson's correlation of the mid-ranks.
struct RankCorrelation {
    double rho = 0.0;
    double pStudent = 1.0;             // t with n - 2 degrees of freedom: R's answer with ties
    std::optional<double> pExact;      // without ties, up to 1290 patients: all orders up to 9, then the
                                       // Edgeworth series of Best and Roberts (1975, AS 89), as R
    double p() const { return pExact.value_or(pStudent); }   // what R's cor.test prints
};
RankCorrelation spearman(const std::vector<double>& x, const std::vector<double>& y);

}  // namespace metrisk::survival
