#include "ui/charts/SurvivalFurniture.h"

#include "core/reporting/Wording.h"
#include "ui/charts/ChartText.h"
#include "ui/charts/CurveLabels.h"
#include "ui/charts/StepCurve.h"
#include "ui/charts/SurvivalScene.h"

#include <algorithm>

namespace metrisk::ui::charts {

namespace {

constexpr double smallestPlotShare = 0.42;  // of the canvas height, before the table gives up its extra rows

QString footerText(const analysis::Placement& placement)
{
    return QString::fromStdString(reporting::logRankText(placement)) + "\n" +
           QString::fromStdString(reporting::mediansText(placement)) +
           QString("\nBands: 95 %. Ticks: censored. Faint: fewer than %1 at risk.").arg(fewAtRisk);
}

QString capitalized(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

}  // namespace

SurvivalFurniture::SurvivalFurniture(const SurvivalScene& scene)
    : m_scene(scene),
      m_title(capitalized(QString::fromStdString(scene.placement().endpoint)) + " by risk group"),
      m_cohort(QString::fromStdString(scene.placement().cohortName)),
      m_footer(footerText(scene.placement()))
{
    setZValue(100);  // above the curves
}

double SurvivalFurniture::gutterWidth() const
{
    const auto& theme = m_scene.theme();
    double width = std::max(widthOf(theme.body(), "100 %"), widthOf(theme.body(), "censored"));
    for (const auto& group : m_scene.placement().groups)
        width = std::max(width, dashSample + space + widthOf(theme.body(true), QString::fromStdString(group.group)));
    return width + 2 * space + halfNumber();
}

/// Half of the widest number of patients: how far a column reaches beside its tick.
double SurvivalFurniture::halfNumber() const
{
    return 0.5 * widthOf(m_scene.theme().body(true), "000");
}

double SurvivalFurniture::tableHeight(bool extended) const
{
    const double line = lineHeight(m_scene.theme().body());
    const double groups = double(m_scene.placement().groups.size());
    return line + groups * (extended ? 3 * line + space : line + 1);
}

QRectF SurvivalFurniture::layOut(const QSizeF& size)
{
    prepareGeometryChange();
    m_canvas = QRectF(QPointF(0, 0), size);
    const auto& theme = m_scene.theme();
    const double headingHeight = wrappedHeight(theme.title(), m_title, size.width()) +
                                 wrappedHeight(theme.body(), m_cohort, size.width());
    m_heading = QRectF(0, 0, size.width(), headingHeight);
    const double footerHeight = wrappedHeight(theme.body(), m_footer, size.width());
    m_footerRect = QRectF(0, size.height() - footerHeight, size.width(), footerHeight);

    const double axisHeight = lineHeight(theme.body()) + 2 * space;
    const double top = m_heading.bottom() + 3 * space;
    const auto bottomWith = [&](bool extended) {
        return m_footerRect.top() - 2 * space - tableHeight(extended) - space - axisHeight;
    };
    m_extended = bottomWith(true) - top >= smallestPlotShare * size.height();
    const double right = size.width() - halfNumber();
    m_plot = QRectF(QPointF(gutterWidth(), top), QPointF(right, std::max(top + 10, bottomWith(m_extended))));
    return m_plot;
}

void SurvivalFurniture::arrange()
{
    m_table = atRiskTable(m_scene.placement(), labelledMonths());
    placeCurveLabels();
    update();
}

/// Every tick, every second, every fourth, ...: the densest whose numbers do not touch.
QList<double> SurvivalFurniture::labelledMonths() const
{
    const auto ticks = m_scene.tickMonths();
    const double needed = 2 * halfNumber() + 2 * space;
    qsizetype every = 1;
    while (every < ticks.size() && m_scene.at(ticks[every], 0).x() - m_scene.at(ticks[0], 0).x() < needed)
        every *= 2;
    QList<double> months;
    for (qsizetype i = 0; i < ticks.size(); i += every)
        months << ticks[i];
    return months;
}

void SurvivalFurniture::placeCurveLabels()
{
    m_labels.clear();
    QList<LabelledCurve> curves;
    for (const auto& group : m_scene.placement().groups) {
        const auto name = QString::fromStdString(group.group);
        const bool patient = name == m_scene.patientGroup();
        const QString text = patient ? name + ": this case" : name;
        const QFont font = m_scene.theme().body(patient);
        QPolygonF line;
        for (const auto& point : partOf(group.curve, 0.0, lastFollowUpMonths(group.curve)).survival)
            line << m_scene.at(point.x(), point.y());
        // The patient's label chooses first.
        const auto position = patient ? 0 : m_labels.size();
        m_labels.insert(position, {text, name, {}, patient});
        curves.insert(position, {line, {widthOf(font, text) + 2, lineHeight(font)}});
    }
    const auto places = placeLabels(curves, m_plot);
    for (qsizetype i = 0; i < places.size(); ++i)
        m_labels[i].rect = places[i];
}

QRectF SurvivalFurniture::boundingRect() const
{
    return m_canvas;
}

}  // namespace metrisk::ui::charts
