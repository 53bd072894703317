#include "app/EvaluationFiles.h"

#include "app/StagingFolder.h"
#include "core/common/PendingFile.h"
#include "core/evaluation/EvaluationJson.h"
#include "ui/charts/PlotExport.h"
#include "ui/printing/EvaluationHtml.h"
#include "ui/printing/EvaluationPdf.h"
#include "ui/printing/Paper.h"

#include <algorithm>

namespace metrisk::app {

namespace {

using Files = std::vector<evaluation::NamedText>;

std::map<std::string, std::string> svgsOf(const std::vector<ui::printing::NamedPlot>& plots, const Job& job)
{
    const QString family = ui::printing::paper::font(ui::printing::paper::Size::Body).family();
    std::map<std::string, std::string> svgs;
    for (std::size_t i = 0; i < plots.size(); ++i) {
        job.advance(double(i) / double(plots.size()));
        svgs[plots[i].name] = ui::charts::plotSvg(plots[i].plot, ui::charts::plotSize(plots[i].plot), family).toStdString();
    }
    return svgs;
}

Files filesOf(const evaluation::Evaluation& evaluation, const evaluation::Provenance& provenance, const Job& job)
{
    const auto page = evaluation::pageOf(evaluation, provenance);
    const auto plots = ui::printing::evaluationPlots(evaluation);
    const auto svgs = svgsOf(plots, job.part(0.0, 0.6));
    auto files = evaluation::evaluationTables(evaluation);
    files.push_back({"evaluation.json", evaluation::evaluationToJson(evaluation, provenance)});
    files.push_back({"evaluation.html", ui::printing::evaluationHtml(page, svgs)});
    job.advance(0.7);
    files.push_back({"evaluation.pdf", ui::printing::evaluationPdf(page, plots).toStdString()});
    for (const auto& [name, svg] : svgs)
        files.push_back({name + ".svg", svg});
    return files;
}

/// What an earlier run may have written and this one did not.
void removeLeftovers(const std::filesystem::path& folder, const std::vector<std::string>& written)
{
    auto names = evaluation::evaluationTableNames();
    for (const auto& plot : ui::printing::evaluationPlotNames())
        names.push_back(plot + ".svg");
    for (const auto& name : names)
        if (std::ranges::count(written, name) == 0) {
            std::error_code ignored;
            std::filesystem::remove(folder / name, ignored);
        }
}

}  // namespace

void writeEvaluationFiles(const std::filesystem::path& folder, const evaluation::Evaluation& evaluation,
                          const evaluation::Provenance& provenance, const Job& job)
{
    const StagingFolder staging(folder);
    const auto files = filesOf(evaluation, provenance, job.part(0.0, 0.9));
    std::vector<std::string> names;
    for (const auto& file : files) {
        common::writeTextFile(staging.path() / file.name, file.text);
        names.push_back(file.name);
    }
    job.advance(1.0);
    staging.release(names);
    removeLeftovers(folder, names);
}

}  // namespace metrisk::app
