#include "core/reporting/TrustCheckSection.h"

#include "core/reporting/Wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::reporting {

namespace {

using explanation::OrderCurve;
using explanation::TrustChecks;

std::string arrivesText(const std::vector<double>& conservation)
{
    const auto [low, high] = std::ranges::minmax_element(conservation);
    const auto percent = [](double share) { return std::lround(100.0 * share); };
    return percent(*low) == percent(*high)
               ? fmt::format("{} % arrives at the inputs, in every model", percent(*low))
               : fmt::format("{} to {} % arrives at the inputs, by model", percent(*low), percent(*high));
}

/// "better than 9 of 9 random orders; area 0.12 log hazard"
std::string orderText(const OrderCurve& curve, int randomOrders)
{
    return fmt::format("better than {} of {} random orders; area {:.2g} log hazard", curve.betterThan, randomOrders, curve.area);
}

std::string correlationText(const std::optional<double>& rho)
{
    return rho ? fmt::format("rank correlation {:.2f}", *rho) : "the map is the same everywhere";
}

std::string noiseText(const TrustChecks& checks)
{
    return fmt::format("{}; rate of failure × {:.2g} at most", correlationText(checks.stability), std::exp(checks.riskUnderNoise));
}

std::string outcomeText(const TrustChecks& checks)
{
    if (checks.warnings.empty())
        return "All checks of the explanation went as they should.";
    return fmt::format("{} of the checks {} against this explanation.", capitalized(countWord(checks.warnings.size())),
                       checks.warnings.size() == 1 ? "speaks" : "speak");
}

}  // namespace

Section trustChecksOf(const TrustChecks& checks)
{
    Section section{"Checks of this explanation", {}, {outcomeText(checks)}};
    section.facts = {{"Deletion", orderText(checks.deletion, checks.options.randomOrders)},
                     {"Insertion", orderText(checks.insertion, checks.options.randomOrders)},
                     {"Conservation", arrivesText(checks.conservation)}};
    for (const auto& stage : checks.randomisation)
        section.facts.push_back({"Random weights, " + stage.stage, correlationText(stage.rankCorrelation)});
    section.facts.push_back({"Noise too small to see", noiseText(checks)});
    section.paragraphs.emplace_back("Deletion and insertion: the risk should fall, or rise, faster when the blocks are taken out, "
                                    "or put in, by relevance than in random order. Random weights should give another map: a "
                                    "rank correlation near 0. Small noise should not: near 1.");
    return section;
}

}  // namespace metrisk::reporting
