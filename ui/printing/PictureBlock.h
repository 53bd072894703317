#pragma once

#include "core/preprocessing/PreparedCase.h"
#include "core/reporting/Report.h"
#include "ui/printing/PageFlow.h"

namespace metrisk::ui::printing {

/// T1-CE and FLAIR at the index lesion, plain and with relevance, and how to read them, in this rectangle.
/// Throws Error{Input} when the images are not those of the result.
void drawPictures(PageFlow& flow, const reporting::Report& report, const preprocessing::PreparedCase& prepared,
                  const QRectF& area);

}  // namespace metrisk::ui::printing
