#include "core/evaluation/EvaluationJson.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace metrisk::evaluation {

namespace {

using Json = nlohmann::ordered_json;

Json jsonOf(const survival::Interval& interval) { return Json::array({interval.low, interval.high}); }
Json jsonOf(double value) { return value; }
Json jsonOf(const std::optional<double>& value) { return value ? Json(*value) : Json(); }
Json jsonOf(const Estimate& e) { return {{"value", e.value}, {"interval", jsonOf(e.interval)}}; }
Json jsonOf(const HazardRatio& r) { return {{"value", r.value}, {"interval", jsonOf(r.interval)}, {"p", r.p}}; }
Json jsonOf(const survival::LogRank& t) { return {{"chiSquare", t.chiSquare}, {"degreesOfFreedom", t.degreesOfFreedom}, {"p", t.p}}; }
Json jsonOf(const survival::CoxTest& t) { return {{"chiSquare", t.chiSquare}, {"degreesOfFreedom", t.degreesOfFreedom}, {"p", t.p}}; }
Json jsonOf(const survival::Trend& t) { return {{"statistic", t.statistic}, {"variance", t.variance}, {"test", jsonOf(t.test)}}; }

Json jsonOf(const survival::Concordance& c)
{
    return {{"value", c.value}, {"standardError", c.standardError}, {"interval", jsonOf(c.interval)},
            {"pairs", {{"concordant", c.pairs.concordant}, {"discordant", c.pairs.discordant}, {"tiedRisk", c.pairs.tiedRisk}}}};
}

Json jsonOf(const survival::CalibrationTerm& t)
{
    return {{"value", t.estimate}, {"standardError", t.standardError}, {"interval", jsonOf(t.interval)}};
}

template <class T, class Words>
Json orReason(const Computed<T>& computed, Words&& words)
{
    return computed ? Json(words(*computed)) : Json{{"value", nullptr}, {"reason", computed.reason}};
}

Json jsonOf(const RiskRegression& regression);
Json jsonOf(const GroupIncidence& incidence);
Json jsonOf(const KnownRoc& roc);

template <class T>
Json jsonOf(const Computed<T>& computed)
{
    return orReason(computed, [](const T& value) { return jsonOf(value); });
}

template <class Values, class Words>
Json listOf(const Values& values, Words&& words)
{
    Json list = Json::array();
    for (const auto& value : values)
        list.push_back(words(value));
    return list;
}

Json jsonOf(const survival::QuantileTime& t)
{
    return {{"months", jsonOf(t.months)}, {"interval", Json::array({jsonOf(t.lower), jsonOf(t.upper)})}};
}

Json jsonOf(const survival::Freedom& f)
{
    if (f.beyondFollowUp)
        return {{"months", f.months}, {"value", nullptr}, {"reason", "beyond follow-up"}};
    return {{"months", f.months}, {"value", f.probability}, {"interval", jsonOf(f.interval)}};
}

Json landmarksOf(const std::vector<survival::Freedom>& all)
{
    return listOf(all, [](const auto& freedom) { return jsonOf(freedom); });
}

Json jsonOf(const CohortFacts& facts, const std::string& sha256)
{
    Json json{{"file", facts.name}, {"sha256", sha256}, {"patients", facts.patients}, {"events", facts.events}};
    json["deathsBefore"] = facts.deaths ? Json(*facts.deaths) : Json{{"value", nullptr}, {"reason", "the table has no column cause"}};
    json["longestFollowUpMonths"] = facts.longestMonths;
    json["medianFollowUp"] = jsonOf(facts.medianFollowUp);
    json["medianFreedom"] = jsonOf(facts.medianFreedom);
    json["freedom"] = landmarksOf(facts.landmarks);
    return json;
}

Json jsonOf(const ConcordanceRow& row)
{
    return {{"name", row.name}, {"patients", row.patients}, {"events", row.events}, {"c", jsonOf(row.c)}};
}

Json rowsOf(const std::vector<ConcordanceRow>& rows)
{
    return listOf(rows, [](const auto& row) { return jsonOf(row); });
}

Json jsonOf(const ConcordanceTable& table)
{
    Json json{{"rows", rowsOf(table.rows)}};
    const auto& s = table.spread;
    json["spread"] = s.count > 1 ? Json{{"count", s.count}, {"mean", s.mean}, {"sd", s.sd}}
                                 : Json{{"value", nullptr}, {"reason", "fewer than two C-indices"}};
    return json;
}

Json jsonOf(const Discrimination& d)
{
    Json json{{"ensemble", jsonOf(d.ensemble)}};
    json["withinFolds"] = d.withinFolds ? jsonOf(*d.withinFolds) : Json{{"value", nullptr}, {"reason", "the table has no column fold"}};
    json["members"] = jsonOf(d.members);
    json["folds"] = jsonOf(d.folds);
    json["unoC"] = {{"untilMonths", d.unoMonths}, {"c", jsonOf(d.uno)}};
    json["comparators"] = listOf(d.comparators, [](const auto& c) {
        auto row = jsonOf(c.row);
        row["hazardRatioPerSd"] = jsonOf(c.perSd);
        row["riskMinusScore"] = jsonOf(c.ensembleMinusIt);
        return row;
    });
    json["subgroups"] = listOf(d.subgroups, [](const auto& s) { return Json{{"name", s.name}, {"note", s.note}, {"rows", rowsOf(s.rows)}}; });
    return json;
}

Json jsonOf(const RiskRegression& r)
{
    return {{"sd", r.sd}, {"hazardRatioPerSd", jsonOf(r.perSd)}, {"slope", {{"value", r.slope}, {"interval", jsonOf(r.slopeInterval)}}},
            {"proportionalHazards", jsonOf(r.proportionality)}};
}

Json incidenceSteps(const survival::CumulativeIncidence& incidence)
{
    return listOf(incidence.steps, [](const auto& step) {
        return Json{{"months", step.timeMonths}, {"atRisk", step.atRisk}, {"event", step.incidences[0].value}, {"death", step.incidences[1].value}};
    });
}

Json jsonOf(const GroupIncidence& incidence)
{
    return {{"deaths", incidence.deaths}, {"grayTestOfEvent", jsonOf(incidence.grayOfEvent)}, {"grayTestOfDeath", jsonOf(incidence.grayOfDeath)},
            {"everybody", incidenceSteps(incidence.everybody)}};
}

Json jsonOf(const GroupComparison& g)
{
    Json json{{"cuts", g.cuts}, {"cutsFrom", g.cutsFromTraining ? "training table" : "the evaluated patients themselves"}, {"reference", g.reference}};
    json["groups"] = listOf(g.groups, [&](const RiskGroup& group) {
        Json row{{"name", group.name}, {"patients", group.patients}, {"events", group.events}};
        row["median"] = jsonOf(group.median);
        row["freedom"] = landmarksOf(group.landmarks);
        row["hazardRatio"] = jsonOf(group.againstReference);
        return row;
    });
    json["logRank"] = jsonOf(g.logRank);
    json["trend"] = jsonOf(g.trend);
    json["pairs"] = orReason(g.pairs, [](const auto& pairs) {
        return listOf(pairs, [](const GroupPair& pair) {
            return Json{{"first", pair.first}, {"second", pair.second}, {"test", jsonOf(pair.test)}, {"holmP", pair.adjustedP}};
        });
    });
    json["cumulativeIncidence"] = jsonOf(g.incidence);
    return json;
}

Json jsonOf(const KnownRoc& roc)
{
    const auto& curve = roc.curve;
    return {{"auc", curve.auc}, {"interval", curve.logit ? jsonOf(*curve.logit) : Json()}, {"withEvent", curve.positives}, {"free", curve.negatives},
            {"unknown", roc.unknown}};
}

Json jsonOf(const TimeDependence& t)
{
    return {{"auc", listOf(t.auc, [](const AucRow& row) {
                 return Json{{"months", row.months}, {"cases", row.cases}, {"controls", row.controls}, {"auc", jsonOf(row.auc)}};
             })},
            {"meanAuc", jsonOf(t.meanAuc)}, {"roc", jsonOf(t.roc)}};
}

Json groupsOf(const std::vector<survival::CalibrationGroup>& groups)
{
    return listOf(groups, [](const auto& g) {
        return Json{{"range", jsonOf(g.range)}, {"patients", g.patients}, {"events", g.events}, {"meanPredicted", g.meanPredicted},
                    {"observed", g.observed}, {"interval", jsonOf(g.interval)}, {"beyondFollowUp", g.beyondFollowUp}};
    });
}

Json calibrationOf(const HorizonPerformance& h)
{
    Json json{{"groups", orReason(h.calibrationGroups, groupsOf)}};
    json["inTheLarge"] = orReason(h.inTheLarge, [](const auto& c) {
        const Json ratio = std::isfinite(c.expectedOverObserved) ? Json(c.expectedOverObserved)
                                                                 : Json{{"value", nullptr}, {"reason", "nothing was observed"}};
        return Json{{"observed", c.observed}, {"interval", jsonOf(c.observedInterval)}, {"meanPredicted", c.meanPredicted},
                    {"expectedOverObserved", ratio}};
    });
    json["intercept"] = orReason(h.recalibration, [](const auto& r) { return jsonOf(r.intercept); });
    json["slope"] = orReason(h.recalibration, [](const auto& r) {
        return r.slope ? jsonOf(*r.slope) : Json{{"value", nullptr}, {"reason", "all predictions are the same"}};
    });
    json["curve"] = orReason(h.calibrationCurve, [](const auto& c) {
        return Json{{"knots", c.knots}, {"meanError", c.meanError}, {"medianError", c.medianError}, {"maximumError", c.maximumError}};
    });
    return json;
}

Json decisionOf(const survival::DecisionCurve& curve)
{
    return {{"patients", curve.patients}, {"events", curve.events}, {"points", listOf(curve.points, [](const auto& point) {
                 return Json{{"threshold", point.threshold}, {"treated", point.treated}, {"netBenefit", point.model},
                             {"interval", point.band ? jsonOf(*point.band) : Json()}, {"treatAll", point.all},
                             {"avoidedPer100", point.reductionPer100}, {"beyondFollowUp", point.beyondFollowUp}};
             })}};
}

Json brierOf(const survival::BrierScore& brier)
{
    Json json{{"at", listOf(brier.at, [](const auto& at) {
                   return Json{{"months", at.timeMonths}, {"brier", at.brier}, {"kaplanMeierAlone", at.null}, {"scaled", jsonOf(at.scaled)}};
               })}};
    json["integrated"] = jsonOf(brier.integrated);
    json["integratedKaplanMeierAlone"] = jsonOf(brier.integratedNull);
    return json;
}

Json jsonOf(const HorizonPerformance& h, double months)
{
    Json json{{"months", months}, {"events", h.eventsByHorizon}};
    json["probabilities"] = orReason(h.probabilities, [](const auto& p) {
        Json source{{"from", p.source}};
        if (p.trainingSlope != 0.0)
            source["trainingSlope"] = p.trainingSlope;
        return source;
    });
    json["calibration"] = calibrationOf(h);
    json["decisionCurve"] = orReason(h.decision, decisionOf);
    json["brier"] = orReason(h.brier, brierOf);
    json["brierOmitted"] = h.brierOmitted;
    return json;
}

Json jsonOf(const EvaluationOptions& o)
{
    return {{"outcome", o.outcome}, {"horizonMonths", o.horizonMonths}, {"landmarksMonths", o.landmarksMonths}, {"aucMonths", o.aucMonths},
            {"cutShares", o.cutShares}, {"thresholds", {o.lowestThreshold, o.highestThreshold}}, {"confidence", o.confidence},
            {"resamples", o.resamples}, {"seed", o.seed}};
}

}  // namespace

std::string evaluationToJson(const Evaluation& e, const Provenance& provenance)
{
    Json json{{"schema", 1}, {"software", provenance.software}, {"createdAt", provenance.createdAt}, {"options", jsonOf(e.options)}};
    json["predictions"] = jsonOf(e.cohort, provenance.predictionsSha256);
    json["training"] = e.training ? jsonOf(*e.training, provenance.trainingSha256) : Json();
    json["warnings"] = e.warnings;
    json["notes"] = e.notes;
    json["discrimination"] = jsonOf(e.discrimination);
    json["riskRegression"] = jsonOf(e.regression);
    json["riskGroups"] = jsonOf(e.groups);
    json["time"] = jsonOf(e.time);
    json["horizon"] = jsonOf(e.horizon, e.options.horizonMonths);
    return json.dump(2) + "\n";
}

}  // namespace metrisk::evaluation
