#include "ui/printing/PdfReportWriter.h"

#include "core/common/Error.h"
#include "core/common/PendingFile.h"
#include "ui/charts/SurvivalChart.h"
#include "ui/printing/PageFlow.h"
#include "ui/printing/PageHead.h"
#include "ui/printing/PictureBlock.h"
#include "ui/printing/ResultBlock.h"
#include "ui/printing/SectionBlock.h"

#include <QBuffer>
#include <QPageLayout>
#include <QPdfWriter>

#include <algorithm>

namespace metrisk::ui::printing {

namespace {

using namespace paper;

constexpr double chartWidth = 22 * grid;
constexpr double chartHeight = 25 * grid;
constexpr double smallestPictures = 25 * grid;

void composeFront(PageFlow& flow, const reporting::Report& report, const preprocessing::PreparedCase& prepared)
{
    const double top = flow.cursor();
    const double resultEnd = drawResult(flow, report, left, top, right - left - chartWidth - 2 * grid);
    const QRectF chart(right - chartWidth, top, chartWidth, chartHeight);
    flow.draw([chart, result = report.result](QPainter& painter) {
        painter.setFont(font(Size::Body));
        charts::SurvivalChart::print(painter, chart, result.placement,
                                     QString::fromStdString(result.prediction.group));
    });
    flow.moveTo(std::max(resultEnd, chart.bottom()) + grid);
    flow.ensure(smallestPictures);
    drawPictures(flow, report, prepared, QRectF(left, flow.cursor(), right - left, bottom - flow.cursor()));
}

/// What the reader must know, and what the measures of trust say in words.
reporting::Section notesOf(const reporting::Report& report)
{
    reporting::Section notes{"Notes", {}, report.notes};
    notes.paragraphs.insert(notes.paragraphs.end(), report.trust.paragraphs.begin(), report.trust.paragraphs.end());
    if (notes.paragraphs.empty())
        notes.paragraphs.emplace_back("None.");
    return notes;
}

void composeBack(PageFlow& flow, const reporting::Report& report)
{
    flow.newPage();
    const auto notes = notesOf(report);
    for (const auto* section : {&notes, &report.inputs, &report.lesion, &report.clinical, &report.relevance,
                                &report.evidence, &report.provenance, &report.intendedUse})
        drawSection(flow, *section);
    drawReview(flow, report.review);
}

std::vector<Page> pagesOf(const reporting::Report& report, const preprocessing::PreparedCase& prepared)
{
    PageFlow flow([&report](PageFlow& page) { return drawPageHead(page, report); });
    composeFront(flow, report, prepared);
    composeBack(flow, report);
    auto pages = std::move(flow.pages());
    for (std::size_t i = 0; i < pages.size(); ++i)
        drawPageFoot(pages[i], report, i + 1, pages.size());
    return pages;
}

QByteArray pdfOf(const std::vector<Page>& pages, const reporting::Report& report)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(unitsPerInch);
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Portrait, QMarginsF(0, 0, 0, 0)));
    writer.setTitle(QString::fromStdString(report.title + ", " + report.result.patient.id));
    writer.setCreator(QString::fromStdString("MetRisk " + report.result.softwareVersion));
    QPainter painter(&writer);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (i > 0)
            writer.newPage();
        for (const auto& drawing : pages[i]) {
            painter.save();
            drawing(painter);
            painter.restore();
        }
    }
    painter.end();
    return bytes;
}

}  // namespace

PdfReportWriter::PdfReportWriter(std::filesystem::path path) : m_path(std::move(path)) {}

void PdfReportWriter::write(const reporting::Report& report, const preprocessing::PreparedCase& prepared) const
{
    common::writeTextFile(m_path, pdfOf(pagesOf(report, prepared), report).toStdString());
}

}  // namespace metrisk::ui::printing
