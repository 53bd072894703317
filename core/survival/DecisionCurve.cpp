#include "core/survival/DecisionCurve.h"

#include "core/common/Error.h"
#include "core/survival/DecisionCounts.h"
#include "core/survival/Horizon.h"
#include "core/survival/ValueCheck.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

namespace {

void checkThresholds(const std::vector<double>& thresholds)
{
    for (const double threshold : thresholds)
        if (!(threshold > 0.0 && threshold < 1.0))
            throw Error(Error::Kind::Input, fmt::format("A threshold probability of {} is not possible.", threshold),
                        "Choose thresholds above 0 and below 1.");
}

/// NB = P(treated and event) - P(treated and no event)·t/(1-t).
double netBenefit(double eventShare, double treatedShare, double odds)
{
    return eventShare * treatedShare - (1.0 - eventShare) * treatedShare * odds;
}

}  // namespace

DecisionPoint decisionPoint(const TreatedShare& some, const TreatedShare& everybody, double threshold)
{
    const double odds = threshold / (1.0 - threshold);
    DecisionPoint point;
    point.threshold = threshold;
    point.treated = some.treated;
    point.model = netBenefit(some.eventShare, double(some.treated) / double(everybody.treated), odds);
    point.all = netBenefit(everybody.eventShare, 1.0, odds);
    point.reductionPer100 = 100.0 * (point.model - point.all) / odds;
    point.beyondFollowUp = some.beyondFollowUp;
    return point;
}

DecisionCurve decisionCurve(const std::vector<bool>& outcomes, const std::vector<double>& eventProbabilities,
                            const std::vector<double>& thresholds)
{
    checkOnePerPatient(outcomes.size(), eventProbabilities.size(), "predicted probability");
    checkProbabilities(eventProbabilities, "predicted probability");
    checkThresholds(thresholds);
    if (outcomes.empty())
        throw Error(Error::Kind::Input, "There are no patients to decide about.", "Give at least one patient.");
    const auto chosen = everyOnce(outcomes.size());
    DecisionCurve curve{int(outcomes.size()), int(std::ranges::count(outcomes, true)), {}};
    for (const double threshold : thresholds)
        curve.points.push_back(decisionPoint(treatedShare(outcomes, eventProbabilities, chosen, threshold),
                                             treatedShare(outcomes, eventProbabilities, chosen, 0.0), threshold));
    return curve;
}

DecisionCurve decisionCurve(const std::vector<FollowUp>& patients, const std::vector<double>& eventProbabilities,
                            double horizonMonths, const std::vector<double>& thresholds)
{
    checkHorizon(patients, horizonMonths);
    checkOnePerPatient(patients.size(), eventProbabilities.size(), "predicted probability");
    checkProbabilities(eventProbabilities, "predicted probability");
    checkThresholds(thresholds);
    const auto order = byTime(patients);
    DecisionCurve curve{int(patients.size()), eventsBy(patients, horizonMonths), {}};
    for (const double threshold : thresholds)
        curve.points.push_back(decisionPoint(treatedShare(patients, eventProbabilities, order, horizonMonths, threshold),
                                             treatedShare(patients, eventProbabilities, order, horizonMonths, 0.0), threshold));
    return curve;
}

}  // namespace metrisk::survival
