#pragma once

#include "core/evaluation/Evaluation.h"
#include "ui/charts/Plot.h"

#include <vector>

namespace metrisk::ui::printing {

/// The plots of an evaluation under the names its page uses: survival, incidence, concordance, comparison, subgroups,
/// calibration, decision, auc, roc. What could not be computed has none.
struct NamedPlot {
    std::string name;
    charts::Plot plot;
};
std::vector<NamedPlot> evaluationPlots(const evaluation::Evaluation& evaluation);

/// Every name there may be.
const std::vector<std::string>& evaluationPlotNames();

}  // namespace metrisk::ui::printing
