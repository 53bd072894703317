#include "core/survival/CompetingCheck.h"

#include "core/common/Error.h"
#include "core/survival/FollowUpCheck.h"

#include <fmt/format.h>

namespace metrisk::survival {

void checkCompeting(const std::vector<CompetingFollowUp>& patients)
{
    std::vector<FollowUp> followUp;
    followUp.reserve(patients.size());
    for (const auto& patient : patients)
        followUp.push_back({patient.timeMonths, patient.cause > 0});
    checkFollowUp(followUp);
    for (std::size_t i = 0; i < patients.size(); ++i)
        if (patients[i].cause < 0)
            throw Error(Error::Kind::Input, fmt::format("Patient {} has cause {}.", i + 1, patients[i].cause),
                        "Write 0 for censored and 1, 2, ... for what happened.");
}

}  // namespace metrisk::survival
