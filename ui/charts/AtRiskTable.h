#pragma once

#include "core/analysis/CaseResult.h"

#include <QList>
#include <QString>

namespace metrisk::ui::charts {

/// How many patients of a group were still followed at a time, and what had become of the others
/// before it. The three always add up to the group.
struct AtRiskCell {
    int atRisk = 0;
    int censored = 0;
    int events = 0;
};

struct AtRiskRow {
    QString group;
    QList<AtRiskCell> cells;  // one per column
};

/// The table under the curves, grouped by risk group (KMunicate: Morris et al., BMJ Open 2019).
struct AtRiskTable {
    QList<double> months;  // columns
    QList<AtRiskRow> rows;
};

AtRiskTable atRiskTable(const analysis::Placement& placement, const QList<double>& months);

}  // namespace metrisk::ui::charts
