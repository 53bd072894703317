#pragma once

#include "core/evaluation/EvaluationPage.h"
#include "ui/printing/PageFlow.h"

namespace metrisk::ui::printing {

/// A table over the page's whole width: its columns as wide as their words need, words wrapped where that is too much,
/// its head repeated on every page it reaches.
void drawTable(PageFlow& flow, const evaluation::PageTable& table);

}  // namespace metrisk::ui::printing
