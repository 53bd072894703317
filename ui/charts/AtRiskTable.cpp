#include "ui/charts/AtRiskTable.h"

namespace metrisk::ui::charts {

namespace {

AlignedLine line(const QString& name, const QList<AtRiskCell>& cells, int AtRiskCell::*count, bool spare)
{
    AlignedLine made{name, {}, spare};
    for (const auto& cell : cells)
        made.cells << QString::number(cell.*count);
    return made;
}

}  // namespace

AtRiskCell atRiskCell(const survival::KaplanMeierCurve& curve, double months)
{
    AtRiskCell cell{.atRisk = curve.atRiskAt(months)};
    for (const auto& step : curve.steps) {
        if (step.timeMonths >= months)
            break;
        cell.censored += step.censored;
        cell.events += step.events;
    }
    return cell;
}

AtRiskCell atRiskCell(const survival::CumulativeIncidence& curve, double months)
{
    AtRiskCell cell{.atRisk = curve.patients};
    for (const auto& step : curve.steps) {
        if (step.timeMonths >= months)
            break;
        cell.censored += step.censored;
        cell.events += step.events.empty() ? 0 : step.events[0];
        for (std::size_t cause = 1; cause < step.events.size(); ++cause)
            cell.deaths += step.events[cause];
    }
    cell.atRisk -= cell.censored + cell.events + cell.deaths;
    return cell;
}

AlignedTable atRiskTable(const QList<Tick>& months)
{
    AlignedTable table{.title = QStringLiteral("Patients at risk; censored and failed before"),
                       .titleWithoutSpare = QStringLiteral("Patients at risk")};
    for (const auto& month : months)
        table.columns << month.value;
    return table;
}

AlignedGroup atRiskGroup(const QString& name, const Look& look, const QList<AtRiskCell>& cells, bool withDeaths)
{
    AlignedGroup group{name, look, {line({}, cells, &AtRiskCell::atRisk, false)}};
    group.lines << line(QStringLiteral("censored"), cells, &AtRiskCell::censored, true)
                << line(QStringLiteral("failed"), cells, &AtRiskCell::events, true);
    if (withDeaths)
        group.lines << line(QStringLiteral("died"), cells, &AtRiskCell::deaths, true);
    return group;
}

}  // namespace metrisk::ui::charts
