#pragma once

#include <optional>
#include <vector>

namespace metrisk::survival {

/// Tests on ranks between groups of numbers. All throw Error{Input} for an empty group and for a value
/// that is not finite (the row is named).

/// Wilcoxon 1945, Mann and Whitney 1947: whether values of the first group tend to be larger.
struct RankSum {
    double w = 0.0;                  // R's W: pairs in which the first is larger, ties half
    double shift = 0.5;              // W / (n1·n2): the chance that a value of the first is larger
    double pNormal = 1.0;            // tie-corrected normal approximation; 1 where all values are equal
    double pNormalContinuity = 1.0;  // the same moved by half a rank
    std::optional<double> pExact;    // without ties and below 50 in each group, as R decides
    double p() const { return pExact.value_or(pNormalContinuity); }   // what R's wilcox.test prints
};
RankSum wilcoxonRankSum(const std::vector<double>& first, const std::vector<double>& second);

/// Kruskal and Wallis 1952, tie-corrected; chi-square with groups - 1 degrees of freedom. Also
/// Error{Input} for fewer than two groups. H is 0 and p is 1 where all values are equal.
struct KruskalWallis {
    double h = 0.0;
    int degreesOfFreedom = 0;
    double p = 1.0;
};
KruskalWallis kruskalWallis(const std::vector<std::vector<double>>& groups);

}  // namespace metrisk::survival
