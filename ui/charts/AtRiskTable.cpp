#include "ui/charts/AtRiskTable.h"

namespace metrisk::ui::charts {

namespace {

AtRiskCell cellAt(const survival::KaplanMeierCurve& curve, double months)
{
    AtRiskCell cell{curve.atRiskAt(months), 0, 0};
    for (const auto& step : curve.steps) {
        if (step.timeMonths >= months)
            break;
        cell.censored += step.censored;
        cell.events += step.events;
    }
    return cell;
}

}  // namespace

AtRiskTable atRiskTable(const analysis::Placement& placement, const QList<double>& months)
{
    AtRiskTable table{months, {}};
    for (const auto& group : placement.groups) {
        AtRiskRow row{QString::fromStdString(group.group), {}};
        for (const double month : months)
            row.cells << cellAt(group.curve, month);
        table.rows << row;
    }
    return table;
}

}  // namespace metrisk::ui::charts
