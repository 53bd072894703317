#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace metrisk::survival {

/// Where one patient's risk stands among those of a reference (training) cohort.

/// The risks that part the cohort into groups: its percentiles (R type 7), the 33rd and 66th by default.
/// Throws Error{Input} for an empty cohort, risks that are not finite (named from 1) and shares that do not
/// rise within 0 to 1.
std::vector<double> riskCuts(const std::vector<double>& cohortRisks, const std::vector<double>& shares = {0.33, 0.66});

/// How many cuts the risk lies above, so 0 for the lowest group. A risk equal to a cut belongs below it.
std::size_t riskGroup(double risk, const std::vector<double>& cuts);

/// The same in words for two cuts: low, medium or high.
std::string riskGroupName(double risk, double cutLow, double cutHigh);

/// Share of the cohort with a lower risk, ties counting half, in percent: 0 to 100; 0 for an empty cohort.
double riskPercentile(double risk, const std::vector<double>& cohortRisks);

}  // namespace metrisk::survival
