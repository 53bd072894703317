#include "ui/charts/StepCurve.h"

#include <algorithm>

namespace metrisk::ui::charts {

namespace {

using survival::KaplanMeierStep;

StepLine stepLine(const survival::KaplanMeierCurve& curve, double KaplanMeierStep::*value, double from, double to)
{
    double current = 1.0;
    StepLine line;
    for (const auto& step : curve.steps) {
        if (step.timeMonths > to)
            break;
        if (step.timeMonths > from) {
            if (line.isEmpty())
                line << QPointF(from, 100.0 * current);
            line << QPointF(step.timeMonths, 100.0 * current);
            if (step.*value != current)
                line << QPointF(step.timeMonths, 100.0 * (step.*value));
        }
        current = step.*value;
    }
    if (line.isEmpty())
        line << QPointF(from, 100.0 * current);
    if (line.last().x() < to)
        line << QPointF(to, 100.0 * current);
    return line;
}

}  // namespace

double firmUntilMonths(const survival::KaplanMeierCurve& curve)
{
    double until = 0.0;
    for (const auto& step : curve.steps)
        if (step.atRisk >= fewAtRisk)
            until = step.timeMonths;
    return until;
}

double lastFollowUpMonths(const survival::KaplanMeierCurve& curve)
{
    return curve.steps.empty() ? 0.0 : curve.steps.back().timeMonths;
}

CurvePart partOf(const survival::KaplanMeierCurve& curve, double fromMonths, double toMonths)
{
    const double to = std::min(toMonths, lastFollowUpMonths(curve));
    return {stepLine(curve, &KaplanMeierStep::survival, fromMonths, to),
            stepLine(curve, &KaplanMeierStep::lower, fromMonths, to),
            stepLine(curve, &KaplanMeierStep::upper, fromMonths, to)};
}

QList<QPointF> censoringMarks(const survival::KaplanMeierCurve& curve)
{
    QList<QPointF> marks;
    for (const auto& step : curve.steps)
        if (step.censored > 0)
            marks << QPointF(step.timeMonths, 100.0 * step.survival);
    return marks;
}

}  // namespace metrisk::ui::charts
