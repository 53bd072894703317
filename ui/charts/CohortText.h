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

/// Landmarks within the axis, as thin lines from bottom to top.
QList<Series> landmarkLines(const CohortPlotOptions& options, const Axis& x, const Axis& y);

/// Sentences one after the other, each with one full stop at its end.
QString sentences(const QStringList& parts);

/// "high 28 months", but "centre 2: 28 months": a name that ends in a digit must not run into a number.
QString namedValue(const QString& name, const QString& value);

/// A straight reference line.
Series referenceLine(const QString& name, const QPointF& from, const QPointF& to);

}  // namespace metrisk::ui::charts
