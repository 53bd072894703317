#include "core/survival/TimeDependentAuc.h"

#include "core/common/Error.h"
#include "core/survival/CensoringWeights.h"
#include "core/survival/FollowUpCheck.h"
#include "core/survival/TieTolerance.h"
#include "core/survival/ValueCheck.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>

namespace metrisk::survival {

namespace {

/// Patients from the highest risk down, and where each run of tied risks ends.
struct RiskOrder {
    std::vector<std::size_t> patients;
    std::vector<std::size_t> runEnds;
};

RiskOrder orderOf(const std::vector<double>& risks)
{
    RiskOrder order{std::vector<std::size_t>(risks.size()), {}};
    std::iota(order.patients.begin(), order.patients.end(), std::size_t(0));
    std::ranges::sort(order.patients, std::greater{}, [&](std::size_t i) { return risks[i]; });
    for (std::size_t k = 1; k <= risks.size(); ++k)
        if (k == risks.size() || risks[order.patients[k - 1]] - risks[order.patients[k]] > tieTolerance)
            order.runEnds.push_back(k);
    return order;
}

/// The area by the trapezoid rule over runs: within one, cases and controls tie and count half.
AucAtTime aucAt(const std::vector<FollowUp>& patients, const std::vector<double>& weights, const RiskOrder& order,
                double timeMonths)
{
    AucAtTime result{timeMonths, 0, 0, {}};
    double area = 0.0, casesAbove = 0.0;
    std::size_t k = 0;
    for (const auto end : order.runEnds) {
        double cases = 0.0, controls = 0.0;
        for (; k < end; ++k) {
            const auto& patient = patients[order.patients[k]];
            if (patient.timeMonths > timeMonths)
                ++controls, ++result.controls;
            else if (patient.event)
                cases += weights[order.patients[k]], ++result.cases;
        }
        area += controls * (casesAbove + 0.5 * cases);
        casesAbove += cases;
    }
    if (result.cases > 0 && result.controls > 0)
        result.auc = area / (casesAbove * double(result.controls));
    return result;
}

std::optional<double> meanOf(const std::vector<AucAtTime>& at, const std::vector<FollowUp>& patients)
{
    const auto curve = kaplanMeier(patients);
    double sum = 0.0, before = 1.0;
    for (const auto& one : at) {
        const double survival = curve.at(one.timeMonths).survival;
        if (!one.auc)
            return std::nullopt;
        sum += *one.auc * (before - survival);
        before = survival;
    }
    if (at.size() == 1)
        return at.front().auc;
    return before < 1.0 ? std::optional(sum / (1.0 - before)) : std::nullopt;
}

}  // namespace

void checkAscendingTimes(const std::vector<double>& timesMonths)
{
    checkFinite(timesMonths, "time");
    if (timesMonths.empty() || !std::ranges::is_sorted(timesMonths, std::ranges::less_equal{}))
        throw Error(Error::Kind::Input, "The times to evaluate at are absent or do not ascend.",
                    "Give each time once, earliest first.");
}

TimeDependentAuc timeDependentAuc(const std::vector<FollowUp>& patients, const std::vector<double>& risks,
                                  const std::vector<double>& timesMonths, const std::vector<FollowUp>& training)
{
    checkRisks(patients, risks);
    checkAscendingTimes(timesMonths);
    const auto censoring = censoringDistribution(training);
    const auto order = orderOf(risks);
    TimeDependentAuc result;
    for (const double time : timesMonths)
        result.at.push_back(aucAt(patients, caseWeights(patients, time, censoring), order, time));
    result.mean = meanOf(result.at, patients);
    return result;
}

TimeDependentAuc timeDependentAuc(const std::vector<FollowUp>& patients, const std::vector<double>& risks,
                                  const std::vector<double>& timesMonths)
{
    return timeDependentAuc(patients, risks, timesMonths, patients);
}

}  // namespace metrisk::survival
