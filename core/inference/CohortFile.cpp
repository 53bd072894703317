#include "core/inference/CohortFile.h"

#include "core/common/Error.h"
#include "core/common/NumberText.h"

#include <fmt/format.h>

#include <algorithm>
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

double numberOf(std::string_view field, int lineNumber)
{
    if (const auto number = common::numberIn(field))
        return *number;
    refuse(fmt::format("has “{}” instead of a number in line {}", field, lineNumber));
}

bool flagOf(std::string_view field, const std::string& what, int lineNumber)
{
    if (field != "0" && field != "1")
        refuse(fmt::format("has “{}” instead of 0 or 1 for {} in line {}", field, what, lineNumber));
    return field == "1";
}

/// A column after the first four: how its text enters a patient, and the text again ("" when unknown).
struct Column {
    std::string_view name;
    void (*read)(CohortPatient&, std::string_view, int lineNumber);
    std::string (*written)(const CohortPatient&);
};

std::string textOf(const std::optional<double>& value) { return value ? fmt::format("{}", *value) : std::string(); }
std::string textOf(const std::optional<bool>& value) { return value ? (*value ? "1" : "0") : ""; }

template <auto Member>
constexpr Column measured(std::string_view name)
{
    return {name, [](CohortPatient& p, std::string_view field, int line) { p.*Member = numberOf(field, line); },
            [](const CohortPatient& p) { return textOf(p.*Member); }};
}

int countOf(std::string_view field, const std::string& what, int highest, int lineNumber)
{
    const double number = numberOf(field, lineNumber);
    if (number < 0 || number > highest || number != std::floor(number))
        refuse(fmt::format("has “{}” instead of a whole number from 0 to {} for {} in line {}", field, highest, what, lineNumber));
    return int(number);
}

std::string textOf(const std::optional<int>& value) { return value ? fmt::format("{}", *value) : std::string(); }

constexpr Column columns[] = {
    {"cause", [](CohortPatient& p, std::string_view f, int line) { p.cause = countOf(f, "the cause", 2, line); },
     [](const CohortPatient& p) { return textOf(p.cause); }},
    {"fold", [](CohortPatient& p, std::string_view f, int line) { p.fold = countOf(f, "the fold", 999, line); },
     [](const CohortPatient& p) { return textOf(p.fold); }},
    {"age_years", [](CohortPatient& p, std::string_view f, int line) { p.clinical.ageYears = numberOf(f, line); },
     [](const CohortPatient& p) { return textOf(p.clinical.ageYears); }},
    {"kps", [](CohortPatient& p, std::string_view f, int line) { p.clinical.kps = int(std::clamp(numberOf(f, line), -1.0, 1e3)); },
     [](const CohortPatient& p) { return textOf(p.clinical.kps); }},
    {"primary", [](CohortPatient& p, std::string_view f, int) { p.clinical.primary = std::string(f); },
     [](const CohortPatient& p) { return p.clinical.primary.value_or(""); }},
    {"location", [](CohortPatient& p, std::string_view f, int) { p.clinical.location = std::string(f); },
     [](const CohortPatient& p) { return p.clinical.location.value_or(""); }},
    {"chemotherapy",
     [](CohortPatient& p, std::string_view f, int line) { p.clinical.chemotherapy = flagOf(f, "chemotherapy", line); },
     [](const CohortPatient& p) { return textOf(p.clinical.chemotherapy); }},
    {"immunotherapy",
     [](CohortPatient& p, std::string_view f, int line) { p.clinical.immunotherapy = flagOf(f, "immunotherapy", line); },
     [](const CohortPatient& p) { return textOf(p.clinical.immunotherapy); }},
    measured<&CohortPatient::volumeCoreMl>("core_ml"),
    measured<&CohortPatient::volumeOedemaMl>("oedema_ml"),
    measured<&CohortPatient::t1ceOfCore>("t1ce_core"),
    measured<&CohortPatient::flairOfLesion>("flair_lesion"),
    measured<&CohortPatient::spacingMm>("spacing_mm"),
};

/// The columns that the heading names after the first four.
std::vector<const Column*> columnsOf(std::string_view line)
{
    auto names = fieldsOf(line);
    const auto required = fieldsOf(heading);
    if (names.size() < required.size() || !std::equal(required.begin(), required.end(), names.begin()))
        refuse(fmt::format("does not start with the heading {}", heading));
    std::vector<const Column*> named;
    names.erase(names.begin(), names.begin() + 4);
    for (const auto& name : names) {
        const auto* column = std::ranges::find(columns, name, &Column::name);
        if (column == std::end(columns) || std::ranges::count(named, column) > 0)
            refuse(fmt::format("has a column “{}” that is not known or there twice", name));
        named.push_back(column);
    }
    return named;
}

void checkClinical(const CohortPatient& patient, int lineNumber)
{
    try {
        clinical::check(patient.clinical);
    } catch (const Error& error) {
        refuse(fmt::format("has a clinical value that cannot be in line {} ({})", lineNumber, error.whatHappened()));
    }
}

CohortPatient patientFrom(std::string_view line, const std::vector<const Column*>& more, int lineNumber)
{
    const auto fields = fieldsOf(line);
    if (fields.size() != 4 + more.size() || fields[0].empty())
        refuse(fmt::format("does not have an id and {} values in line {}", 3 + more.size(), lineNumber));
    CohortPatient patient{.id = std::string(fields[0]), .risk = numberOf(fields[1], lineNumber),
                          .timeMonths = numberOf(fields[2], lineNumber),
                          .event = flagOf(fields[3], "the event", lineNumber)};
    if (patient.timeMonths < 0)
        refuse(fmt::format("has a negative time in line {}", lineNumber));
    for (std::size_t i = 0; i < more.size(); ++i)
        if (!fields[4 + i].empty())
            more[i]->read(patient, fields[4 + i], lineNumber);
    if (patient.cause && (*patient.cause == 1) != patient.event)
        refuse(fmt::format("has a cause that contradicts the event in line {}", lineNumber));
    checkClinical(patient, lineNumber);
    return patient;
}

/// Known of at least one patient.
std::vector<const Column*> columnsOf(const std::vector<CohortPatient>& cohort)
{
    std::vector<const Column*> known;
    for (const auto& column : columns)
        if (std::ranges::any_of(cohort, [&](const auto& patient) { return !column.written(patient).empty(); }))
            known.push_back(&column);
    return known;
}

}  // namespace

std::vector<CohortPatient> cohortFromCsv(const std::string& text)
{
    std::string_view rest = text;
    const auto more = columnsOf(takeLine(rest));
    std::vector<CohortPatient> cohort;
    std::set<std::string> ids;
    for (int lineNumber = 2; !rest.empty(); ++lineNumber) {
        cohort.push_back(patientFrom(takeLine(rest), more, lineNumber));
        if (!ids.insert(cohort.back().id).second)
            refuse(fmt::format("lists the patient {} twice", cohort.back().id));
    }
    if (cohort.empty())
        refuse("is empty");
    return cohort;
}

std::string cohortToCsv(const std::vector<CohortPatient>& cohort)
{
    const auto more = columnsOf(cohort);
    std::string text(heading);
    for (const auto* column : more)
        text += fmt::format(",{}", column->name);
    text += '\n';
    for (const auto& patient : cohort) {
        text += fmt::format("{},{},{},{}", patient.id, patient.risk, patient.timeMonths, int(patient.event));
        for (const auto* column : more)
            text += "," + column->written(patient);
        text += '\n';
    }
    return text;
}

}  // namespace metrisk::inference
