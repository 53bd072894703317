#include "core/analysis/PackEvidence.h"

#include "core/inference/CohortFile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace metrisk::analysis {

namespace {

using inference::ModelPackage;

/// What a clinician asks of subgroups, and how it is called; measures of the images are left to Applicability.
constexpr std::pair<const char*, const char*> subgroupColumns[] = {
    {"primary", "Primary"},   {"location", "Location"},           {"age_years", "Age, years"},
    {"kps", "KPS"},           {"chemotherapy", "Chemotherapy"},   {"immunotherapy", "Immunotherapy"},
    {"core_ml", "Core, mL"}};

std::string failureOf(const ModelPackage& package)
{
    const std::string freedom = "freedom from ";
    return package.endpoint.starts_with(freedom) ? package.endpoint.substr(freedom.size()) : package.endpoint;
}

void nameYesAndNo(evaluation::Partition& partition)
{
    if (partition.levels == std::vector<std::string>{"0", "1"})
        partition.levels = {"no", "yes"};
}

/// Of the known ones those that part the patients.
void addSubgroups(evaluation::Predictions& predictions, const common::CsvTable& table, evaluation::ColumnNames names)
{
    for (const auto& [column, title] : subgroupColumns) {
        if (!table.find(column))
            continue;
        names.subgroups.emplace();
        names.subgroups->emplace_back(column);
        const auto one = evaluation::computed([&] { return evaluation::predictionsFrom(table, names).subgroups.front(); });
        if (!one)
            continue;
        predictions.subgroups.push_back(*one);
        predictions.subgroups.back().name = title;
        nameYesAndNo(predictions.subgroups.back());
    }
}

double cumulativeHazardAt(const ModelPackage& package, double months)
{
    const auto next = std::ranges::upper_bound(package.baselineHazard, months, {}, &inference::BaselineHazardStep::timeMonths);
    return next == package.baselineHazard.begin() ? 0.0 : std::prev(next)->cumulativeHazard;
}

void addProbabilities(evaluation::Predictions& predictions, const ModelPackage& package, const std::vector<double>& months)
{
    if (package.baselineHazard.empty())
        return;
    const double last = std::ranges::max(package.cohort, {}, &inference::CohortPatient::timeMonths).timeMonths;
    for (const double month : months) {
        if (month > last)
            break;
        const double hazard = cumulativeHazardAt(package, month);
        predictions.probabilities.push_back({month, {}});
        for (const double risk : predictions.risks)
            predictions.probabilities.back().event.push_back(-std::expm1(-hazard * std::exp(risk)));
    }
}

std::string methodOf(const ModelPackage& package)
{
    const auto scored = package.evidence.method.empty() ? "not recorded" : package.evidence.method;
    return fmt::format("How the pack scored this cohort: {}. Intervals of the C-indices below: infinitesimal jackknife.", scored);
}

std::vector<std::string> cautionsOf(const ModelPackage& package, const evaluation::Evaluation& evaluation)
{
    std::vector<std::string> cautions;
    if (!package.statement.empty())
        cautions.push_back(package.statement);
    cautions.insert(cautions.end(), evaluation.warnings.begin(), evaluation.warnings.end());
    cautions.emplace_back("This is the cohort the model was made with, not an independent one: elsewhere it may do worse.");
    return cautions;
}

}  // namespace

evaluation::Predictions cohortPredictions(const ModelPackage& package, const std::vector<double>& months)
{
    const auto table = common::csvTable(inference::cohortToCsv(package.cohort), package.cohortFile);
    evaluation::ColumnNames names;
    names.subgroups.emplace();
    auto predictions = evaluation::predictionsFrom(table, names);
    predictions.name = package.cohortName;
    addSubgroups(predictions, table, names);
    addProbabilities(predictions, package, months);
    return predictions;
}

PackEvidence packEvidence(const ModelPackage& package, const Job& job)
{
    evaluation::EvaluationOptions options;
    options.outcome = failureOf(package);
    std::set<double> months(options.aucMonths.begin(), options.aucMonths.end());
    months.insert(options.horizonMonths);
    const auto predictions = cohortPredictions(package, {months.begin(), months.end()});
    auto evaluation = evaluation::evaluate(predictions, nullptr, options, job);
    if (auto& probabilities = evaluation.horizon.probabilities.value; probabilities)
        probabilities->source = "the pack’s baseline hazard, which was estimated on these very patients: the average fits by "
                                "construction, only the slope and the shape of the curve are informative";
    PackEvidence evidence{.pack = fmt::format("{} {}", package.name, package.version),
                          .cohort = fmt::format("{}: {} patients, {} events", package.cohortName, evaluation.cohort.patients,
                                                evaluation.cohort.events),
                          .cautions = cautionsOf(package, evaluation), .method = methodOf(package),
                          .sections = evaluation::performanceSections(evaluation), .evaluation = {}};
    evidence.evaluation = std::move(evaluation);
    return evidence;
}

}  // namespace metrisk::analysis
