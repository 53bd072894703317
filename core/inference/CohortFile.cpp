#include "core/inference/CohortFile.h"

#include "core/common/Error.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <set>
#include <string_view>

namespace metrisk::inference {

namespace {

constexpr std::string_view heading = "id,risk,time_months,event";

[[noreturn]] void refuse(const std::string& what)
{
    throw Error(Error::Kind::Model, "The model pack's reference cohort " + what + ".",
                "Copy the pack again from where you got it.");
}

/// The next line without its end; an empty text has none left.
std::string_view takeLine(std::string_view& rest)
{
    const auto end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

std::vector<std::string_view> fieldsOf(std::string_view line)
{
    std::vector<std::string_view> fields;
    for (;;) {
        const auto comma = line.find(',');
        fields.push_back(line.substr(0, comma));
        if (comma == std::string_view::npos)
            return fields;
        line.remove_prefix(comma + 1);
    }
}

/// Independent of the user's language settings; inf and nan are no values here.
double numberOf(std::string_view field, int lineNumber)
{
    double number = 0.0;
    const auto [end, failure] = std::from_chars(field.data(), field.data() + field.size(), number);
    if (failure != std::errc() || end != field.data() + field.size() || !std::isfinite(number))
        refuse(fmt::format("has “{}” instead of a number in line {}", field, lineNumber));
    return number;
}

CohortPatient patientFrom(std::string_view line, int lineNumber)
{
    const auto fields = fieldsOf(line);
    if (fields.size() != 4 || fields[0].empty())
        refuse(fmt::format("does not have an id and three values in line {}", lineNumber));
    if (fields[3] != "0" && fields[3] != "1")
        refuse(fmt::format("has “{}” instead of 0 or 1 for the event in line {}", fields[3], lineNumber));
    const CohortPatient patient{std::string(fields[0]), numberOf(fields[1], lineNumber),
                                numberOf(fields[2], lineNumber), fields[3] == "1"};
    if (patient.timeMonths < 0)
        refuse(fmt::format("has a negative time in line {}", lineNumber));
    return patient;
}

}  // namespace

std::vector<CohortPatient> cohortFromCsv(const std::string& text)
{
    std::string_view rest = text;
    if (takeLine(rest) != heading)
        refuse(fmt::format("does not start with the heading {}", heading));
    std::vector<CohortPatient> cohort;
    std::set<std::string> ids;
    for (int lineNumber = 2; !rest.empty(); ++lineNumber) {
        cohort.push_back(patientFrom(takeLine(rest), lineNumber));
        if (!ids.insert(cohort.back().id).second)
            refuse(fmt::format("lists the patient {} twice", cohort.back().id));
    }
    if (cohort.empty())
        refuse("is empty");
    return cohort;
}

std::string cohortToCsv(const std::vector<CohortPatient>& cohort)
{
    std::string text(heading);
    text += '\n';
    for (const auto& patient : cohort)
        text += fmt::format("{},{},{},{}\n", patient.id, patient.risk, patient.timeMonths, int(patient.event));
    return text;
}

}  // namespace metrisk::inference
