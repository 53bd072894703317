#include "core/reporting/Wording.h"

#include "core/reporting/Report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <iterator>

namespace metrisk::reporting {

std::string ordinal(int number)
{
    const int lastTwo = std::abs(number) % 100;
    if (lastTwo >= 11 && lastTwo <= 13)
        return fmt::format("{}th", number);
    switch (lastTwo % 10) {
    case 1: return fmt::format("{}st", number);
    case 2: return fmt::format("{}nd", number);
    case 3: return fmt::format("{}rd", number);
    default: return fmt::format("{}th", number);
    }
}

std::string freedomText(const survival::Freedom& freedom)
{
    if (freedom.beyondFollowUp)
        return "beyond follow-up";
    // Without a failure there is nothing to compute the log-log interval from.
    if (freedom.probability >= 1.0)
        return "100 % (nobody has failed yet)";
    return shareText(freedom.probability, freedom.interval.low, freedom.interval.high);
}

std::string freedomText(const survival::KaplanMeierCurve::Estimate& estimate)
{
    return freedomText(survival::Freedom{.probability = estimate.survival, .interval = {estimate.lower, estimate.upper},
                                         .beyondFollowUp = estimate.beyondFollowUp});
}

std::string predictedText(const analysis::Placement& placement, double months)
{
    if (placement.predicted.empty())
        return "not available";
    const auto predicted = placement.predictedAt(months);
    return predicted ? freedomText(*predicted) : "beyond follow-up";
}

std::string observedText(const analysis::CaseResult& result, double months)
{
    const auto* group = curveOf(result.placement, result.prediction.group);
    return group ? freedomText(group->curve.at(months)) : "not available";
}

std::string percentileText(double percentile)
{
    if (percentile < 0.5)
        return "below the 1st percentile";
    if (percentile >= 99.5)
        return "above the 99th percentile";
    return ordinal(int(std::lround(percentile))) + " percentile";
}

int placeOf(double percentile)
{
    return int(std::clamp(std::lround(percentile), 1L, 99L));
}

std::string memberRangeText(const std::vector<double>& memberPercentiles)
{
    const auto [low, high] = std::ranges::minmax_element(memberPercentiles);
    return fmt::format("from the {} to the {} percentile", ordinal(placeOf(*low)), ordinal(placeOf(*high)));
}

std::string volumeText(double millilitres)
{
    return fmt::format("{:.{}f} mL", millilitres, millilitres < 1.0 ? 2 : 1);
}

std::string diametersText(const segmentation::LesionDiameters& diameters)
{
    if (diameters.longestMm <= 0.0)
        return "not measured";
    return axialText(diameters) + " axial, " + lengthText(diameters.longestMm) + " longest";
}

std::string axialText(const segmentation::LesionDiameters& diameters)
{
    return fmt::format("{:.0f} × {:.0f} mm", diameters.longestAxialMm, diameters.perpendicularAxialMm);
}

std::string lengthText(double millimetres) { return fmt::format("{:.0f} mm", millimetres); }

std::string concordanceText(const inference::Evidence& evidence)
{
    return fmt::format("{:.2f} (95 % interval {:.2f} to {:.2f})", evidence.concordance, evidence.concordanceLow,
                       evidence.concordanceHigh);
}

std::string testText(const std::string& name, const survival::LogRank& test)
{
    if (test.degreesOfFreedom < 1)
        return {};
    return fmt::format("{} χ² {:.1f}, {} df, {}", name, test.chiSquare, test.degreesOfFreedom, pValueText(test.p));
}

std::string logRankText(const analysis::Placement& placement)
{
    return dotted({testText("Log-rank test", placement.logRank),
                   fmt::format("{} patients, {} events", patientsOf(placement), eventsOf(placement))});
}

std::string medianText(const survival::QuantileTime& median)
{
    const auto number = [](const std::optional<double>& months) {
        return !months          ? std::string("not reached")
               : *months < 9.95 ? fmt::format("{:.2g}", *months)   // "0.7": weeks count where few months are lived
                                : fmt::format("{:.0f}", *months);
    };
    return median.months ? fmt::format("{} months ({} to {})", number(median.months), number(median.lower), number(median.upper))
                         : "not reached";
}

std::string mediansText(const analysis::Placement& placement)
{
    std::vector<std::string> reached, notReached;
    for (const auto& group : placement.groups)
        if (const auto median = survival::quantileTime(group.curve, 0.5); median.months)
            reached.push_back(group.group + (std::isdigit(static_cast<unsigned char>(group.group.back())) ? ": " : " ") + medianText(median));
        else
            notReached.push_back(group.group);
    if (reached.empty())
        return "Median not reached in any group";
    if (notReached.empty())
        return fmt::format("Median: {}", fmt::join(reached, ", "));
    return fmt::format("Median: {}; {} not reached", fmt::join(reached, ", "), fmt::join(notReached, " and "));
}

const analysis::GroupCurve* curveOf(const analysis::Placement& placement, const std::string& group)
{
    const auto found = std::find_if(placement.groups.begin(), placement.groups.end(),
                                    [&](const auto& candidate) { return candidate.group == group; });
    return found == placement.groups.end() ? nullptr : &*found;
}

int patientsOf(const analysis::Placement& placement)
{
    int patients = 0;
    for (const auto& group : placement.groups)
        patients += group.curve.patients;
    return patients;
}

int eventsOf(const analysis::Placement& placement)
{
    int events = 0;
    for (const auto& group : placement.groups)
        events += group.curve.events;
    return events;
}

std::string failureOf(const analysis::Placement& placement)
{
    const std::string freedom = "freedom from ";
    const auto& endpoint = placement.endpoint;
    if (endpoint.empty())
        return "local failure";
    return endpoint.starts_with(freedom) ? endpoint.substr(freedom.size()) : endpoint;
}

std::string timeText(const std::string& iso8601)
{
    constexpr std::size_t untilMinute = 16;  // "2026-03-14T09:26"
    if (iso8601.size() < untilMinute || !iso8601.ends_with('Z'))
        return iso8601;
    std::string text = iso8601.substr(0, untilMinute) + " UTC";
    text[10] = ' ';
    return text;
}

std::string shortDigest(const std::string& sha256)
{
    return sha256.substr(0, 12);
}

std::string countWord(std::size_t count)
{
    constexpr std::array words{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
    return count < words.size() ? words[count] : fmt::format("{}", count);
}

std::string capitalized(std::string text)
{
    if (!text.empty())
        text[0] = char(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

std::string dotted(const std::vector<std::string>& parts)
{
    std::vector<std::string> present;
    std::copy_if(parts.begin(), parts.end(), std::back_inserter(present),
                 [](const auto& part) { return !part.empty(); });
    return fmt::format("{}", fmt::join(present, " · "));
}

std::string warningText(const analysis::PackSummary& pack)
{
    if (pack.demonstration && pack.statement.empty())
        return "Demonstration model, trained on simulated patients.";
    return pack.statement;
}

std::string researchUse()
{
    return "Research use only. Not a medical device. It does not replace clinical judgement.";
}

std::string contourText(const analysis::CaseResult& result)
{
    if (!result.contour)
        return result.segmenter ? "automatic, not reviewed" : "as in the label file";
    return result.contour->version > 0 ? fmt::format("corrected in MetRisk (version {})", result.contour->version)
                                       : "corrected in MetRisk, not kept yet";
}

}  // namespace metrisk::reporting
