#include "core/evaluation/EvaluationPage.h"

#include "core/common/NumberText.h"
#include "core/evaluation/EvaluationWords.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace metrisk::evaluation {

namespace {

PageRow factsRow(const std::string& name, const CohortFacts& facts)
{
    PageRow row{{name, std::to_string(facts.patients), std::to_string(facts.events), facts.deaths ? std::to_string(*facts.deaths) : "not recorded",
                 quantileCell(facts.medianFollowUp)}, false};
    for (const auto& freedom : facts.landmarks)
        row.cells.push_back(freedomCell(freedom));
    return row;
}

PageTable cohortTable(const Evaluation& evaluation)
{
    PageTable table{"Patients", {"", "n", "Events", "Deaths before", "Median follow-up, months"}, {}, {}};
    for (const double months : evaluation.options.landmarksMonths)
        table.head.push_back(fmt::format("Free at {:g} months", months));
    table.rows.push_back(factsRow("evaluated", evaluation.cohort));
    if (evaluation.training)
        table.rows.push_back(factsRow("training", *evaluation.training));
    if (evaluation.options.outcome != EvaluationOptions().outcome)
        table.note = fmt::format("Event: {}. ", evaluation.options.outcome);
    table.note += fmt::format("Median follow-up by reverse Kaplan-Meier; parentheses: {} intervals.", percentText(evaluation.options.confidence));
    return table;
}

std::string digestLine(const std::string& what, const std::string& name, const std::string& sha256)
{
    return fmt::format("{}: {}, SHA-256 {}.", what, name, sha256);
}

}  // namespace

PageSection summarySection(const Evaluation& evaluation)
{
    const auto& e = evaluation;
    const auto n = std::to_string(e.cohort.patients), events = std::to_string(e.cohort.events), byHorizon = std::to_string(e.horizon.eventsByHorizon);
    const auto horizon = fmt::format("{:g} months", e.options.horizonMonths);
    PageTable table{"At a glance", {"", "n", "Events", "Result"}, {}, {}};
    const auto row = [&](const std::string& name, const std::string& count, const std::string& result) { table.rows.push_back({{name, n, count, result}}); };
    row("Ranking: Harrell's C", events, cellOf(e.discrimination.ensemble.c, [](const auto& c) { return intervalText(c.value, c.interval); }));
    row("Groups: log-rank test", events, cellOf(e.groups.logRank, [](const auto& test) { return common::pValueText(test.p); }));
    row("Hazard ratio per SD of risk", events, cellOf(e.regression, [](const auto& r) { return ratioText(r.perSd) + ", " + common::pValueText(r.perSd.p); }));
    row("Calibration at " + horizon + ": predicted, observed", byHorizon, cellOf(e.horizon.inTheLarge, [](const auto& c) {
        return fmt::format("{} %, {}", common::percentNumber(c.meanPredicted), shareCell(c.observed, c.observedInterval));
    }));
    return {"Summary", {}, {cohortTable(evaluation), table}, {}};
}

PageSection methodSection(const Evaluation& evaluation, const Provenance& provenance)
{
    PageSection section{"How it was computed", evaluation.notes, {}, {}};
    section.paragraphs.push_back(digestLine("Predictions", evaluation.cohort.name, provenance.predictionsSha256));
    if (evaluation.training)
        section.paragraphs.push_back(digestLine("Training table", evaluation.training->name, provenance.trainingSha256));
    section.paragraphs.push_back(fmt::format("{} resamples in every bootstrap, seed {}. The same tables and options give the same numbers. All digits are in "
                                             "evaluation.json and the CSV files beside this page.", evaluation.options.resamples, evaluation.options.seed));
    return section;
}

std::string unbroken(const std::string& cell)
{
    constexpr std::size_t longest = 30;   // bytes between parentheses that may stand in one line
    std::string result;
    bool held = false;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        if (cell[i] == '(') {
            const auto end = cell.find(')', i);
            held = end != std::string::npos && end - i <= longest;
        }
        held = held && cell[i] != ')';
        const bool joins = held || cell.compare(i, 2, " %") == 0 || (i > 0 && (cell[i - 1] == '<' || cell[i - 1] == '='));
        result += cell[i] == ' ' && joins ? "\u00a0" : std::string(1, cell[i]);
    }
    return result;
}

bool isCountColumn(const std::string& head)
{
    constexpr std::array counts{"n", "Events", "Deaths", "Deaths before", "Treated", "Failed by then", "Free beyond"};
    return std::ranges::count(counts, head) > 0;
}

std::vector<PageSection> performanceSections(const Evaluation& evaluation)
{
    return {concordanceSection(evaluation), subgroupSection(evaluation), calibrationSection(evaluation), decisionSection(evaluation),
            timeSection(evaluation)};
}

EvaluationPage pageOf(const Evaluation& evaluation, const Provenance& provenance)
{
    EvaluationPage page;
    page.title = "Evaluation of risk predictions";
    page.subtitle = fmt::format("{} · {}", evaluation.cohort.name, countsText(evaluation.cohort.patients, evaluation.cohort.events));
    if (evaluation.cohort.deaths)
        page.subtitle += fmt::format(", {} deaths before", *evaluation.cohort.deaths);
    if (evaluation.training)
        page.subtitle += fmt::format(" · training: {}, {}", evaluation.training->name, countsText(evaluation.training->patients, evaluation.training->events));
    page.warnings = evaluation.warnings;
    page.sections = {summarySection(evaluation), concordanceSection(evaluation), comparisonSection(evaluation), subgroupSection(evaluation),
                     groupSection(evaluation), incidenceSection(evaluation), calibrationSection(evaluation), decisionSection(evaluation),
                     timeSection(evaluation), brierSection(evaluation), methodSection(evaluation, provenance)};
    page.foot = fmt::format("{} · {} · Research use only. Not a medical device.", provenance.software, provenance.createdText);
    return page;
}

}  // namespace metrisk::evaluation
