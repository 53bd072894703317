#include "core/analysis/PlacementJson.h"

namespace metrisk::analysis {

namespace {

using Json = nlohmann::json;

Json curveJson(const GroupCurve& group)
{
    Json steps = Json::array();
    for (const auto& step : group.curve.steps)
        steps.push_back({{"timeMonths", step.timeMonths}, {"atRisk", step.atRisk}, {"events", step.events},
                         {"censored", step.censored}, {"survival", step.survival},
                         {"lower", step.lower}, {"upper", step.upper}});
    return {{"group", group.group}, {"patients", group.curve.patients}, {"events", group.curve.events},
            {"steps", steps}};
}

GroupCurve curveFrom(const Json& json)
{
    GroupCurve group{json.at("group"), {json.at("patients"), json.at("events"), {}}};
    for (const auto& step : json.at("steps"))
        group.curve.steps.push_back({step.at("timeMonths"), step.at("atRisk"), step.at("events"),
                                     step.at("censored"), step.at("survival"), step.at("lower"),
                                     step.at("upper")});
    return group;
}

Json incidencesJson(const std::vector<survival::Incidence>& incidences)
{
    Json list = Json::array();
    for (const auto& incidence : incidences)
        list.push_back({{"value", incidence.value}, {"standardError", incidence.standardError},
                        {"lower", incidence.lower}, {"upper", incidence.upper}});
    return list;
}

Json incidenceJson(const GroupIncidence& group)
{
    Json steps = Json::array();
    for (const auto& step : group.curve.steps)
        steps.push_back({{"timeMonths", step.timeMonths}, {"atRisk", step.atRisk}, {"censored", step.censored},
                         {"events", step.events}, {"eventFree", step.eventFree},
                         {"incidences", incidencesJson(step.incidences)}});
    return {{"group", group.group}, {"patients", group.curve.patients}, {"causes", group.curve.causes},
            {"steps", steps}};
}

GroupIncidence incidenceFrom(const Json& json)
{
    GroupIncidence group{json.at("group"), {json.at("patients"), json.at("causes"), {}}};
    for (const auto& step : json.at("steps")) {
        survival::IncidenceStep read{step.at("timeMonths"), step.at("atRisk"), step.at("censored"),
                                     step.at("events").get<std::vector<int>>(), step.at("eventFree"), {}};
        for (const auto& cause : step.at("incidences"))
            read.incidences.push_back({cause.at("value"), cause.at("standardError"), cause.at("lower"), cause.at("upper")});
        group.curve.steps.push_back(std::move(read));
    }
    return group;
}

Json predictedJson(const std::vector<survival::Freedom>& predicted)
{
    Json list = Json::array();
    for (const auto& freedom : predicted)
        list.push_back({{"months", freedom.months}, {"probability", freedom.probability},
                        {"lower", freedom.interval.low}, {"upper", freedom.interval.high},
                        {"beyondFollowUp", freedom.beyondFollowUp}});
    return list;
}

std::vector<survival::Freedom> predictedFrom(const Json& list)
{
    std::vector<survival::Freedom> predicted;
    for (const auto& item : list)
        predicted.push_back({item.at("months"), item.at("probability"), {item.at("lower"), item.at("upper")},
                             item.at("beyondFollowUp")});
    return predicted;
}

Json testJson(const survival::LogRank& test)
{
    return {{"chiSquare", test.chiSquare}, {"degreesOfFreedom", test.degreesOfFreedom}, {"p", test.p}};
}

survival::LogRank testFrom(const Json& json)
{
    return {json.at("chiSquare"), json.at("degreesOfFreedom"), json.at("p")};
}

}  // namespace

Json placementJson(const Placement& placement)
{
    Json groups = Json::array(), incidences = Json::array();
    for (const auto& group : placement.groups)
        groups.push_back(curveJson(group));
    for (const auto& group : placement.incidences)
        incidences.push_back(incidenceJson(group));
    Json json{{"name", placement.cohortName}, {"endpoint", placement.endpoint}, {"cutLow", placement.cutLow},
              {"cutHigh", placement.cutHigh}, {"groups", groups}, {"logRank", testJson(placement.logRank)},
              {"incidences", incidences}, {"predicted", predictedJson(placement.predicted)}};
    if (placement.grayTest)
        json["grayTest"] = testJson(*placement.grayTest);
    return json;
}

Placement placementFrom(const Json& json)
{
    Placement placement;
    placement.cohortName = json.at("name");
    placement.endpoint = json.at("endpoint");
    placement.cutLow = json.at("cutLow");
    placement.cutHigh = json.at("cutHigh");
    for (const auto& group : json.at("groups"))
        placement.groups.push_back(curveFrom(group));
    placement.logRank = testFrom(json.at("logRank"));
    for (const auto& group : json.value("incidences", Json::array()))
        placement.incidences.push_back(incidenceFrom(group));
    if (json.contains("grayTest"))
        placement.grayTest = testFrom(json.at("grayTest"));
    placement.predicted = predictedFrom(json.value("predicted", Json::array()));
    return placement;
}

}  // namespace metrisk::analysis
