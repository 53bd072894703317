#include "core/survival/BaselineHazard.h"

#include "core/survival/CoxHazard.h"
#include "core/survival/FollowUpCheck.h"

#include <cmath>

namespace metrisk::survival {

std::vector<HazardStep> breslowBaseline(const std::vector<FollowUp>& patients, const std::vector<double>& risks)
{
    checkRisks(patients, risks);
    const auto design = coxDesign(univariate(patients, risks));
    const auto hazards = coxHazard(design, design.scale.transpose(), Ties::Breslow);  // the slope is 1
    const double factor = std::exp(-design.centre[0]);
    std::vector<HazardStep> steps;
    double cumulative = 0.0;
    for (std::size_t t = design.times.size(); t-- > 0;)
        steps.push_back({design.times[t].timeMonths, cumulative += factor * hazards[t].hazard});
    return steps;
}

}  // namespace metrisk::survival
