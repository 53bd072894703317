#include "ui/printing/PageHead.h"

namespace metrisk::ui::printing {

namespace {

using namespace paper;

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

/// The mark in a frame at the right; the answer is its left edge.
double drawMark(PageFlow& flow, const QString& mark)
{
    const QFont type = font(Size::Lead, true);
    const double markWidth = QFontMetricsF(type).horizontalAdvance(mark) + grid;
    const QRectF frame(right - markWidth, margin, markWidth, 1.5 * grid);
    flow.draw([=](QPainter& painter) {
        painter.setPen(QPen(caution, 0.25 * millimetre));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(frame, millimetre, millimetre);
        painter.setFont(type);
        painter.drawText(frame, Qt::AlignCenter, mark);
    });
    return frame.left();
}

/// A sentence on a tinted ground over the whole width; the answer is where it ends.
double drawCaution(PageFlow& flow, double y, const QString& text)
{
    if (text.isEmpty())
        return y;
    const QFont type = font(Size::Body, true);
    const double pad = 0.25 * grid;
    const double boxHeight = textHeight(text, type, right - left - 2 * grid) + 2 * pad;
    flow.draw([=](QPainter& painter) {
        painter.fillRect(QRectF(left, y, right - left, boxHeight), cautionGround);
        painter.fillRect(QRectF(left, y, 0.8 * millimetre, boxHeight), caution);
    });
    flow.text(left + grid, y + pad, right - left - 2 * grid, text, type, caution);
    return y + boxHeight;
}

}  // namespace

double drawPageHead(PageFlow& flow, const reporting::Report& report)
{
    const double textWidth = drawMark(flow, qt(report.mark)) - grid - left;
    double y = margin;
    y += flow.text(left, y, textWidth, qt(report.title), font(Size::Heading, true));
    y += 0.25 * grid;
    y += flow.text(left, y, textWidth, qt(report.patientLine), font(Size::Lead, true));
    y += flow.text(left, y, textWidth, qt(report.createdLine), font(Size::Body), quiet);
    y = drawCaution(flow, y + 0.5 * grid, qt(report.warning));
    return y + grid;
}

void drawPageFoot(Page& page, const reporting::Report& report, std::size_t number, std::size_t count)
{
    const double y = height - 2.75 * grid;
    const QString status = qt(report.statusLine);
    const QString pageText = QString("Page %1 of %2").arg(number).arg(count);
    page.push_back([=](QPainter& painter) {
        painter.setPen(QPen(hairline, 0.12 * millimetre));
        painter.drawLine(QPointF(left, y), QPointF(right, y));
        painter.setFont(font(Size::Small));
        painter.setPen(quiet);
        const QRectF line(left, y + 0.25 * grid, right - left, grid);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignTop, status);
        painter.drawText(line, Qt::AlignRight | Qt::AlignTop, pageText);
    });
}

}  // namespace metrisk::ui::printing
