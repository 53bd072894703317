#include "ui/printing/EvaluationPdf.h"

#include "ui/charts/PlotExport.h"
#include "ui/printing/PageFlow.h"
#include "ui/printing/PdfPages.h"
#include "ui/printing/TableBlock.h"

#include <algorithm>

namespace metrisk::ui::printing {

namespace {

using namespace paper;
using evaluation::EvaluationPage;
using evaluation::PageSection;

constexpr double plotWidthMm = 150.0, squareWidthMm = 105.0;
constexpr double plotHighestMm = 235.0;

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

/// Small, so that a page that is laid on the desk alone still says whose it is.
double drawRunningHead(PageFlow& flow, const EvaluationPage& page)
{
    const QString text = qt(page.title + " · " + page.subtitle);
    flow.text(left, margin, right - left, text, font(Size::Small), quiet);
    return margin + textHeight(text, font(Size::Small), right - left) + 0.75 * grid;
}

void paragraph(PageFlow& flow, const QString& text, const QFont& type, const QColor& colour = ink, double after = 0.5 * grid)
{
    const double height = textHeight(text, type, right - left);
    flow.ensure(height);
    flow.text(left, flow.cursor(), right - left, text, type, colour);
    flow.advance(height + after);
}

void drawTitle(PageFlow& flow, const EvaluationPage& page)
{
    flow.moveTo(margin);
    flow.pages().back().clear();   // the first page has the large title instead of the running head
    paragraph(flow, qt(page.title), font(Size::Heading, true), ink, 0.2 * grid);
    paragraph(flow, qt(page.subtitle), font(Size::Lead), quiet);
    for (const auto& warning : page.warnings) {
        const double y = flow.cursor(), height = textHeight(qt(warning), font(Size::Body, true), right - left - grid) + 0.5 * grid;
        flow.draw([=](QPainter& painter) {
            painter.fillRect(QRectF(left, y, right - left, height), cautionGround);
            painter.fillRect(QRectF(left, y, 0.8 * millimetre, height), caution);
        });
        flow.text(left + 0.75 * grid, y + 0.25 * grid, right - left - grid, qt(warning), font(Size::Body, true), caution);
        flow.advance(height + 0.5 * grid);
    }
}

void drawPlot(PageFlow& flow, const charts::Plot& plot)
{
    const double widthMm = plot.square ? squareWidthMm : plotWidthMm;
    const double heightMm = std::min(charts::plotHeightMm(plot, widthMm), plotHighestMm);
    flow.ensure(heightMm * millimetre);
    const QRectF area(left, flow.cursor(), widthMm * millimetre, heightMm * millimetre);
    flow.draw([area, plot](QPainter& painter) {
        painter.setFont(font(Size::Body));
        charts::paintPlot(painter, area, plot);
    });
    flow.advance(area.height() + grid);
}

void drawSection(PageFlow& flow, const PageSection& section, const std::vector<NamedPlot>& plots)
{
    flow.ensure(12 * grid);   // a title never stands alone
    flow.line(left, flow.cursor(), right);
    flow.advance(0.5 * grid);
    paragraph(flow, qt(section.title), font(Size::Lead, true));
    for (const auto& text : section.paragraphs)
        paragraph(flow, qt(text), font(Size::Body));
    for (const auto& table : section.tables)
        drawTable(flow, table);
    for (const auto& name : section.plots)
        for (const auto& plot : plots)
            if (plot.name == name)
                drawPlot(flow, plot.plot);
}

void drawFoot(Page& page, const QString& text, std::size_t number, std::size_t count)
{
    page.push_back([=](QPainter& painter) {
        const QRectF line(left, height - 2.5 * grid, right - left, grid);
        painter.setPen(quiet);
        painter.setFont(font(Size::Small));
        painter.drawText(line, Qt::AlignLeft | Qt::AlignTop, text);
        painter.drawText(line, Qt::AlignRight | Qt::AlignTop, QStringLiteral("Page %1 of %2").arg(number).arg(count));
    });
}

}  // namespace

QByteArray evaluationPdf(const EvaluationPage& page, const std::vector<NamedPlot>& plots)
{
    PageFlow flow([&page](PageFlow& pages) { return drawRunningHead(pages, page); });
    drawTitle(flow, page);
    for (const auto& section : page.sections)
        drawSection(flow, section, plots);
    auto pages = std::move(flow.pages());
    for (std::size_t i = 0; i < pages.size(); ++i)
        drawFoot(pages[i], qt(page.foot), i + 1, pages.size());
    return pdfOf(pages, qt(page.title + ", " + page.subtitle), qt("MetRisk"));
}

}  // namespace metrisk::ui::printing
