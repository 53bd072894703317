#pragma once

#include "core/survival/KaplanMeier.h"

#include <QList>
#include <QPointF>

namespace metrisk::ui::charts {

/// Corner points of a step line, in months and percent.
using StepLine = QList<QPointF>;

/// A part of a Kaplan-Meier curve as it is drawn.
struct CurvePart {
    StepLine survival, lower, upper;
};

/// Fewer patients than this make an estimate that a reader should not lean on.
constexpr int fewAtRisk = 10;

/// The last time at which at least `fewAtRisk` patients are followed; 0 when there never are.
double firmUntilMonths(const survival::KaplanMeierCurve& curve);

/// When the last patient was last seen: no curve goes further.
double lastFollowUpMonths(const survival::KaplanMeierCurve& curve);

/// The curve between two times of its follow-up. It starts at 100 % at month 0.
CurvePart partOf(const survival::KaplanMeierCurve& curve, double fromMonths, double toMonths);

/// Where somebody was last seen without failure: points on the curve.
QList<QPointF> censoringMarks(const survival::KaplanMeierCurve& curve);

}  // namespace metrisk::ui::charts
