#include "ui/panels/RiskBar.h"

#include "ui/panels/Controls.h"
#include "ui/panels/Style.h"

#include <QPainter>

#include <algorithm>

namespace metrisk::ui::panels {
namespace {

constexpr int side = 6;       // room for marks at both ends
constexpr int barTop = 12;
constexpr int barHeight = 8;

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

void drawMember(QPainter& painter, QPointF centre, double position)
{
    painter.setPen(QPen(palette::window, 1.0));
    painter.setBrush(palette::text);
    if (position < 0.0 || position > 1.0) {  // further out than the bar reaches
        const double direction = position < 0.0 ? -1.0 : 1.0;
        painter.drawPolygon(QPolygonF({centre + QPointF(5 * direction, 0), centre + QPointF(-2 * direction, -4),
                                       centre + QPointF(-2 * direction, 4)}));
        return;
    }
    painter.drawEllipse(centre, 3.5, 3.5);
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
}

double RiskBar::positionOf(double risk, double cutLow, double cutHigh)
{
    const double width = cutHigh - cutLow;
    return width > 0.0 ? (1.0 + (risk - cutLow) / width) / 3.0 : 0.5;
}

void RiskBar::show(const analysis::CaseResult& result)
{
    const auto position = [&](double risk) {
        return positionOf(risk, result.placement.cutLow, result.placement.cutHigh);
    };
    m_members.clear();
    for (const double member : result.prediction.members)
        m_members.push_back(position(member));
    m_mean = position(result.prediction.mean);
    m_group = text(result.prediction.group);
    setAccessibleName(QStringLiteral("Risk bar: the mean lies in the %1 group").arg(m_group));
    setToolTip(QStringLiteral("Log hazard ratio. Triangle: mean. Dots: the members. Zones end at the pack's cut-offs."));
    update();
}

void RiskBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double length = width() - 2 * side;
    const QStringList groups{QStringLiteral("low"), QStringLiteral("medium"), QStringLiteral("high")};
    for (int i = 0; i < 3; ++i)
        drawZone(painter, {side + i * length / 3 + 1, double(barTop), length / 3 - 2, double(barHeight)}, groups[i],
                 groups[i] == m_group);
    const auto at = [&](double position) { return side + std::clamp(position, 0.0, 1.0) * length; };
    for (const double member : m_members)
        drawMember(painter, {at(member), barTop + barHeight / 2.0}, member);
    drawMean(painter, at(m_mean));
}

}  // namespace metrisk::ui::panels
