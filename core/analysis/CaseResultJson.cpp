#include "core/analysis/CaseResult.h"

#include "core/analysis/PlacementJson.h"
#include "core/analysis/TrustJson.h"
#include "core/common/Error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

// Written field by field: result.json is a public format, read by others and by later versions.
namespace metrisk::analysis {

namespace {

using Json = nlohmann::json;

// The clinical part is the text of clinical.json, so that both have one reader.
Json clinicalJson(const clinical::ClinicalRecord& record)
{
    return Json::parse(clinical::clinicalToJson(record));
}

io::Role requiredRole(const std::string& key)
{
    if (const auto role = io::roleOfKey(key))
        return *role;
    throw Error(Error::Kind::Input, "The result names an unknown input role “" + key + "”.",
                "Use a file written by MetRisk.");
}

Json inputsJson(const std::vector<io::InputFile>& inputs)
{
    Json list = Json::array();
    for (const auto& input : inputs)
        list.push_back({{"role", io::roleKey(input.role)}, {"path", input.path.string()},
                        {"sha256", input.sha256}, {"description", input.description}});
    return list;
}

std::vector<io::InputFile> inputsFrom(const Json& list)
{
    std::vector<io::InputFile> inputs;
    for (const auto& input : list)
        inputs.push_back({requiredRole(input.at("role")), input.at("path").get<std::string>(), input.at("sha256"),
                          input.value("description", "")});
    return inputs;
}

Json lesionJson(const LesionSummary& lesion)
{
    return {{"volumeCoreMl", lesion.volumeCoreMl},
            {"volumeOedemaMl", lesion.volumeOedemaMl},
            {"centreVoxel", lesion.centreVoxel},
            {"centreLpsMm", {lesion.centreMm.x(), lesion.centreMm.y(), lesion.centreMm.z()}},
            {"side", lesion.side},
            {"count", lesion.count},
            {"id", lesion.id},
            {"chosenByUser", lesion.chosenByUser},
            {"longestAxialMm", lesion.diameters.longestAxialMm},
            {"perpendicularAxialMm", lesion.diameters.perpendicularAxialMm},
            {"longestMm", lesion.diameters.longestMm}};
}

LesionSummary lesionFrom(const Json& json)
{
    const auto centre = json.at("centreLpsMm").get<std::array<double, 3>>();
    return {json.at("volumeCoreMl"), json.at("volumeOedemaMl"), json.at("centreVoxel").get<imaging::Index3>(),
            {centre[0], centre[1], centre[2]}, json.at("side"), json.at("count"), json.value("id", 1),
            json.value("chosenByUser", false),
            {json.value("longestAxialMm", 0.0), json.value("perpendicularAxialMm", 0.0), json.value("longestMm", 0.0)}};
}

/// Where the outline came from, the label file among the inputs or a segmentation pack, and how it was corrected.
Json contourJson(const CaseResult& result)
{
    Json json{{"origin", result.segmenter ? "automatic" : "label file"}};
    if (const auto& drawn = result.segmenter) {
        json["pack"] = {{"name", drawn->name}, {"version", drawn->version}, {"sha256", drawn->sha256},
                        {"statement", drawn->statement}, {"demonstration", drawn->demonstration}};
        json["reviewed"] = result.contour.has_value();
    }
    if (const auto& corrected = result.contour)
        json["correction"] = {{"version", corrected->version}, {"sha256", corrected->sha256}, {"baseSha256", corrected->baseSha256}};
    return json;
}

std::optional<segmentation::SegmenterIdentity> segmenterFrom(const Json& contour)
{
    if (contour.at("origin") != "automatic")
        return std::nullopt;
    const auto& pack = contour.at("pack");
    return segmentation::SegmenterIdentity{pack.at("name"), pack.at("version"), pack.at("sha256"), pack.at("statement"),
                                           pack.at("demonstration")};
}

std::optional<ContourVersion> correctionFrom(const Json& contour)
{
    if (!contour.contains("correction"))
        return std::nullopt;
    const auto& json = contour.at("correction");
    return ContourVersion{json.at("version"), json.at("sha256"), json.at("baseSha256")};
}

Json explanationJson(const explanation::Explanation& explanation, const explanation::RelevanceShares& shares)
{
    const auto& placement = explanation.placement;
    return {{"method", inference::relevanceMethodKey(explanation.rule.method)},
            {"keepRegisters", explanation.rule.keepRegisters},
            {"startBlock", explanation.rule.startBlock},
            {"memberSpread", explanation::disagreementOf(explanation).spread},
            {"core", shares.core},
            {"oedema", shares.oedema},
            {"otherBrain", shares.otherBrain},
            {"outside", shares.outside},
            {"tokenGrid", explanation.tokenGrid},
            {"patchSizeMm", explanation.patchSize},
            {"crop", {{"size", placement.size}, {"low", placement.low},
                      {"taken", placement.taken}, {"padLow", placement.padLow}}},
            {"members", explanation.members},
            {"mean", explanation.mean},
            {"clinicalShare", explanation.clinicalShare}};
}

explanation::Explanation explanationFrom(const Json& json)
{
    explanation::Explanation explanation;
    if (json.contains("method"))
        explanation.rule = {inference::relevanceMethodOfKey(json.at("method")).value(), json.at("startBlock"),
                            json.at("keepRegisters")};
    explanation.tokenGrid = json.at("tokenGrid").get<imaging::Index3>();
    explanation.patchSize = json.at("patchSizeMm");
    const auto& crop = json.at("crop");
    explanation.placement = {crop.at("size").get<imaging::Index3>(), crop.at("low").get<imaging::Index3>(),
                             crop.at("taken").get<imaging::Index3>(), crop.at("padLow").get<imaging::Index3>()};
    explanation.members = json.at("members").get<std::vector<std::vector<double>>>();
    explanation.mean = json.at("mean").get<std::vector<double>>();
    explanation.clinicalShare = json.at("clinicalShare").get<std::vector<double>>();
    return explanation;
}

Json packJson(const PackSummary& pack)
{
    const auto& evidence = pack.evidence;
    return {{"name", pack.name},
            {"version", pack.version},
            {"sha256", pack.sha256},
            {"demonstration", pack.demonstration},
            {"statement", pack.statement},
            {"intendedUse", pack.intendedUse},
            {"licence", pack.licence},
            {"evidence", {{"patients", evidence.patients}, {"events", evidence.events},
                          {"concordance", evidence.concordance}, {"concordanceLow", evidence.concordanceLow},
                          {"concordanceHigh", evidence.concordanceHigh}, {"method", evidence.method}}}};
}

PackSummary packFrom(const Json& json)
{
    const auto& evidence = json.at("evidence");
    return {json.at("name"), json.at("version"), json.at("sha256"), json.at("statement"), json.at("intendedUse"),
            json.at("licence"), json.at("demonstration"),
            {evidence.at("patients"), evidence.at("events"), evidence.at("concordance"),
             evidence.at("concordanceLow"), evidence.at("concordanceHigh"), evidence.at("method")}};
}

Json patientJson(const io::PatientIdentity& patient)
{
    return {{"id", patient.id}, {"name", patient.name}, {"birthDate", patient.birthDate},
            {"studyDate", patient.studyDate}};
}

CaseResult resultFrom(const Json& json)
{
    const int schema = json.at("schema");
    if (schema < 1 || schema > CaseResult::schema)
        throw Error(Error::Kind::Input,
                    fmt::format("The result has format {}, this MetRisk reads up to {}.", schema, CaseResult::schema),
                    "Update MetRisk.");
    const auto& patient = json.at("patient");
    const auto& risk = json.at("risk");
    const auto& relevance = json.at("relevance");
    CaseResult result;
    result.patient = {patient.at("id"), patient.at("name"), patient.at("birthDate"), patient.at("studyDate")};
    result.inputs = inputsFrom(json.at("inputs"));
    result.clinical = clinical::clinicalFromJson(json.at("clinical").dump());
    result.lesion = lesionFrom(json.at("lesion"));
    if (json.contains("contour")) {  // older results: the label file's own
        result.segmenter = segmenterFrom(json.at("contour"));
        result.contour = correctionFrom(json.at("contour"));
    }
    result.prediction = {risk.at("members").get<std::vector<double>>(), risk.at("mean"), risk.at("group"),
                         risk.at("percentile"), risk.at("device")};
    result.memberPercentiles = risk.value("memberPercentiles", std::vector<double>{});
    result.explanation = explanationFrom(relevance);
    result.relevance = {relevance.at("core"), relevance.at("oedema"), relevance.at("otherBrain"),
                        relevance.at("outside")};
    readTrust(json, result);
    result.placement = placementFrom(json.at("cohort"));
    result.pack = packFrom(json.at("pack"));
    result.softwareVersion = json.at("software").at("version");
    result.createdAt = json.at("createdAt");
    result.notes = json.at("notes").get<std::vector<std::string>>();
    if (json.contains("preparation"))
        result.preparation = preprocessing::recordFromJson(json.at("preparation").dump());
    return result;
}

}  // namespace

std::string resultToJson(const CaseResult& result)
{
    const auto& prediction = result.prediction;
    Json json{{"schema", CaseResult::schema},
              {"createdAt", result.createdAt},
              {"patient", patientJson(result.patient)},
              {"inputs", inputsJson(result.inputs)},
              {"clinical", clinicalJson(result.clinical)},
              {"lesion", lesionJson(result.lesion)},
              {"contour", contourJson(result)},
              {"risk", {{"members", prediction.members}, {"mean", prediction.mean},
                        {"group", prediction.group}, {"percentile", prediction.percentile},
                        {"memberPercentiles", result.memberPercentiles},
                        {"device", prediction.device}, {"unit", "log hazard ratio, higher is worse"}}},
              {"relevance", explanationJson(result.explanation, result.relevance)},
              {"cohort", placementJson(result.placement)},
              {"pack", packJson(result.pack)},
              {"software", {{"name", "MetRisk"}, {"version", result.softwareVersion}}},
              {"notes", result.notes}};
    writeTrust(result, json);
    if (result.preparation)
        json["preparation"] = Json::parse(preprocessing::recordToJson(*result.preparation));
    // A name that is not valid UTF-8 must not lose the result: its bad bytes are replaced.
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

CaseResult resultFromJson(const std::string& text)
{
    try {
        return resultFrom(Json::parse(text));
    } catch (const Json::exception& exception) {
        throw Error(Error::Kind::Input, std::string("The result is damaged: ") + exception.what() + ".",
                    "Use a file written by MetRisk.");
    }
}

}  // namespace metrisk::analysis
