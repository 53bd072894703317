// What the page says about risk groups: curves, tests, hazard ratios, cumulative incidence.
#include "core/common/NumberText.h"
#include "core/evaluation/EvaluationWords.h"

#include <fmt/format.h>

namespace metrisk::evaluation {

namespace {

std::string logRankCell(const survival::LogRank& test)
{
    return fmt::format("χ² {:.2f}, {} df, {}", test.chiSquare, test.degreesOfFreedom, common::pValueText(test.p));
}

PageTable groupTable(const Evaluation& evaluation)
{
    const auto& groups = evaluation.groups;
    const auto level = percentText(evaluation.options.confidence);
    PageTable table{"Risk groups", {"", "n", "Events", "Median, months"}, {}, {}};
    for (const double months : evaluation.options.landmarksMonths)
        table.head.push_back(fmt::format("Free at {:g} months", months));
    table.head.push_back("Hazard ratio");
    table.head.push_back("p");
    for (const auto& group : groups.groups) {
        PageRow row{{group.name, std::to_string(group.patients), std::to_string(group.events),
                     group.patients > 0 ? quantileCell(group.median) : ""}, false};
        for (std::size_t i = 0; i < evaluation.options.landmarksMonths.size(); ++i)
            row.cells.push_back(i < group.landmarks.size() ? freedomCell(group.landmarks[i]) : "");
        const bool reference = group.name == groups.reference;
        row.cells.push_back(reference ? "reference" : cellOf(group.againstReference, ratioText));
        row.cells.push_back(group.againstReference ? common::pNumber(group.againstReference->p) : "");
        table.rows.push_back(row);
    }
    table.note = fmt::format("Parentheses: {} intervals (log-log; Brookmeyer-Crowley for medians). Hazard ratios and Wald p of one Cox "
                             "model with the groups as categories.", level);
    return table;
}

PageTable testTable(const Evaluation& evaluation)
{
    const auto& groups = evaluation.groups;
    PageTable table{"Do the groups differ?", {"", "n", "Events", "Result"}, {}, {}};
    const auto n = std::to_string(evaluation.cohort.patients), events = std::to_string(evaluation.cohort.events);
    table.rows.push_back({{"Log-rank test", n, events, cellOf(groups.logRank, logRankCell)}});
    table.rows.push_back({{"Log-rank test for trend", n, events, cellOf(groups.trend, [](const auto& t) { return logRankCell(t.test); })}});
    const auto countOf = [&](const std::string& name, int RiskGroup::* count) {
        for (const auto& group : groups.groups)
            if (group.name == name)
                return group.*count;
        return 0;
    };
    if (groups.pairs)
        for (const auto& pair : *groups.pairs)
            table.rows.push_back({{pair.first + " against " + pair.second,
                                   std::to_string(countOf(pair.first, &RiskGroup::patients) + countOf(pair.second, &RiskGroup::patients)),
                                   std::to_string(countOf(pair.first, &RiskGroup::events) + countOf(pair.second, &RiskGroup::events)),
                                   fmt::format("{}; {} after Holm's correction", logRankCell(pair.test), common::pValueText(pair.adjustedP))}});
    return table;
}

PageTable riskTable(const Evaluation& evaluation)
{
    PageTable table{"The risk as a number: univariate Cox model", {"", "n", "Events", "Result"}, {}, {}};
    const auto n = std::to_string(evaluation.cohort.patients), events = std::to_string(evaluation.cohort.events);
    const auto& fit = evaluation.regression;
    const auto row = [&](const std::string& name, auto words) { table.rows.push_back({{name, n, events, cellOf(fit, words)}}); };
    row("Hazard ratio per SD", [](const RiskRegression& r) {
        return fmt::format("{}, {} (SD {})", ratioText(r.perSd), common::pValueText(r.perSd.p), numberText(r.sd));
    });
    row("Slope: log hazard ratio per unit of risk", [](const RiskRegression& r) { return intervalText(r.slope, r.slopeInterval); });
    row("Proportional hazards (Grambsch-Therneau)", [](const RiskRegression& r) {
        return cellOf(r.proportionality, [](const auto& test) { return fmt::format("χ² {:.2f}, {}", test.chiSquare, common::pValueText(test.p)); });
    });
    table.note = "A slope of 1 means that differences in risk are as large as predicted, if the risk is a log hazard; below 1 they are smaller.";
    if (fit && fit->proportionality && fit->proportionality->p < 0.05)
        table.note += " The test speaks against proportional hazards: a hazard ratio is then an average over the follow-up.";
    return table;
}

PageTable incidenceTable(const Evaluation& evaluation, const GroupIncidence& incidence)
{
    PageTable table{"Cumulative incidence by group, death competing", {"", "n", "Events", "Deaths"}, {}, {}};
    for (const double months : evaluation.options.landmarksMonths)
        table.head.push_back(fmt::format("Event by {:g} months", months));
    const auto rowOf = [&](const std::string& name, const survival::CumulativeIncidence& curve) {
        PageRow row{{name, std::to_string(curve.patients)}, false};
        int events = 0, deaths = 0;
        for (const auto& step : curve.steps) {
            events += step.events[0];
            deaths += step.events[1];
        }
        row.cells.push_back(std::to_string(events));
        row.cells.push_back(std::to_string(deaths));
        for (const double months : evaluation.options.landmarksMonths) {
            const auto* step = curve.at(months);
            const bool beyond = curve.steps.empty() || months > curve.steps.back().timeMonths;
            row.cells.push_back(beyond ? "beyond follow-up"
                                : step && step->incidences[0].value > 0.0
                                    ? shareCell(step->incidences[0].value, {step->incidences[0].lower, step->incidences[0].upper})
                                    : "0 % (no event yet)");
        }
        return row;
    };
    table.rows.push_back(rowOf("all", incidence.everybody));
    std::size_t at = 0;
    for (const auto& group : evaluation.groups.groups)
        if (group.patients > 0)
            table.rows.push_back(rowOf(group.name, incidence.groups[at++]));
    table.note = fmt::format("Gray's test of the event: {}. Of death before it: {}.", cellOf(incidence.grayOfEvent, logRankCell),
                             cellOf(incidence.grayOfDeath, logRankCell));
    return table;
}

}  // namespace

std::string cutOffsText(const Evaluation& evaluation)
{
    const auto& cuts = evaluation.groups.cuts;
    const auto from = evaluation.groups.cutsFromTraining ? "of the training table" : "of this very table (no training table was given)";
    return fmt::format("Low up to {}, medium up to {}, high above: percentiles {:.0f} and {:.0f} {}", numberText(cuts[0]),
                       numberText(cuts[1]), 100 * evaluation.options.cutShares[0], 100 * evaluation.options.cutShares[1], from);
}

PageSection groupSection(const Evaluation& evaluation)
{
    PageSection section{"Risk groups", {}, {groupTable(evaluation), testTable(evaluation), riskTable(evaluation)}, {"survival"}};
    section.paragraphs.push_back(cutOffsText(evaluation) + ".");
    return section;
}

PageSection incidenceSection(const Evaluation& evaluation)
{
    PageSection section{"Cumulative incidence", {}, {}, {}};
    const auto& incidence = evaluation.groups.incidence;
    if (!incidence) {
        section.paragraphs.push_back("Cumulative incidence is " + reasonText(incidence.reason) + ".");
        return section;
    }
    section.tables.push_back(incidenceTable(evaluation, *incidence));
    section.plots.emplace_back("incidence");
    return section;
}

}  // namespace metrisk::evaluation
