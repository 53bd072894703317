#include "core/analysis/TrustJson.h"

namespace metrisk::analysis {

namespace {

using Json = nlohmann::json;

Json effectsJson(const explanation::ClinicalShapley& effects)
{
    Json list = Json::array();
    for (const auto& effect : effects.contributions)
        list.push_back({{"variable", effect.variable}, {"logHazard", effect.logHazard}, {"lowest", effect.lowest},
                        {"highest", effect.highest}});
    return {{"expected", effects.expected}, {"patients", effects.patients}, {"contributions", list}};
}

explanation::ClinicalShapley effectsFrom(const Json& json)
{
    explanation::ClinicalShapley effects{json.at("expected"), json.at("patients"), {}};
    for (const auto& item : json.at("contributions"))
        effects.contributions.push_back({item.at("variable"), item.at("logHazard"), item.at("lowest"), item.at("highest")});
    return effects;
}

Json contourJson(const std::vector<ContourShift>& shifts)
{
    Json list = Json::array();
    for (const auto& shift : shifts)
        list.push_back({{"mm", shift.mm}, {"risk", shift.risk}, {"group", shift.group}, {"percentile", shift.percentile}});
    return list;
}

Json applicabilityJson(const Applicability& applicability)
{
    Json json{{"unusual", applicability.unusual}, {"contour", contourJson(applicability.contour)}};
    if (applicability.memberRankAgreement)
        json["memberRankAgreement"] = *applicability.memberRankAgreement;
    if (const auto& distance = applicability.distance)
        json["cohortDistance"] = {{"members", distance->members}, {"memberPercentiles", distance->percentiles},
                                  {"percentile", distance->percentile}};
    return json;
}

Applicability applicabilityFrom(const Json& json)
{
    Applicability applicability;
    applicability.unusual = json.at("unusual").get<std::vector<std::string>>();
    for (const auto& item : json.at("contour"))
        applicability.contour.push_back({item.at("mm"), item.at("risk"), item.at("group"), item.at("percentile")});
    if (json.contains("memberRankAgreement"))
        applicability.memberRankAgreement = json.at("memberRankAgreement");
    if (json.contains("cohortDistance")) {
        const auto& distance = json.at("cohortDistance");
        applicability.distance = {distance.at("members").get<std::vector<double>>(),
                                  distance.at("memberPercentiles").get<std::vector<double>>(), distance.at("percentile")};
    }
    return applicability;
}

}  // namespace

void writeTrust(const CaseResult& result, Json& json)
{
    if (result.coverage)
        json["relevance"]["coverage"] = {{"core", result.coverage->core}, {"grossTumour", result.coverage->grossTumour}};
    if (result.clinicalEffects)
        json["clinicalEffects"] = effectsJson(*result.clinicalEffects);
    json["applicability"] = applicabilityJson(result.applicability);
}

void readTrust(const Json& json, CaseResult& result)
{
    if (const auto& relevance = json.at("relevance"); relevance.contains("coverage"))
        result.coverage = {relevance.at("coverage").at("core"), relevance.at("coverage").at("grossTumour")};
    if (json.contains("clinicalEffects"))
        result.clinicalEffects = effectsFrom(json.at("clinicalEffects"));
    if (json.contains("applicability"))
        result.applicability = applicabilityFrom(json.at("applicability"));
}

}  // namespace metrisk::analysis
