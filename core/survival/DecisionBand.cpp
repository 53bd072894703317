#include "core/survival/DecisionCurve.h"

#include "core/common/Error.h"
#include "core/common/Random.h"
#include "core/survival/DecisionCounts.h"
#include "core/survival/Distributions.h"
#include "core/survival/Quantile.h"

#include <fmt/format.h>

#include <algorithm>

namespace metrisk::survival {

namespace {

/// A sample with replacement that stays in the order of `order`: how often each is drawn is counted.
std::vector<std::size_t> redrawn(const std::vector<std::size_t>& order, Random& random)
{
    std::vector<int> times(order.size(), 0);
    for (std::size_t k = 0; k < order.size(); ++k)
        ++times[random.below(order.size())];
    std::vector<std::size_t> chosen;
    for (std::size_t k = 0; k < order.size(); ++k)
        chosen.insert(chosen.end(), std::size_t(times[k]), order[k]);
    return chosen;
}

/// `benefitOf(chosen, threshold)` is the net benefit of the model among the patients drawn.
template <class BenefitOf>
void addBand(DecisionCurve& curve, const std::vector<std::size_t>& order, const DecisionBandOptions& options, const Job& job,
             BenefitOf benefitOf)
{
    normalQuantileForTwoSided(options.confidence);   // refuses an impossible confidence
    if (options.resamples < 1)
        throw Error(Error::Kind::Input, fmt::format("{} resamples give no band.", options.resamples), "Choose some hundreds.");
    Random random(options.seed);
    std::vector<std::vector<double>> values(curve.points.size());
    for (int round = 0; round < options.resamples; ++round) {
        job.advance(double(round) / double(options.resamples));
        const auto chosen = redrawn(order, random);
        for (std::size_t k = 0; k < values.size(); ++k)
            values[k].push_back(benefitOf(chosen, curve.points[k].threshold));
    }
    const double tail = 0.5 - options.confidence / 2.0;
    for (std::size_t k = 0; k < values.size(); ++k) {
        std::ranges::sort(values[k]);
        curve.points[k].band = Interval{quantileOfSorted(values[k], tail), quantileOfSorted(values[k], 1.0 - tail)};
    }
    job.advance(1.0);
}

}  // namespace

DecisionCurve decisionCurveWithBand(const std::vector<bool>& outcomes, const std::vector<double>& eventProbabilities,
                                    const std::vector<double>& thresholds, const DecisionBandOptions& options, const Job& job)
{
    auto curve = decisionCurve(outcomes, eventProbabilities, thresholds);
    addBand(curve, everyOnce(outcomes.size()), options, job, [&](const auto& chosen, double threshold) {
        return decisionPoint(treatedShare(outcomes, eventProbabilities, chosen, threshold),
                             {int(chosen.size()), 0.0, false}, threshold).model;
    });
    return curve;
}

DecisionCurve decisionCurveWithBand(const std::vector<FollowUp>& patients, const std::vector<double>& eventProbabilities,
                                    double horizonMonths, const std::vector<double>& thresholds,
                                    const DecisionBandOptions& options, const Job& job)
{
    auto curve = decisionCurve(patients, eventProbabilities, horizonMonths, thresholds);
    addBand(curve, byTime(patients), options, job, [&](const auto& chosen, double threshold) {
        return decisionPoint(treatedShare(patients, eventProbabilities, chosen, horizonMonths, threshold),
                             {int(chosen.size()), 0.0, false}, threshold).model;
    });
    return curve;
}

}  // namespace metrisk::survival
