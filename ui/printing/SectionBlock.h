#pragma once

#include "core/reporting/Report.h"
#include "ui/printing/PageFlow.h"

namespace metrisk::ui::printing {

/// A section at the cursor: its title at the left, its facts in two columns where they fit, its
/// paragraphs below. Rows that do not fit go on on the next page.
void drawSection(PageFlow& flow, const reporting::Section& section);

/// The block that is filled in by hand, never divided between pages.
void drawReview(PageFlow& flow, const reporting::Section& section);

}  // namespace metrisk::ui::printing
