#include "ui/panels/RiskBar.h"

#include "ui/panels/Controls.h"
#include "ui/panels/Style.h"

#include <QPainter>

#include <algorithm>

namespace metrisk::ui::panels {
namespace {

constexpr int side = 6;  // room for marks at both ends
constexpr int barTop = 12;
constexpr int barHeight = 8;

const std::array<QString, 3>& groups()
{
    static const std::array<QString, 3> words{QStringLiteral("low"), QStringLiteral("medium"), QStringLiteral("high")};
    return words;
}

void drawZone(QPainter& painter, const QRectF& zone, const QString& group, bool here)
{
    const auto colour = palette::ofGroup(group);
    painter.setPen(Qt::NoPen);
    painter.setBrush(here ? colour.darker(135) : colour.darker(230));
    painter.drawRoundedRect(zone, 3, 3);
    QFont font = painter.font();
    font.setPixelSize(11);
    font.setBold(here);
    painter.setFont(font);
    painter.setPen(here ? palette::text : palette::secondaryText);
    painter.drawText(QRectF(zone.left(), zone.bottom() + 2, zone.width(), 16), Qt::AlignCenter, group);
}

void drawMean(QPainter& painter, double x)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette::accent);
    painter.drawPolygon(QPolygonF({{x - 5, barTop - 10.0}, {x + 5, barTop - 10.0}, {x, barTop - 2.0}}));
}

}  // namespace

RiskBar::RiskBar(QWidget* parent) : QWidget(parent)
{
    setFixedHeight(barTop + barHeight + 20);
    setObjectName(QStringLiteral("riskBar"));
    setToolTip(QStringLiteral("Percentile of the reference cohort. Triangle: mean of the members. Dots: the members."));
}

std::array<double, 3> RiskBar::zoneEnds(const analysis::Placement& placement)
{
    std::array<double, 3> ends{};
    double patients = 0.0;
    for (std::size_t i = 0; i < ends.size(); ++i) {
        for (const auto& group : placement.groups)
            if (text(group.group) == groups()[i])
                patients += group.curve.patients;
        ends[i] = patients;
    }
    if (patients == 0.0)
        return {1.0 / 3, 2.0 / 3, 1.0};
    for (auto& end : ends)
        end /= patients;
    return ends;
}

void RiskBar::show(const analysis::CaseResult& result)
{
    m_ends = zoneEnds(result.placement);
    m_members.clear();
    for (const double percentile : result.memberPercentiles)
        m_members.push_back(percentile / 100);
    m_mean = result.prediction.percentile / 100;
    m_group = text(result.prediction.group);
    setAccessibleName(QStringLiteral("Risk bar: the mean lies in the %1 group").arg(m_group));
    update();
}

void RiskBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto at = [length = width() - 2 * side](double share) { return side + std::clamp(share, 0.0, 1.0) * length; };
    double start = 0.0;
    for (std::size_t i = 0; i < m_ends.size(); ++i) {
        if (m_ends[i] > start)
            drawZone(painter, {QPointF(at(start) + 1, barTop), QPointF(at(m_ends[i]) - 1, barTop + barHeight)}, groups()[i],
                     groups()[i] == m_group);
        start = m_ends[i];
    }
    painter.setPen(QPen(palette::window, 1.0));
    painter.setBrush(palette::text);
    for (const double member : m_members)
        painter.drawEllipse(QPointF(at(member), barTop + barHeight / 2.0), 3.5, 3.5);
    drawMean(painter, at(m_mean));
}

}  // namespace metrisk::ui::panels
