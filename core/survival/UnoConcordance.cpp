#include "core/survival/UnoConcordance.h"

#include "core/common/Error.h"
#include "core/survival/CensoringWeights.h"
#include "core/survival/FollowUpCheck.h"
#include "core/survival/PairCounting.h"

#include <cmath>

namespace metrisk::survival {

double unoConcordance(const std::vector<FollowUp>& patients, const std::vector<double>& risks,
                      const std::vector<FollowUp>& training, double tauMonths)
{
    checkRisks(patients, risks);
    // Failures at tau itself open no pair, as the reference has it.
    auto weights = caseWeights(patients, std::nextafter(tauMonths, 0.0), censoringDistribution(training));
    for (auto& weight : weights)
        weight *= weight;
    const auto pairs = countPairsOfCases(pairOrder(patients, risks, RiskTies::Near), weights);
    if (!(pairs.total() > 0.0))
        throw Error(Error::Kind::Input, "No two patients can be compared: nobody failed before another's follow-up ended.",
                    "Use a cohort with at least one event that others outlived, or a later limit.");
    return pairs.score() / pairs.total();
}

double unoConcordance(const std::vector<FollowUp>& patients, const std::vector<double>& risks, double tauMonths)
{
    return unoConcordance(patients, risks, patients, tauMonths);
}

}  // namespace metrisk::survival
