#pragma once

#include "core/survival/CumulativeIncidence.h"
#include "core/survival/KaplanMeier.h"
#include "ui/charts/Plot.h"

namespace metrisk::ui::charts {

/// How many patients of a group were still followed at a time, and what had become of the others
/// before it. They always add up to the group.
struct AtRiskCell {
    int atRisk = 0;
    int censored = 0;
    int events = 0;
    int deaths = 0;   // before the event, where they compete
};

AtRiskCell atRiskCell(const survival::KaplanMeierCurve& curve, double months);
AtRiskCell atRiskCell(const survival::CumulativeIncidence& curve, double months);

/// The table under the curves, one group of lines after the other (KMunicate: Morris et al., BMJ Open 2019).
AlignedTable atRiskTable(const QList<Tick>& months);
AlignedGroup atRiskGroup(const QString& name, const Look& look, const QList<AtRiskCell>& cells, bool withDeaths = false);

}  // namespace metrisk::ui::charts
