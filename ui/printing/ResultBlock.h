#pragma once

#include "core/reporting/Report.h"
#include "ui/printing/PageFlow.h"

namespace metrisk::ui::printing {

/// The answer: group, percentile bar with every member, freedom from failure with its interval, spread.
/// Returns where it ends.
double drawResult(PageFlow& flow, const reporting::Report& report, double x, double y, double width);

}  // namespace metrisk::ui::printing
