#include "ui/printing/PdfReportWriter.h"

#include "core/common/Error.h"
#include "core/common/PendingFile.h"
#include "ui/charts/PlotExport.h"
#include "ui/charts/SurvivalPlots.h"
#include "ui/printing/PageFlow.h"
#include "ui/printing/PageHead.h"
#include "ui/printing/PdfPages.h"
#include "ui/printing/PictureBlock.h"
#include "ui/printing/ResultBlock.h"
#include "ui/printing/SectionBlock.h"

#include <algorithm>

namespace metrisk::ui::printing {

namespace {

using namespace paper;

constexpr double chartWidth = 22 * grid;
constexpr double chartHeight = 26 * grid;
constexpr double smallestPictures = 25 * grid;

void composeFront(PageFlow& flow, const reporting::Report& report, const preprocessing::PreparedCase& prepared)
{
    const double top = flow.cursor();
    const double resultEnd = drawResult(flow, report, left, top, right - left - chartWidth - 2 * grid);
    const QRectF chart(right - chartWidth, top, chartWidth, chartHeight);
    flow.draw([chart, result = report.result](QPainter& painter) {
        painter.setFont(font(Size::Body));
        charts::paintPlot(painter, chart, charts::kaplanMeierPlot(result.placement, {.patientGroup = result.prediction.group,
                                                                                      .landmarksMonths = {}}));
    });
    flow.moveTo(std::max(resultEnd, chart.bottom()) + grid);
    flow.ensure(smallestPictures);
    drawPictures(flow, report, prepared, QRectF(left, flow.cursor(), right - left, bottom - flow.cursor()));
}

reporting::Section notesOf(const reporting::Report& report)
{
    return {"Notes", {}, report.notes.empty() ? std::vector<std::string>{"None."} : report.notes};
}

/// How far to trust the number and where it comes from.
void composeReading(PageFlow& flow, const reporting::Report& report)
{
    flow.newPage();
    const auto notes = notesOf(report);
    for (const auto* section : {&notes, &report.trust, &report.outlook, &report.clinicalEffects, &report.relevance,
                                &report.lesion, &report.clinical, &report.indices})
        drawSection(flow, *section);
}

/// What it was made from and with, and who has reviewed it.
void composeRecord(PageFlow& flow, const reporting::Report& report)
{
    flow.newPage();
    for (const auto* section : {&report.inputs, &report.preparation, &report.evidence, &report.provenance, &report.intendedUse})
        drawSection(flow, *section);
    drawReview(flow, report.review);
}

std::vector<Page> pagesOf(const reporting::Report& report, const preprocessing::PreparedCase& prepared)
{
    PageFlow flow([&report](PageFlow& page) { return drawPageHead(page, report); });
    composeFront(flow, report, prepared);
    composeReading(flow, report);
    composeRecord(flow, report);
    auto pages = std::move(flow.pages());
    for (std::size_t i = 0; i < pages.size(); ++i)
        drawPageFoot(pages[i], report, i + 1, pages.size());
    return pages;
}

}  // namespace

PdfReportWriter::PdfReportWriter(std::filesystem::path path) : m_path(std::move(path)) {}

void PdfReportWriter::write(const reporting::Report& report, const preprocessing::PreparedCase& prepared) const
{
    common::writeTextFile(m_path, pdfOf(pagesOf(report, prepared), QString::fromStdString(report.title + ", " + report.result.patient.id),
                                         QString::fromStdString("MetRisk " + report.result.softwareVersion)).toStdString());
}

}  // namespace metrisk::ui::printing
