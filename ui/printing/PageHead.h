#pragma once

#include "core/reporting/Report.h"
#include "ui/printing/PageFlow.h"

namespace metrisk::ui::printing {

/// What stands at the top of every page: title, patient, the mark DRAFT, what kind of model speaks. The
/// answer is where the page's content begins.
double drawPageHead(PageFlow& flow, const reporting::Report& report);

/// What stands at the bottom: the status line and the page's number among all.
void drawPageFoot(Page& page, const reporting::Report& report, std::size_t number, std::size_t count);

}  // namespace metrisk::ui::printing
