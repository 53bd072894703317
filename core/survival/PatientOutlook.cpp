#include "core/survival/PatientOutlook.h"

#include <algorithm>

namespace metrisk::survival {

std::vector<Freedom> freedomFromModel(const CoxBaseline& baseline, const CoxModel& model, const Eigen::VectorXd& covariates,
                                      const std::vector<double>& months, double confidence)
{
    const auto curve = coxCurve(baseline, model, covariates, confidence);
    std::vector<Freedom> freedoms;
    for (const double month : months) {
        Freedom freedom{.months = month, .beyondFollowUp = month > baseline.lastMonths};
        const auto next = std::ranges::upper_bound(curve, month, {}, &CoxCurveStep::timeMonths);
        if (next != curve.begin()) {
            const auto& step = *std::prev(next);
            freedom.probability = step.survival;
            freedom.interval = {step.lower, step.upper};
        }
        freedoms.push_back(freedom);
    }
    return freedoms;
}

std::vector<Freedom> freedomFromRisk(const std::vector<FollowUp>& cohort, const std::vector<double>& cohortRisks, double risk,
                                     const std::vector<double>& months, double confidence)
{
    const auto data = univariate(cohort, cohortRisks, "risk");
    const auto model = fitCox(data, {.ties = Ties::Breslow});
    return freedomFromModel(coxBaselines(data, model).front(), model, Eigen::VectorXd::Constant(1, risk), months, confidence);
}

std::vector<Freedom> freedomFromGroup(const KaplanMeierCurve& group, const std::vector<double>& months)
{
    std::vector<Freedom> freedoms;
    for (const double month : months) {
        const auto estimate = group.at(month);
        freedoms.push_back({month, estimate.survival, {estimate.lower, estimate.upper}, estimate.beyondFollowUp});
    }
    return freedoms;
}

}  // namespace metrisk::survival
