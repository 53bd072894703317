#include "core/evaluation/EvaluationJson.h"

#include <fmt/format.h>

namespace metrisk::evaluation {

namespace {

/// Lines of comma-separated fields; numbers keep all their digits.
class Lines {
public:
    explicit Lines(const std::string& heading) : m_text(heading + "\n") {}

    template <class... Fields>
    void add(const Fields&... fields)
    {
        std::string line;
        ((line += "," + fieldOf(fields)), ...);
        m_text += line.substr(1) + "\n";
        ++m_count;
    }
    void addTo(std::vector<NamedText>& files, const std::string& name) const
    {
        if (m_count > 0)
            files.push_back({name, m_text});
    }

private:
    static std::string fieldOf(const std::string& text) { return common::csvField(text); }
    static std::string fieldOf(const char* text) { return common::csvField(text); }
    static std::string fieldOf(double value) { return fmt::format("{}", value); }
    static std::string fieldOf(int value) { return fmt::format("{}", value); }
    static std::string fieldOf(const std::optional<double>& value) { return value ? fieldOf(*value) : std::string(); }

    std::string m_text;
    int m_count = 0;
};

void addConcordance(Lines& lines, const std::string& kind, const ConcordanceRow& row)
{
    if (row.c)
        lines.add(kind, row.name, row.patients, row.events, row.c->value, row.c->interval.low, row.c->interval.high, row.c->standardError, "");
    else
        lines.add(kind, row.name, row.patients, row.events, "", "", "", "", reasonText(row.c.reason));
}

void addRanking(std::vector<NamedText>& files, const Discrimination& d)
{
    const std::string columns = "name,patients,events,c,lower,upper,standard_error,remark";
    Lines all("of," + columns), subgroups("subgroup," + columns);
    addConcordance(all, "ensemble", d.ensemble);
    if (d.withinFolds)
        addConcordance(all, "within folds", *d.withinFolds);
    for (const auto& row : d.members.rows)
        addConcordance(all, "member", row);
    for (const auto& row : d.folds.rows)
        addConcordance(all, "fold", row);
    all.addTo(files, "concordance.csv");
    for (const auto& subgroup : d.subgroups)
        for (const auto& row : subgroup.rows)
            addConcordance(subgroups, subgroup.name, row);
    subgroups.addTo(files, "subgroups.csv");
}

void addComparison(std::vector<NamedText>& files, const Discrimination& d)
{
    Lines lines("score,patients,events,c,lower,upper,risk_minus_score,difference_lower,difference_upper,hazard_ratio_per_sd,hr_lower,hr_upper,p,remark");
    using Maybe = std::optional<double>;
    for (const auto& one : d.comparators) {
        const auto& c = one.row.c;
        const auto& difference = one.ensembleMinusIt;
        const auto& ratio = one.perSd;
        const auto of = [](const auto& computed, auto value) { return computed ? Maybe(value(*computed)) : Maybe(); };
        lines.add(one.row.name, one.row.patients, one.row.events, of(c, [](const auto& v) { return v.value; }),
                  of(c, [](const auto& v) { return v.interval.low; }), of(c, [](const auto& v) { return v.interval.high; }),
                  of(difference, [](const auto& v) { return v.value; }), of(difference, [](const auto& v) { return v.interval.low; }),
                  of(difference, [](const auto& v) { return v.interval.high; }), of(ratio, [](const auto& v) { return v.value; }),
                  of(ratio, [](const auto& v) { return v.interval.low; }), of(ratio, [](const auto& v) { return v.interval.high; }),
                  of(ratio, [](const auto& v) { return v.p; }), c ? std::string() : reasonText(c.reason));
    }
    lines.addTo(files, "comparison.csv");
}

void addGroups(std::vector<NamedText>& files, const Evaluation& evaluation)
{
    using Maybe = std::optional<double>;
    std::string heading = "group,patients,events,median_months,median_lower,median_upper,hazard_ratio,hr_lower,hr_upper,p,remark";
    Lines lines(heading), curves("group,months,at_risk,events,censored,freedom,lower,upper"), landmarks("group,patients,events,months,freedom,lower,upper,remark");
    for (const auto& group : evaluation.groups.groups) {
        const auto& ratio = group.againstReference;
        const auto of = [&](double HazardRatio::* member) { return ratio ? Maybe((*ratio).*member) : Maybe(); };
        lines.add(group.name, group.patients, group.events, group.median.months, group.median.lower, group.median.upper, of(&HazardRatio::value),
                  ratio ? Maybe(ratio->interval.low) : Maybe(), ratio ? Maybe(ratio->interval.high) : Maybe(), of(&HazardRatio::p), ratio.reason);
        for (const auto& step : group.curve.steps)
            curves.add(group.name, step.timeMonths, step.atRisk, step.events, step.censored, step.survival, step.lower, step.upper);
        for (const auto& at : group.landmarks) {
            const auto shown = [&](double value) { return at.beyondFollowUp ? Maybe() : Maybe(value); };
            landmarks.add(group.name, group.patients, group.events, at.months, shown(at.probability), shown(at.interval.low), shown(at.interval.high),
                          at.beyondFollowUp ? "beyond follow-up" : "");
        }
    }
    lines.addTo(files, "groups.csv");
    landmarks.addTo(files, "landmarks.csv");
    curves.addTo(files, "survival.csv");
}

void addIncidence(std::vector<NamedText>& files, const GroupComparison& groups)
{
    if (!groups.incidence)
        return;
    Lines lines("group,months,at_risk,events,deaths,censored,event_free,event,event_lower,event_upper,death,death_lower,death_upper");
    const auto addCurve = [&](const std::string& name, const survival::CumulativeIncidence& curve) {
        for (const auto& step : curve.steps) {
            const auto &event = step.incidences[0], &death = step.incidences[1];
            lines.add(name, step.timeMonths, step.atRisk, step.events[0], step.events[1], step.censored, step.eventFree, event.value, event.lower,
                      event.upper, death.value, death.lower, death.upper);
        }
    };
    addCurve("all", groups.incidence->everybody);
    std::size_t at = 0;
    for (const auto& group : groups.groups)
        if (group.patients > 0)
            addCurve(group.name, groups.incidence->groups[at++]);
    lines.addTo(files, "incidence.csv");
}

void addHorizon(std::vector<NamedText>& files, const HorizonPerformance& h)
{
    Lines groups("predicted_from,predicted_to,patients,events,mean_predicted,observed,lower,upper,beyond_follow_up"),
        curve("predicted,observed,lower,upper"), decision("threshold,patients,events,treated,net_benefit,lower,upper,treat_all,avoided_per_100"),
        brier("months,brier,kaplan_meier_alone,scaled");
    if (h.calibrationGroups)
        for (const auto& g : *h.calibrationGroups)
            groups.add(g.range.low, g.range.high, g.patients, g.events, g.meanPredicted, g.observed, g.interval.low, g.interval.high, int(g.beyondFollowUp));
    if (h.calibrationCurve)
        for (const auto& point : h.calibrationCurve->points)
            curve.add(point.predicted, point.observed, point.band.low, point.band.high);
    if (h.decision)
        for (const auto& p : h.decision->points)
            decision.add(p.threshold, h.decision->patients, h.decision->events, p.treated, p.model, p.band ? std::optional(p.band->low) : std::nullopt,
                         p.band ? std::optional(p.band->high) : std::nullopt, p.all, p.reductionPer100);
    if (h.brier)
        for (const auto& at : h.brier->at)
            brier.add(at.timeMonths, at.brier, at.null, at.scaled);
    groups.addTo(files, "calibration.csv");
    curve.addTo(files, "calibration_curve.csv");
    decision.addTo(files, "decision.csv");
    brier.addTo(files, "brier.csv");
}

void addTime(std::vector<NamedText>& files, const TimeDependence& time)
{
    Lines auc("months,failed_by_then,free_beyond,auc,lower,upper,remark"), roc("threshold,false_positive_rate,sensitivity");
    for (const auto& row : time.auc)
        if (row.auc)
            auc.add(row.months, row.cases, row.controls, row.auc->value, row.auc->interval.low, row.auc->interval.high, "");
        else
            auc.add(row.months, row.cases, row.controls, "", "", "", reasonText(row.auc.reason));
    if (time.roc)
        for (const auto& point : time.roc->curve.points)
            roc.add(point.threshold, point.falsePositiveRate, point.sensitivity);
    auc.addTo(files, "auc.csv");
    roc.addTo(files, "roc.csv");
}

}  // namespace

std::vector<NamedText> evaluationTables(const Evaluation& evaluation)
{
    std::vector<NamedText> files;
    addRanking(files, evaluation.discrimination);
    addComparison(files, evaluation.discrimination);
    addGroups(files, evaluation);
    addIncidence(files, evaluation.groups);
    addHorizon(files, evaluation.horizon);
    addTime(files, evaluation.time);
    return files;
}

const std::vector<std::string>& evaluationTableNames()
{
    static const std::vector<std::string> names{"concordance.csv", "subgroups.csv", "comparison.csv", "groups.csv", "landmarks.csv", "survival.csv",
                                                "incidence.csv", "calibration.csv", "calibration_curve.csv", "decision.csv", "brier.csv", "auc.csv",
                                                "roc.csv"};
    return names;
}

}  // namespace metrisk::evaluation
