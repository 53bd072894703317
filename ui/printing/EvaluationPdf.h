#pragma once

#include "core/evaluation/EvaluationPage.h"
#include "ui/printing/EvaluationPlots.h"

#include <QByteArray>

namespace metrisk::ui::printing {

/// The page on A4: real text, vector plots, every page numbered. Needs a QApplication (the offscreen platform will do).
QByteArray evaluationPdf(const evaluation::EvaluationPage& page, const std::vector<NamedPlot>& plots);

}  // namespace metrisk::ui::printing
