#include "core/analysis/Applicability.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::analysis {

namespace {

using inference::CohortPatient;

struct Range {
    double low = 0.0, high = 0.0;
};

template <class Value>
std::optional<Range> rangeOf(const std::vector<CohortPatient>& cohort, const Value& value)
{
    std::optional<Range> range;
    for (const auto& patient : cohort)
        if (const std::optional<double> known = value(patient)) {
            range = range.value_or(Range{*known, *known});
            range->low = std::min(range->low, *known);
            range->high = std::max(range->high, *known);
        }
    return range;
}

/// "The core measures 96.1 mL; in the reference cohort it is 0.3 to 58.2 mL."
void compare(std::vector<std::string>& sentences, const std::string& what, const std::optional<double>& value,
             const std::optional<Range>& range, const std::string& unit)
{
    if (!value || !range || (*value >= range->low && *value <= range->high))
        return;
    sentences.push_back(fmt::format("{} {:.3g}{}; in the reference cohort it is {:.3g} to {:.3g}{}.", what, *value, unit,
                                    range->low, range->high, unit));
}

}  // namespace

std::vector<std::string> unusualMeasures(const CaseMeasures& patient, const std::vector<CohortPatient>& cohort)
{
    std::vector<std::string> sentences;
    compare(sentences, "The core measures", patient.volumeCoreMl,
            rangeOf(cohort, [](const auto& p) { return p.volumeCoreMl; }), " mL");
    compare(sentences, "The oedema measures", patient.volumeOedemaMl,
            rangeOf(cohort, [](const auto& p) { return p.volumeOedemaMl; }), " mL");
    compare(sentences, "The patient's age is", patient.ageYears,
            rangeOf(cohort, [](const auto& p) { return p.clinical.ageYears; }), " years");
    compare(sentences, "The mean T1-CE intensity of the core (0 darkest, 1 brightest) is", patient.t1ceOfCore,
            rangeOf(cohort, [](const auto& p) { return p.t1ceOfCore; }), "");
    compare(sentences, "The mean FLAIR intensity of the lesion (0 darkest, 1 brightest) is", patient.flairOfLesion,
            rangeOf(cohort, [](const auto& p) { return p.flairOfLesion; }), "");
    compare(sentences, "The longest edge of a voxel of the T1-CE measures", std::round(1000.0 * patient.spacingMm) / 1000.0,
            rangeOf(cohort, [](const auto& p) { return p.spacingMm; }), " mm");
    return sentences;
}

}  // namespace metrisk::analysis
