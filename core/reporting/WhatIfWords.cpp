#include "core/reporting/WhatIfWords.h"

#include "core/reporting/Report.h"
#include "core/reporting/Wording.h"

#include <fmt/format.h>

#include <cstdlib>

namespace metrisk::reporting {

namespace {

using analysis::CaseResult;
using analysis::WhatIfAnswer;
using inference::Prediction;

/// The difference of the two places as they are shown, so that the reader's own subtraction agrees.
std::string pointsText(const Prediction& before, const Prediction& after)
{
    const int points = placeOf(after.percentile) - placeOf(before.percentile);
    if (points == 0)
        return "Less than one percentile point of difference";
    return fmt::format("{} percentile point{} {}", std::abs(points), std::abs(points) == 1 ? "" : "s",
                       points > 0 ? "higher" : "lower");
}

std::string groupText(const Prediction& before, const Prediction& after)
{
    return before.group == after.group ? fmt::format("still the {} group", after.group)
                                       : fmt::format("from the {} to the {} group", before.group, after.group);
}

/// "Four of five models move down, one moves up."
std::string movesText(const std::vector<double>& before, const std::vector<double>& after)
{
    std::size_t up = 0, down = 0;
    for (std::size_t i = 0; i < before.size() && i < after.size(); ++i) {
        up += after[i] > before[i] ? 1 : 0;
        down += after[i] < before[i] ? 1 : 0;
    }
    if (before.size() < 2 || up + down == 0)
        return {};
    const auto all = countWord(before.size());
    const auto *most = up > down ? "up" : "down", *least = up > down ? "down" : "up";
    const auto many = std::max(up, down), few = std::min(up, down);
    if (many == before.size())
        return fmt::format(" All {} models move {}.", all, most);
    auto text = fmt::format(" {} of {} models {} {}", capitalized(countWord(many)), all, many == 1 ? "moves" : "move", most);
    if (few > 0)
        text += fmt::format(", {} {}", countWord(few), least);
    return text + ".";
}

std::string shiftText(const Prediction& before, const Prediction& after)
{
    return fmt::format("{}, {}.{}", pointsText(before, after), groupText(before, after), movesText(before.members, after.members));
}

}  // namespace

CaseResult asIf(const CaseResult& stored, const WhatIfAnswer& answer)
{
    auto seen = stored;
    seen.clinical = answer.question.clinical;
    seen.prediction = answer.prediction;
    seen.memberPercentiles = answer.memberPercentiles;
    return seen;
}

RiskColumn columnOf(const CaseResult& result)
{
    const Report report(result);
    return {report.headline, report.headlineDetail,
            result.memberPercentiles.size() > 1 ? memberRangeText(result.memberPercentiles) : std::string()};
}

std::string shiftText(const CaseResult& stored, const WhatIfAnswer& answer)
{
    if (answer.question == analysis::patientsOwn(stored))
        return "These are the patient's own values: no shift.";
    return shiftText(stored.prediction, answer.prediction);
}

std::string correctionText(const CaseResult& before, const CaseResult& after)
{
    if (before.pack.sha256 != after.pack.sha256)
        return "Another model pack made the result before the correction, so no shift can be told.";
    const auto shift = shiftText(before.prediction, after.prediction);
    return before.clinical == after.clinical ? shift : shift + " The clinical values differ too, not the contour alone.";
}

}  // namespace metrisk::reporting
