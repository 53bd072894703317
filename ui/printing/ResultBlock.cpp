#include "ui/printing/ResultBlock.h"

#include "core/reporting/Wording.h"

#include <algorithm>

namespace metrisk::ui::printing {

namespace {

using namespace paper;

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

/// Low, medium and high as shares of the reference cohort, which is what percentiles count.
struct BarPart {
    QString group;
    double from = 0.0, to = 0.0;  // percentiles
};

std::vector<BarPart> barParts(const analysis::Placement& placement)
{
    std::vector<BarPart> parts;
    const double patients = std::max(1, reporting::patientsOf(placement));
    double from = 0.0;
    for (const auto& group : placement.groups) {
        const double to = from + 100.0 * group.curve.patients / patients;
        parts.push_back({qt(group.group), from, to});
        from = to;
    }
    return parts;
}

void paintBar(QPainter& painter, const QRectF& bar, const analysis::CaseResult& result)
{
    const auto xOf = [&](double percentile) { return bar.left() + bar.width() * percentile / 100.0; };
    painter.setFont(font(Size::Small));
    for (const auto& part : barParts(result.placement)) {
        const QRectF piece(QPointF(xOf(part.from), bar.top()), QPointF(xOf(part.to) - 0.3 * millimetre, bar.bottom()));
        const bool own = part.group == qt(result.prediction.group);
        QColor ground = groupColour(part.group);
        ground.setAlphaF(own ? 0.9F : 0.35F);
        painter.fillRect(piece, ground);
        painter.setPen(groupColour(part.group));
        painter.drawText(piece.translated(0, bar.height() + 0.4 * millimetre), Qt::AlignLeft | Qt::AlignTop | Qt::TextDontClip,
                         part.group);
    }
    painter.setBrush(Qt::white);
    painter.setPen(QPen(ink, 0.2 * millimetre));
    for (const double percentile : result.memberPercentiles)
        painter.drawEllipse(QPointF(xOf(percentile), bar.center().y()), 0.8 * millimetre, 0.8 * millimetre);
    const QPointF tip(xOf(result.prediction.percentile), bar.top() - 0.3 * millimetre);
    painter.setBrush(ink);
    painter.setPen(Qt::NoPen);
    painter.drawPolygon(QPolygonF{tip, tip + QPointF(-1.1, -1.9) * millimetre, tip + QPointF(1.1, -1.9) * millimetre});
}

double drawBar(PageFlow& flow, const analysis::CaseResult& result, double x, double y, double width)
{
    const QRectF bar(x, y + 2.4 * millimetre, width, 2.4 * millimetre);
    flow.draw([bar, result](QPainter& painter) { paintBar(painter, bar, result); });
    const QString key = result.memberPercentiles.empty() ? "▼ this case" : "▼ this case   ○ each model";
    const double labelsEnd = bar.bottom() + 0.4 * millimetre + QFontMetricsF(font(Size::Small)).height();
    return labelsEnd + flow.text(x, labelsEnd, width, key, font(Size::Small), quiet);
}

double drawFreedom(PageFlow& flow, const reporting::Report& report, double x, double y, double width)
{
    for (const auto& fact : report.freedom) {
        flow.line(x, y, x + width);
        y += 0.25 * grid;
        const double nameWidth = 0.58 * width;
        const double nameHeight = flow.text(x, y + 0.35 * millimetre, nameWidth, qt(fact.name), font(Size::Body));
        const double valueHeight = flow.text(x + nameWidth, y, width - nameWidth, qt(fact.value), font(Size::Lead, true),
                                             ink, Qt::AlignRight);
        y += std::max(nameHeight, valueHeight) + 0.25 * grid;
    }
    flow.line(x, y, x + width);
    return y;
}

}  // namespace

double drawResult(PageFlow& flow, const reporting::Report& report, double x, double y, double width)
{
    const QString group = qt(report.result.prediction.group);
    y += flow.text(x, y, width, qt(report.headline), font(Size::Title, true), groupColour(group));
    y += flow.text(x, y, width, qt(report.headlineDetail), font(Size::Lead));
    y = drawBar(flow, report.result, x, y + 0.5 * grid, width);
    y += 0.5 * grid;
    y += flow.text(x, y, width, qt(report.spread), font(Size::Body));
    y = drawFreedom(flow, report, x, y + grid, width) + 0.5 * grid;
    y += flow.text(x, y, width, qt(report.freedomNote), font(Size::Body), quiet);
    if (!report.cautions.empty()) {
        const auto count = report.cautions.size();
        const QString text = count == 1 ? QString("One note applies: see page 2.")
                                        : QString("%1 notes apply: see page 2.").arg(count);
        y += 0.5 * grid;
        y += flow.text(x, y, width, text, font(Size::Body, true), caution);
    }
    return y;
}

}  // namespace metrisk::ui::printing
