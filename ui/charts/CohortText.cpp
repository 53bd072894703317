#include "ui/charts/CohortText.h"

#include "core/reporting/Wording.h"

namespace metrisk::ui::charts {

QString qt(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

QString capitalized(const QString& text)
{
    return qt(reporting::capitalized(text.toStdString()));
}

Look lookOfGroup(const std::string& group, std::size_t position, const CohortPlotOptions& options)
{
    auto look = lookOf(qt(group), qsizetype(position));
    look.emphasised = !group.empty() && group == options.patientGroup;
    return look;
}

QString labelOfGroup(const std::string& group, const CohortPlotOptions& options)
{
    return !group.empty() && group == options.patientGroup ? qt(group) + ": this case" : qt(group);
}

QString sentences(const QStringList& parts)
{
    QStringList whole;
    for (const auto& part : parts)
        whole << (part.endsWith('.') ? part : part + '.');
    return whole.join(' ');
}

QString namedValue(const QString& name, const QString& value)
{
    return name + (!name.isEmpty() && name.back().isDigit() ? ": " : " ") + value;
}

QString withName(const QString& name, const QString& text)
{
    return name.isEmpty() ? text : name + ": " + text;
}

Series referenceLine(const QString& name, const QPointF& from, const QPointF& to)
{
    return {.name = name, .label = {}, .look = {.ink = Ink::Secondary, .dash = Dash::Dotted},
            .data = {{from.x(), from.y()}, {to.x(), to.y()}}, .faintFrom = {}};
}

QList<Series> landmarkLines(const CohortPlotOptions& options, const Axis& x, const Axis& y)
{
    QList<Series> lines;
    for (const double months : options.landmarksMonths)
        if (months <= x.high) {
            lines << referenceLine(QStringLiteral("%1 months").arg(months), {months, y.low}, {months, y.high});
            lines.last().look = {.ink = Ink::Secondary, .dash = Dash::Solid, .faint = true};
        }
    return lines;
}

}  // namespace metrisk::ui::charts
