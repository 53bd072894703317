#include "core/inference/ModelPackageJson.h"

#include <nlohmann/json.hpp>

namespace metrisk::inference {

namespace {

using Kind = clinical::EncodedVariable::Kind;
using nlohmann::ordered_json;

ordered_json toJson(const Architecture& sizes)
{
    return {{"imageSize", sizes.imageSize},
            {"channels", sizes.channels},
            {"patchSize", sizes.patchSize},
            {"hiddenSize", sizes.hiddenSize},
            {"heads", sizes.heads},
            {"mlpSize", sizes.mlpSize},
            {"layers", sizes.layers},
            {"registers", sizes.registers},
            {"clinicalFeatures", sizes.clinicalFeatures}};
}

ordered_json toJson(const InputRule& rule)
{
    return {{"axisCodes", rule.axisCodes},
            {"spacingMm", rule.spacingMm},
            {"lowPercent", rule.lowPercent},
            {"highPercent", rule.highPercent},
            {"labelValues", {{"background", 0}, {"oedema", 1}, {"core", 2}}}};
}

ordered_json toJson(const clinical::EncodedVariable& variable)
{
    const bool number = variable.kind == Kind::Number;
    const bool category = variable.kind == Kind::Category;
    ordered_json written{{"name", variable.name}, {"kind", number ? "number" : category ? "category" : "flag"}};
    if (number) {
        written["mean"] = variable.mean;
        written["sd"] = variable.sd;
    }
    if (category)
        written["values"] = variable.values;
    return written;
}

ordered_json toJson(const Evidence& evidence)
{
    return {{"patients", evidence.patients},
            {"events", evidence.events},
            {"concordance", evidence.concordance},
            {"concordanceLow", evidence.concordanceLow},
            {"concordanceHigh", evidence.concordanceHigh},
            {"method", evidence.method}};
}

}  // namespace

std::string packageToJson(const ModelPackage& package)
{
    ordered_json root{
        {"schema", packSchema},
        {"name", package.name},
        {"version", package.version},
        {"demonstration", package.demonstration},
        {"statement", package.statement},
        {"licence", package.licence},
        {"intendedUse", package.intendedUse},
        {"endpoint", package.endpoint},
        {"architecture", toJson(package.architecture)},
        {"input", toJson(package.input)},
        {"clinical", ordered_json::array()},
        {"members", ordered_json::array()},
        {"riskGroups", {{"cutLow", package.cutLow}, {"cutHigh", package.cutHigh}}},
        {"baselineHazard", ordered_json::array()},
        {"cohort", {{"file", package.cohortFile}, {"name", package.cohortName}, {"sha256", package.cohortSha256}}},
        {"evidence", toJson(package.evidence)},
        {"golden",
         {{"file", package.goldenFile}, {"sha256", package.goldenSha256}, {"tolerance", package.goldenTolerance}}},
        {"modelCard", {{"file", package.cardFile}, {"sha256", package.cardSha256}}}};
    root["explanation"] = {{"method", relevanceMethodKey(package.relevance.method)},
                           {"keepRegisters", package.relevance.keepRegisters}};
    if (!package.embeddingsFile.empty())
        root["cohort"]["embeddings"] = {{"file", package.embeddingsFile}, {"sha256", package.embeddingsSha256}};
    for (const auto& variable : package.clinical.variables)
        root["clinical"].push_back(toJson(variable));
    for (const auto& member : package.members)
        root["members"].push_back({{"file", member.file}, {"sha256", member.sha256}});
    for (const auto& step : package.baselineHazard)
        root["baselineHazard"].push_back(
            {{"timeMonths", step.timeMonths}, {"cumulativeHazard", step.cumulativeHazard}});
    return root.dump(2) + "\n";
}

}  // namespace metrisk::inference
