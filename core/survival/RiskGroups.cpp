#include "core/survival/RiskGroups.h"

#include "core/common/Error.h"
#include "core/survival/Quantile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

std::vector<double> riskCuts(const std::vector<double>& cohortRisks, const std::vector<double>& shares)
{
    for (std::size_t i = 0; i < cohortRisks.size(); ++i)
        if (!std::isfinite(cohortRisks[i]))
            throw Error(Error::Kind::Input, fmt::format("The risk of patient {} is not a number.", i + 1),
                        "Score the cohort again.");
    std::vector<double> cuts;
    for (std::size_t k = 0; k < shares.size(); ++k) {
        if (!(shares[k] >= 0.0 && shares[k] <= 1.0) || (k > 0 && shares[k] < shares[k - 1]))
            throw Error(Error::Kind::Input, fmt::format("A group cannot end at a share of {}.", shares[k]),
                        "Give rising shares between 0 and 1.");
        cuts.push_back(quantile(cohortRisks, shares[k]));
    }
    return cuts;
}

std::size_t riskGroup(double risk, const std::vector<double>& cuts)
{
    return std::size_t(std::ranges::count_if(cuts, [&](double cut) { return risk > cut; }));
}

std::string riskGroupName(double risk, double cutLow, double cutHigh)
{
    static constexpr const char* names[] = {"low", "medium", "high"};
    return names[riskGroup(risk, {cutLow, cutHigh})];
}

double riskPercentile(double risk, const std::vector<double>& cohortRisks)
{
    double below = 0.0;
    for (const double other : cohortRisks)
        below += other < risk ? 1.0 : other == risk ? 0.5 : 0.0;
    return cohortRisks.empty() ? 0.0 : 100.0 * below / double(cohortRisks.size());
}

}  // namespace metrisk::survival
