#include "core/evaluation/Discrimination.h"

#include "core/evaluation/RiskRegression.h"
#include "core/survival/UnoConcordance.h"

#include <numeric>

namespace metrisk::evaluation {

namespace {

using survival::FollowUp;

ConcordanceRow rowOf(const std::string& name, const std::vector<FollowUp>& patients, const std::vector<double>& risks,
                     double confidence, const std::vector<int>& strata = {})
{
    const int events = eventsIn(patients);
    return {name, int(patients.size()), events, computedUnless(tooFewEvents(events), [&] {
                return survival::concordanceEstimate(patients, risks, confidence, survival::RiskTies::Near, {}, strata);
            })};
}

/// One row for each level of a partition.
std::vector<ConcordanceRow> rowsBy(const Predictions& predictions, const Partition& partition, double confidence)
{
    std::vector<ConcordanceRow> rows;
    for (std::size_t level = 0; level < partition.levels.size(); ++level) {
        const auto patients = rowsOf(partition, level);
        rows.push_back(rowOf(partition.levels[level], chosen(predictions.followUp, patients), chosen(predictions.risks, patients),
                             confidence));
    }
    return rows;
}

ConcordanceTable withSpread(std::vector<ConcordanceRow> rows)
{
    std::vector<double> values;
    for (const auto& row : rows)
        if (row.c)
            values.push_back(row.c->value);
    return {std::move(rows), spreadOf(values)};
}

ConcordanceTable memberTable(const Predictions& predictions, double confidence)
{
    std::vector<ConcordanceRow> rows;
    for (const auto& member : predictions.members)
        rows.push_back(rowOf(member.name, predictions.followUp, member.risks, confidence));
    return withSpread(std::move(rows));
}

std::optional<ConcordanceRow> rowWithinFolds(const Predictions& predictions, double confidence)
{
    if (!predictions.folds)
        return std::nullopt;
    const std::vector<int> strata(predictions.folds->levelOf.begin(), predictions.folds->levelOf.end());
    return rowOf("within folds", predictions.followUp, predictions.risks, confidence, strata);
}

Computed<Estimate> differenceTo(const std::vector<FollowUp>& patients, const std::vector<double>& ours, const std::vector<double>& theirs,
                                const EvaluationOptions& options, const Job& job)
{
    return computedUnless(tooFewEvents(eventsIn(patients)), [&] {
        return bootstrapped(patients.size(), [&](const survival::Draw& rows) {
            const auto drawn = chosen(patients, rows);
            return survival::concordance(drawn, chosen(ours, rows)) - survival::concordance(drawn, chosen(theirs, rows));
        }, options, job);
    });
}

Comparator comparatorOf(const Predictions& predictions, const Score& score, const EvaluationOptions& options, const Job& job)
{
    std::vector<std::size_t> rows;
    std::vector<double> values;
    for (std::size_t row = 0; row < score.values.size(); ++row)
        if (score.values[row]) {
            rows.push_back(row);
            values.push_back(*score.values[row]);
        }
    const auto patients = chosen(predictions.followUp, rows);
    return {rowOf(score.name, patients, values, options.confidence), hazardRatioPerSd(patients, values, score.name, options.confidence),
            differenceTo(patients, chosen(predictions.risks, rows), values, options, job)};
}

Computed<Estimate> unoOf(const Predictions& predictions, const std::vector<FollowUp>& censoring, const EvaluationOptions& options,
                         const Job& job)
{
    return computedUnless(tooFewEvents(predictions.events()), [&] {
        return bootstrapped(predictions.size(), [&](const survival::Draw& rows) {
            return survival::unoConcordance(chosen(predictions.followUp, rows), chosen(predictions.risks, rows), censoring,
                                            options.horizonMonths);
        }, options, job);
    });
}

}  // namespace

Discrimination discrimination(const Predictions& predictions, const std::vector<FollowUp>& censoring,
                              const EvaluationOptions& options, const Job& job)
{
    Discrimination result;
    const double confidence = options.confidence;
    result.ensemble = rowOf("ensemble", predictions.followUp, predictions.risks, confidence);
    result.withinFolds = rowWithinFolds(predictions, confidence);
    result.members = memberTable(predictions, confidence);
    if (predictions.folds)
        result.folds = withSpread(rowsBy(predictions, *predictions.folds, confidence));
    result.unoMonths = options.horizonMonths;
    result.uno = unoOf(predictions, censoring, options, job.part(0.0, 0.4));
    const double share = 0.6 / double(predictions.scores.size() + 1);
    for (std::size_t i = 0; i < predictions.scores.size(); ++i)
        result.comparators.push_back(comparatorOf(predictions, predictions.scores[i], options,
                                                  job.part(0.4 + double(i) * share, 0.4 + double(i + 1) * share)));
    for (const auto& subgroup : predictions.subgroups)
        result.subgroups.push_back({subgroup.name, subgroup.note, rowsBy(predictions, subgroup, confidence)});
    job.advance(1.0);
    return result;
}

}  // namespace metrisk::evaluation
