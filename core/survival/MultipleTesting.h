#pragma once

#include <vector>

namespace metrisk::survival {

/// How p values of several tests are raised: the first two bound the chance of any false alarm, the last
/// one the expected share of false alarms among the findings.
enum class Adjustment { Bonferroni, Holm, BenjaminiHochberg };

/// Holm 1979, Scand J Stat 6:65; Benjamini and Hochberg 1995, J R Stat Soc B 57:289; as R's p.adjust. In the
/// order given. Throws Error{Input}, naming the test, for a p value outside 0 to 1.
std::vector<double> adjustedP(const std::vector<double>& p, Adjustment adjustment);

}  // namespace metrisk::survival
