#include "core/clinical/ClinicalRecord.h"

#include "core/common/Error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace metrisk::clinical {

namespace {

using Json = nlohmann::json;

constexpr int schema = 1;
constexpr std::size_t largestFileBytes = 1 << 20;

Error inputError(const std::string& whatHappened, const std::string& whatToDo)
{
    return Error(Error::Kind::Input, whatHappened, whatToDo);
}

void checkWord(const std::string& name, const std::string& word, const std::vector<std::string>& words)
{
    if (std::find(words.begin(), words.end(), word) == words.end())
        throw inputError(fmt::format("The {} “{}” is not one MetRisk knows.", name, word),
                         fmt::format("Use one of: {}.", fmt::join(words, ", ")));
}

/// Reads one optional key; null counts as absent.
template <class Value>
std::optional<Value> valueOf(const Json& json, const char* key, const char* kind)
{
    const auto found = json.find(key);
    if (found == json.end() || found->is_null())
        return std::nullopt;
    const bool fits = std::is_same_v<Value, bool>          ? found->is_boolean()
                      : std::is_same_v<Value, std::string> ? found->is_string()
                      : std::is_same_v<Value, int>         ? found->is_number_integer()
                                                           : found->is_number();
    if (!fits)
        throw inputError(fmt::format("The clinical value “{}” is {}, but it must be {}.", key, found->dump(), kind),
                         "Correct it in the clinical file.");
    if constexpr (std::is_same_v<Value, int>) {
        // Through double, so that a number too large for an int is out of range and not wrapped.
        const double number = found->template get<double>();
        return number < -1e6 || number > 1e6 ? std::optional<int>(-1) : std::optional<int>(int(number));
    } else {
        return found->template get<Value>();
    }
}

void refuseUnknownKeys(const Json& json)
{
    static const std::vector<std::string> known{
        "schema", "ageYears", "kps", "primary", "location", "chemotherapy", "immunotherapy",
        "extracranialMetastases", "brainMetastases", "primaryControlled", "breastSubtype"};
    for (const auto& [key, value] : json.items())
        if (std::find(known.begin(), known.end(), key) == known.end())
            throw inputError(fmt::format("The clinical file has a value “{}” that MetRisk does not know.", key),
                             fmt::format("Known values are: {}.", fmt::join(known, ", ")));
}

void refuseNewerSchema(const Json& json)
{
    const auto found = valueOf<int>(json, "schema", "a whole number");
    if (found && (*found < 1 || *found > schema))
        throw inputError(fmt::format("The clinical file has format {}, this MetRisk reads up to {}.", *found, schema),
                         "Update MetRisk or save the file again in the older format.");
}

template <class Value>
void put(Json& json, const char* key, const std::optional<Value>& value)
{
    if (value)
        json[key] = *value;
    else
        json[key] = nullptr;
}

template <class Value>
void putIfEntered(Json& json, const char* key, const std::optional<Value>& value)
{
    if (value)
        put(json, key, value);
}

}  // namespace

const std::vector<std::string>& primaries()
{
    static const std::vector<std::string> words{"NSCLC", "melanoma", "breast", "RCC", "GI", "other"};
    return words;
}

const std::vector<std::string>& locations()
{
    static const std::vector<std::string> words{"frontal",   "temporal",   "parietal",
                                                "occipital", "cerebellar", "other"};
    return words;
}

const std::vector<std::string>& breastSubtypes()
{
    static const std::vector<std::string> words{"basal", "luminal A", "HER2", "luminal B"};
    return words;
}

void check(const ClinicalRecord& record)
{
    if (record.ageYears && !(*record.ageYears >= 18 && *record.ageYears <= 110))
        throw inputError(fmt::format("An age of {} years is out of range.", *record.ageYears),
                         "Enter an age from 18 to 110 years.");
    if (record.kps && (*record.kps < 0 || *record.kps > 100 || *record.kps % 10 != 0))
        throw inputError(fmt::format("A KPS of {} is out of range.", *record.kps),
                         "Enter the Karnofsky performance status in tens from 0 to 100.");
    if (record.primary)
        checkWord("primary tumour", *record.primary, primaries());
    if (record.location)
        checkWord("location", *record.location, locations());
    if (record.brainMetastases && (*record.brainMetastases < 1 || *record.brainMetastases > 200))
        throw inputError(fmt::format("A number of {} brain metastases is out of range.", *record.brainMetastases),
                         "Enter how many there are, from 1 to 200.");
    if (record.breastSubtype)
        checkWord("breast cancer subtype", *record.breastSubtype, breastSubtypes());
}

std::vector<std::string> missingValues(const ClinicalRecord& record)
{
    std::vector<std::string> missing;
    const auto need = [&](bool present, const char* name) {
        if (!present)
            missing.emplace_back(name);
    };
    need(record.ageYears.has_value(), "age");
    need(record.kps.has_value(), "KPS");
    need(record.primary.has_value(), "primary tumour");
    need(record.location.has_value(), "location");
    need(record.chemotherapy.has_value(), "chemotherapy");
    need(record.immunotherapy.has_value(), "immunotherapy");
    return missing;
}

ClinicalRecord clinicalFromJson(const std::string& text)
{
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        throw inputError("The clinical file is not a JSON object.",
                         "Write it like {\"ageYears\": 62, \"kps\": 80, \"primary\": \"NSCLC\", ...}.");
    refuseNewerSchema(json);
    refuseUnknownKeys(json);
    ClinicalRecord record;
    record.ageYears = valueOf<double>(json, "ageYears", "a number of years");
    record.kps = valueOf<int>(json, "kps", "a whole number");
    record.primary = valueOf<std::string>(json, "primary", "a word");
    record.location = valueOf<std::string>(json, "location", "a word");
    record.chemotherapy = valueOf<bool>(json, "chemotherapy", "true or false");
    record.immunotherapy = valueOf<bool>(json, "immunotherapy", "true or false");
    record.extracranialMetastases = valueOf<bool>(json, "extracranialMetastases", "true or false");
    record.brainMetastases = valueOf<int>(json, "brainMetastases", "a whole number");
    record.primaryControlled = valueOf<bool>(json, "primaryControlled", "true or false");
    record.breastSubtype = valueOf<std::string>(json, "breastSubtype", "a word");
    check(record);
    return record;
}

std::string clinicalToJson(const ClinicalRecord& record)
{
    Json json;
    json["schema"] = schema;
    put(json, "ageYears", record.ageYears);
    put(json, "kps", record.kps);
    put(json, "primary", record.primary);
    put(json, "location", record.location);
    put(json, "chemotherapy", record.chemotherapy);
    put(json, "immunotherapy", record.immunotherapy);
    putIfEntered(json, "extracranialMetastases", record.extracranialMetastases);
    putIfEntered(json, "brainMetastases", record.brainMetastases);
    putIfEntered(json, "primaryControlled", record.primaryControlled);
    putIfEntered(json, "breastSubtype", record.breastSubtype);
    return json.dump(2);
}

ClinicalRecord readClinicalFile(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string text(largestFileBytes, '\0');
    file.read(text.data(), std::streamsize(text.size()));
    text.resize(std::size_t(file.gcount()));
    if (!file.eof())
        throw inputError(fmt::format("The clinical file {} cannot be read.", path.string()),
                         "Check that it exists, that you may read it and that it is a clinical.json.");
    return clinicalFromJson(text);
}

}  // namespace metrisk::clinical
