#include "core/survival/Concordance.h"

#include "core/common/Error.h"
#include "core/survival/FollowUpCheck.h"
#include "core/survival/Quantile.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>

namespace metrisk::survival {

namespace {

/// Scores closer than this count as tied, as in scikit-survival 0.21.
constexpr double tieTolerance = 1e-8;

/// `failed` is known to have failed first: earlier, or at the time the other was last seen well.
bool comparable(const FollowUp& failed, const FollowUp& other)
{
    return failed.event && (other.timeMonths > failed.timeMonths ||
                            (other.timeMonths == failed.timeMonths && !other.event));
}

double pairScore(double riskOfFailed, double riskOfOther)
{
    const double difference = riskOfFailed - riskOfOther;
    if (std::abs(difference) <= tieTolerance)
        return 0.5;
    return difference > 0.0 ? 1.0 : 0.0;
}

/// Absent when no pair is comparable. `chosen` may name a patient more than once.
std::optional<double> concordanceOf(const std::vector<FollowUp>& patients, const std::vector<double>& risks,
                                    const std::vector<std::size_t>& chosen)
{
    double score = 0.0;
    std::size_t pairs = 0;
    for (const auto i : chosen) {
        if (!patients[i].event)
            continue;
        for (const auto j : chosen)
            if (comparable(patients[i], patients[j])) {
                score += pairScore(risks[i], risks[j]);
                ++pairs;
            }
    }
    return pairs > 0 ? std::optional(score / double(pairs)) : std::nullopt;
}

std::vector<std::size_t> everyone(std::size_t count)
{
    std::vector<std::size_t> chosen(count);
    for (std::size_t i = 0; i < count; ++i)
        chosen[i] = i;
    return chosen;
}

}  // namespace

double concordance(const std::vector<FollowUp>& patients, const std::vector<double>& risks)
{
    checkRisks(patients, risks);
    const auto value = concordanceOf(patients, risks, everyone(patients.size()));
    if (!value)
        throw Error(Error::Kind::Input, "No two patients can be compared: nobody failed before another's follow-up ended.",
                    "Use a cohort with at least one event that others outlived.");
    return *value;
}

Interval concordanceInterval(const std::vector<FollowUp>& patients, const std::vector<double>& risks,
                             int resamples, std::uint64_t seed)
{
    checkRisks(patients, risks);
    // The engine's sequence is fixed by the C++ standard; its distributions are not, so the index
    // is taken by hand. The modulo's bias is below 1e-15 for any cohort.
    std::mt19937_64 random(seed);
    std::vector<double> values;
    std::vector<std::size_t> chosen(patients.size());
    for (int round = 0; round < resamples; ++round) {
        std::ranges::generate(chosen, [&] { return std::size_t(random() % patients.size()); });
        if (const auto value = concordanceOf(patients, risks, chosen))
            values.push_back(*value);
    }
    if (values.empty())
        throw Error(Error::Kind::Input, "The cohort holds too few events for an interval.",
                    "Use a cohort with more events.");
    return {quantile(values, 0.025), quantile(values, 0.975)};
}

}  // namespace metrisk::survival
