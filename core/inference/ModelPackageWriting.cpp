#include "core/inference/ModelPackageJson.h"

#include "core/inference/PackJson.h"

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
    ordered_json root{{"schema", packSchema}};
    root.update(openingOf(package));
    root["endpoint"] = package.endpoint;
    root["architecture"] = toJson(package.architecture);
    root["input"] = toJson(package.input);
    root["clinical"] = ordered_json::array();
    root["members"] = membersOf(package);
    root["riskGroups"] = {{"cutLow", package.cutLow}, {"cutHigh", package.cutHigh}};
    root["baselineHazard"] = ordered_json::array();
    root["cohort"] = {{"file", package.cohortFile}, {"name", package.cohortName}, {"sha256", package.cohortSha256}};
    root["evidence"] = toJson(package.evidence);
    root["golden"] = goldenOf(package);
    root["modelCard"] = cardOf(package);
    root["explanation"] = {{"method", relevanceMethodKey(package.relevance.method)},
                           {"keepRegisters", package.relevance.keepRegisters}};
    if (!package.embeddingsFile.empty())
        root["cohort"]["embeddings"] = {{"file", package.embeddingsFile}, {"sha256", package.embeddingsSha256}};
    for (const auto& variable : package.clinical.variables)
        root["clinical"].push_back(toJson(variable));
    for (const auto& step : package.baselineHazard)
        root["baselineHazard"].push_back(
            {{"timeMonths", step.timeMonths}, {"cumulativeHazard", step.cumulativeHazard}});
    return root.dump(2) + "\n";
}

}  // namespace metrisk::inference
