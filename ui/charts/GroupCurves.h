#pragma once

#include "ui/charts/AtRiskTable.h"
#include "ui/charts/CohortText.h"

#include <algorithm>

/// What Kaplan-Meier curves and cumulative incidences by group have in common: named steps with patients at risk.
/// `Groups` holds analysis::GroupCurve or analysis::GroupIncidence.
namespace metrisk::ui::charts {

/// The last time at which at least `fewAtRisk` patients are followed; 0 when there never are.
template <class Curve>
double firmUntilMonths(const Curve& curve)
{
    double until = 0.0;
    for (const auto& step : curve.steps)
        if (step.atRisk >= fewAtRisk)
            until = step.timeMonths;
    return until;
}

/// When the last patient of all was last seen: no curve goes further.
template <class Groups>
double lastFollowUpMonths(const Groups& groups)
{
    double last = 0.0;
    for (const auto& group : groups)
        if (!group.curve.steps.empty())
            last = std::max(last, group.curve.steps.back().timeMonths);
    return last;
}

/// The table under the curves.
template <class Groups>
AlignedTable atRiskTableOf(const Groups& groups, const CohortPlotOptions& options, const QList<Tick>& months,
                           bool withDeaths = false)
{
    auto table = atRiskTable(months);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        QList<AtRiskCell> cells;
        for (const double month : table.columns)
            cells << atRiskCell(groups[i].curve, month);
        table.groups << atRiskGroup(qt(groups[i].group), lookOfGroup(groups[i].group, i, options), cells, withDeaths);
    }
    return table;
}

/// "12 months: low 98 % (91 to 99) · medium 90 % (80 to 95)", for each landmark within the follow-up; `words` says the
/// value of a curve at a time.
template <class Groups, class Words>
QStringList landmarkTexts(const Groups& groups, const CohortPlotOptions& options, const Words& words)
{
    QStringList texts;
    for (const double months : options.landmarksMonths) {
        QStringList values;
        for (const auto& group : groups)
            values << namedValue(qt(group.group), words(group.curve, months));
        if (!values.isEmpty() && months <= lastFollowUpMonths(groups))
            texts << QStringLiteral("%1 months: %2").arg(months).arg(values.join(" · "));
    }
    return texts;
}

}  // namespace metrisk::ui::charts
