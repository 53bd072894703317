// What the page says about ranking: C-index overall, by fold and member, against other scores, by subgroup.
#include "core/common/NumberText.h"
#include "core/evaluation/EvaluationWords.h"

#include <fmt/format.h>

namespace metrisk::evaluation {

namespace {

std::string concordanceCell(const ConcordanceRow& row)
{
    return cellOf(row.c, [](const auto& c) { return intervalText(c.value, c.interval); });
}

PageRow rowFor(const ConcordanceRow& row, const std::string& name)
{
    return {{name, std::to_string(row.patients), std::to_string(row.events), concordanceCell(row)}};
}

std::string withInterval(const std::string& what, const Evaluation& evaluation)
{
    return fmt::format("{} ({} interval)", what, percentText(evaluation.options.confidence));
}

void addSpread(PageTable& table, const Spread& spread, const std::string& what)
{
    if (spread.count > 1)
        table.rows.push_back({{fmt::format("mean ± SD of {} {}", spread.count, what), "", "",
                               fmt::format("{:.2f} ± {:.2f}", spread.mean, spread.sd)}});
}

}  // namespace

PageSection concordanceSection(const Evaluation& evaluation)
{
    const auto& d = evaluation.discrimination;
    PageTable table{"C-index of the ensemble, its members and the folds", {"", "n", "Events", withInterval("Harrell's C", evaluation)}, {}, {}};
    table.rows.push_back(rowFor(d.ensemble, d.members.rows.empty() ? "all patients" : "ensemble"));
    if (d.withinFolds)
        table.rows.push_back(rowFor(*d.withinFolds, "within folds"));
    if (!d.members.rows.empty())
        table.rows.push_back({{"Members"}, true});
    for (const auto& row : d.members.rows)
        table.rows.push_back(rowFor(row, row.name));
    addSpread(table, d.members.spread, "members");
    if (!d.folds.rows.empty())
        table.rows.push_back({{"Folds"}, true});
    for (const auto& row : d.folds.rows)
        table.rows.push_back(rowFor(row, "fold " + row.name));
    addSpread(table, d.folds.spread, "folds");
    table.rows.push_back({{fmt::format("Uno's C up to {:g} months", d.unoMonths), std::to_string(evaluation.cohort.patients),
                           std::to_string(evaluation.cohort.events),
                           cellOf(d.uno, [](const auto& uno) { return intervalText(uno.value, uno.interval); })}, false, true});
    table.note = fmt::format("0.5: no better than chance; 1: every pair in the right order. Harrell's C with an infinitesimal jackknife "
                             "interval; Uno's C with a bootstrap interval ({} resamples).", evaluation.options.resamples);
    return {"Does the risk rank the patients?", {}, {table}, {"concordance"}};
}

PageSection comparisonSection(const Evaluation& evaluation)
{
    const auto& d = evaluation.discrimination;
    PageSection section{"Against other scores", {}, {}, {}};
    if (d.comparators.empty()) {
        section.paragraphs.emplace_back("The table has no columns score_<name>, so nothing is compared.");
        return section;
    }
    PageTable table{"The risk and other scores on the same patients",
                    {"", "n", "Events", withInterval("Harrell's C", evaluation), "Risk minus score", "Hazard ratio per SD", "p"}, {}, {}};
    const auto risk = [&](auto words) { return evaluation.regression ? words(evaluation.regression->perSd) : reasonText(evaluation.regression.reason); };
    auto first = rowFor(d.ensemble, "risk");
    first.cells.insert(first.cells.end(), {"", risk(ratioText), evaluation.regression ? common::pNumber(evaluation.regression->perSd.p) : ""});
    table.rows.push_back(first);
    for (const auto& comparator : d.comparators) {
        auto row = rowFor(comparator.row, comparator.row.name);
        row.cells.push_back(cellOf(comparator.ensembleMinusIt, [](const auto& e) { return intervalText(e.value, e.interval); }));
        row.cells.push_back(cellOf(comparator.perSd, ratioText));
        row.cells.push_back(comparator.perSd ? common::pNumber(comparator.perSd->p) : "");
        table.rows.push_back(row);
    }
    table.note = fmt::format("Higher scores count as worse. Difference in C on the patients who have the score, with bootstrap interval ({} "
                             "resamples); hazard ratio and Wald p of a univariate Cox model.", evaluation.options.resamples);
    section.tables.push_back(table);
    section.plots.emplace_back("comparison");
    return section;
}

PageSection subgroupSection(const Evaluation& evaluation)
{
    PageSection section{"In subgroups", {}, {}, {}};
    if (evaluation.discrimination.subgroups.empty()) {
        section.paragraphs.emplace_back("The table has no columns that part the patients into subgroups.");
        return section;
    }
    PageTable table{"C-index by subgroup", {"", "n", "Events", withInterval("Harrell's C", evaluation)}, {}, {}};
    for (const auto& subgroup : evaluation.discrimination.subgroups) {
        table.rows.push_back({{subgroup.note.empty() ? subgroup.name : subgroup.name + ", " + subgroup.note}, true});
        for (const auto& row : subgroup.rows)
            table.rows.push_back(rowFor(row, row.name));
    }
    table.note = fmt::format("Subgroups are looked at one by one, without correction for their number; with fewer than {} events a C-index "
                             "is little more than a guess.", fewEvents);
    section.tables.push_back(table);
    section.plots.emplace_back("subgroups");
    return section;
}

}  // namespace metrisk::evaluation
