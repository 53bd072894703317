#include "core/evaluation/TimeDependence.h"

#include "core/survival/CensoringWeights.h"

#include <fmt/format.h>

#include <algorithm>

namespace metrisk::evaluation {

namespace {

using survival::FollowUp;

double aucAt(double months, const std::vector<FollowUp>& patients, const std::vector<double>& risks, const std::vector<FollowUp>& censoring)
{
    const auto auc = survival::timeDependentAuc(patients, risks, {months}, censoring).at.front().auc;
    if (!auc)
        throw Error(Error::Kind::Input, "Nobody has failed by then, or nobody is free of the event.", "Choose another time.");
    return *auc;
}

AucRow aucRow(double months, const Predictions& predictions, const std::vector<FollowUp>& censoring, const EvaluationOptions& options,
              const Job& job)
{
    AucRow row{.months = months};
    for (const auto& patient : predictions.followUp) {
        row.cases += patient.event && patient.timeMonths <= months ? 1 : 0;
        row.controls += patient.timeMonths > months ? 1 : 0;
    }
    row.auc = computedUnless(whyNotAt(months, predictions.followUp), [&] {
        return bootstrapped(predictions.size(), [&](const survival::Draw& rows) {
            return aucAt(months, chosen(predictions.followUp, rows), chosen(predictions.risks, rows), censoring);
        }, options, job);
    });
    return row;
}

Computed<double> meanOf(const std::vector<AucRow>& rows, const Predictions& predictions, const std::vector<FollowUp>& censoring)
{
    std::vector<double> months;
    for (const auto& row : rows) {
        if (!row.auc)
            return notComputable<double>(fmt::format("the AUC at {} months is not computable", row.months));
        months.push_back(row.months);
    }
    if (months.empty())
        return notComputable<double>("no time was asked for");
    return computed([&] { return survival::timeDependentAuc(predictions.followUp, predictions.risks, months, censoring).mean.value(); });
}

/// Who counts is decided as everywhere in core/survival: by a weight above zero at the horizon.
KnownRoc rocAt(double months, const Predictions& predictions, double confidence)
{
    const auto& patients = predictions.followUp;
    const auto weights = survival::horizonWeights(patients, months, survival::censoringDistribution(patients));
    std::vector<bool> failed;
    std::vector<double> risks;
    for (std::size_t row = 0; row < patients.size(); ++row)
        if (weights[row] > 0.0) {
            failed.push_back(patients[row].timeMonths <= months);
            risks.push_back(predictions.risks[row]);
        }
    return {survival::rocCurve(failed, risks, confidence), int(patients.size() - failed.size())};
}

}  // namespace

std::string whyNotAt(double months, const std::vector<FollowUp>& patients, const std::string& who)
{
    double longest = 0.0;
    bool failed = false;
    for (const auto& patient : patients) {
        longest = std::max(longest, patient.timeMonths);
        failed = failed || (patient.event && patient.timeMonths <= months);
    }
    if (longest <= months)
        return fmt::format("{} was followed beyond {} months; the longest follow-up is {:.1f}", who, months, longest);
    return failed ? std::string() : fmt::format("no event by {} months", months);
}

TimeDependence timeDependence(const Predictions& predictions, const std::vector<FollowUp>& censoring, const EvaluationOptions& options,
                              const Job& job)
{
    TimeDependence result;
    const double share = 1.0 / double(options.aucMonths.size() + 1);
    for (std::size_t i = 0; i < options.aucMonths.size(); ++i)
        result.auc.push_back(aucRow(options.aucMonths[i], predictions, censoring, options,
                                    job.part(double(i) * share, double(i + 1) * share)));
    result.meanAuc = meanOf(result.auc, predictions, censoring);
    result.roc = computedUnless(whyNotAt(options.horizonMonths, predictions.followUp),
                                [&] { return rocAt(options.horizonMonths, predictions, options.confidence); });
    job.advance(1.0);
    return result;
}

}  // namespace metrisk::evaluation
