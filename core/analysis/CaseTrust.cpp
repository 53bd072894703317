#include "core/analysis/CaseTrust.h"

#include "core/analysis/ModelInputMaker.h"

#include <nlohmann/json.hpp>

namespace metrisk::analysis {

namespace {

using Json = nlohmann::json;

template <class Value>
Json orNull(const std::optional<Value>& value)
{
    return value ? Json(*value) : Json();
}

Json curveJson(const explanation::OrderCurve& curve)
{
    return {{"share", curve.share}, {"risk", curve.risk}, {"randomRisk", curve.randomRisk}, {"area", curve.area},
            {"betterThan", curve.betterThan}};
}

Json stagesJson(const std::vector<explanation::RandomisedStage>& stages)
{
    Json list = Json::array();
    for (const auto& stage : stages)
        list.push_back({{"stage", stage.stage}, {"rankCorrelation", orNull(stage.rankCorrelation)}});
    return list;
}

}  // namespace

explanation::TrustChecks checkTrust(const inference::RiskModel& model, const OpenedCase& opened, const CaseResult& result,
                                    const explanation::TrustOptions& options, const Job& job)
{
    const auto& package = model.package();
    auto input = imageInput(opened.prepared.t1ce, opened.prepared.flair, opened.lesions.indexLabel,
                            package.architecture.imageSize, package.input, job.stage("Model input", 0.0, 0.02));
    input.clinical = package.clinical.encode(result.clinical);
    return explanation::checkTrust(model, input, result.explanation, options, job.part(0.02, 1.0));
}

std::string trustToJson(const explanation::TrustChecks& checks)
{
    const Json json{{"schema", 1},
                    {"options", {{"randomOrders", checks.options.randomOrders}, {"noisyCopies", checks.options.noisyCopies},
                                 {"noise", checks.options.noise}, {"seed", checks.options.seed}}},
                    {"conservation", checks.conservation},
                    {"randomisation", stagesJson(checks.randomisation)},
                    {"deletion", curveJson(checks.deletion)},
                    {"insertion", curveJson(checks.insertion)},
                    {"stability", {{"rankCorrelation", orNull(checks.stability)}, {"riskChange", checks.riskUnderNoise}}},
                    {"warnings", checks.warnings}};
    return json.dump(2) + "\n";
}

}  // namespace metrisk::analysis
