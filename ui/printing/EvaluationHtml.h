#pragma once

#include "core/evaluation/EvaluationPage.h"

#include <map>
#include <string>

namespace metrisk::ui::printing {

/// The page as one HTML file: light, no script, nothing loaded from elsewhere, fit for a printer. `svgs`: pictures by
/// the page's plot names; a plot without one is left out.
std::string evaluationHtml(const evaluation::EvaluationPage& page, const std::map<std::string, std::string>& svgs);

}  // namespace metrisk::ui::printing
