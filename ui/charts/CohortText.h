#pragma once

#include "ui/charts/SurvivalPlots.h"

/// What the plots of a cohort have in common: names, marks and sentences.
namespace metrisk::ui::charts {

constexpr double percent = 100.0;

QString qt(const std::string& utf8);
QString capitalized(const QString& text);

/// The look and the label of a group, emphasised for the patient's.
Look lookOfGroup(const std::string& group, std::size_t position, const CohortPlotOptions& options);
QString labelOfGroup(const std::string& group, const CohortPlotOptions& options);

/// How the groups were cut and for how long the patients were followed (deaths end follow-up no sooner than events
/// do, where they are told apart). Empty where there is nothing to say.
QString cutOffsText(const analysis::Placement& placement, const CohortPlotOptions& options);
QString followUpText(const analysis::Placement& placement, const CohortPlotOptions& options);
QString bandText(const CohortPlotOptions& options);   // "Bands: 95 %, log-log"

/// Landmarks within the axis, as thin lines from bottom to top.
QList<Series> landmarkLines(const CohortPlotOptions& options, const Axis& x, const Axis& y);

/// Sentences one after the other, each with one full stop at its end.
QString sentences(const QStringList& parts);

/// "high 28 months", but "centre 2: 28 months": a name that ends in a digit must not run into a number.
QString namedValue(const QString& name, const QString& value);

/// "model: AUC 0.71", but "AUC 0.71" of the only curve, which needs no name.
QString withName(const QString& name, const QString& text);

/// A straight reference line.
Series referenceLine(const QString& name, const QPointF& from, const QPointF& to);

}  // namespace metrisk::ui::charts
