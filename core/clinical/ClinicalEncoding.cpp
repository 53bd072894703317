#include "core/clinical/ClinicalEncoding.h"

#include "core/common/Error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace metrisk::clinical {

namespace {

double numberOf(const ClinicalRecord& record, const std::string& name)
{
    if (name == "ageYears")
        return record.ageYears.value();
    if (name == "kps")
        return record.kps.value();
    throw Error(Error::Kind::Model, fmt::format("The model pack asks for a clinical number “{}”.", name),
                "MetRisk knows ageYears and kps; choose another pack.");
}

const std::string& wordOf(const ClinicalRecord& record, const std::string& name)
{
    if (name == "primary")
        return *record.primary;
    if (name == "location")
        return *record.location;
    throw Error(Error::Kind::Model, fmt::format("The model pack asks for a clinical word “{}”.", name),
                "MetRisk knows primary and location; choose another pack.");
}

bool flagOf(const ClinicalRecord& record, const std::string& name)
{
    if (name == "chemotherapy")
        return record.chemotherapy.value();
    if (name == "immunotherapy")
        return record.immunotherapy.value();
    throw Error(Error::Kind::Model, fmt::format("The model pack asks for a clinical answer “{}”.", name),
                "MetRisk knows chemotherapy and immunotherapy; choose another pack.");
}

void appendCategory(const EncodedVariable& variable, const std::string& word, std::vector<float>& columns)
{
    if (std::find(variable.values.begin(), variable.values.end(), word) == variable.values.end())
        throw Error(Error::Kind::Input,
                    fmt::format("The model pack was not trained with the {} “{}”.", variable.name, word),
                    fmt::format("It knows: {}.", fmt::join(variable.values, ", ")));
    for (const auto& value : variable.values)
        columns.push_back(value == word ? 1.0F : 0.0F);
}

}  // namespace

bool isKnown(const EncodedVariable& variable)
{
    const auto is = [&](const char* name) { return variable.name == name; };
    switch (variable.kind) {
    case EncodedVariable::Kind::Number: return is("ageYears") || is("kps");
    case EncodedVariable::Kind::Category: return is("primary") || is("location");
    case EncodedVariable::Kind::Flag: return is("chemotherapy") || is("immunotherapy");
    }
    return false;
}

int ClinicalEncoding::columns() const
{
    int count = 0;
    for (const auto& variable : variables)
        count += variable.columns();
    return count;
}

std::vector<float> ClinicalEncoding::encode(const ClinicalRecord& record) const
{
    check(record);
    if (const auto missing = missingValues(record); !variables.empty() && !missing.empty())
        throw Error(Error::Kind::Input, fmt::format("Missing clinical data: {}.", fmt::join(missing, ", ")),
                    "Enter every value; the model needs all of them.");
    std::vector<float> columns;
    for (const auto& variable : variables) {
        switch (variable.kind) {
        case EncodedVariable::Kind::Number:
            columns.push_back(float((numberOf(record, variable.name) - variable.mean) / variable.sd));
            break;
        case EncodedVariable::Kind::Category:
            appendCategory(variable, wordOf(record, variable.name), columns);
            break;
        case EncodedVariable::Kind::Flag:
            columns.push_back(flagOf(record, variable.name) ? 1.0F : 0.0F);
            break;
        }
    }
    return columns;
}

}  // namespace metrisk::clinical
