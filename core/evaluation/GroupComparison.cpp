#include "core/evaluation/GroupComparison.h"

#include "core/evaluation/RiskRegression.h"
#include "core/survival/MultipleTesting.h"
#include "core/survival/RiskGroups.h"

#include <algorithm>
#include <array>

namespace metrisk::evaluation {

namespace {

using survival::FollowUp;

/// The patients of the groups that have any, in the groups' order.
struct Filled {
    std::vector<std::string> names;
    std::vector<double> scores;
    survival::Groups patients;
    std::vector<std::vector<std::size_t>> rows;
};

std::vector<std::vector<std::size_t>> rowsByGroup(const std::vector<double>& risks, const std::vector<double>& cuts)
{
    std::vector<std::vector<std::size_t>> rows(cuts.size() + 1);
    for (std::size_t row = 0; row < risks.size(); ++row)
        rows[survival::riskGroup(risks[row], cuts)].push_back(row);
    return rows;
}

RiskGroup groupOf(const std::string& name, const std::vector<FollowUp>& patients, const EvaluationOptions& options)
{
    RiskGroup group{.name = name, .patients = int(patients.size()), .events = eventsIn(patients)};
    if (patients.empty())
        return group;
    group.curve = survival::kaplanMeier(patients, options.confidence);
    group.median = survival::quantileTime(group.curve, 0.5);
    group.landmarks = survival::freedomFromGroup(group.curve, options.landmarksMonths);
    return group;
}

/// Why a group cannot enter the Cox model; the reference needs events, too.
std::string whyNoHazardRatio(const Filled& filled, std::size_t group)
{
    if (filled.names.size() < 2)
        return "only one group has patients";
    if (eventsIn(filled.patients.front()) == 0)
        return "no event in the group compared with";
    return tooFewEvents(eventsIn(filled.patients[group]), 1);
}

/// The groups as categories of one Cox model, the first as the reference; groups without events take no part.
std::vector<Computed<HazardRatio>> hazardRatios(const Filled& filled, double confidence)
{
    std::vector<Computed<HazardRatio>> ratios;
    std::vector<std::size_t> compared;
    for (std::size_t group = 0; group < filled.names.size(); ++group) {
        ratios.push_back(notComputable<HazardRatio>(group == 0 ? "reference" : whyNoHazardRatio(filled, group)));
        if (group > 0 && ratios.back().reason.empty())
            compared.push_back(group);
    }
    if (compared.empty())
        return ratios;
    survival::CoxData data{filled.patients.front(), {}, {}};
    for (const auto group : compared)
        data.patients.insert(data.patients.end(), filled.patients[group].begin(), filled.patients[group].end());
    data.covariates = Eigen::MatrixXd::Zero(Eigen::Index(data.patients.size()), Eigen::Index(compared.size()));
    Eigen::Index row = Eigen::Index(filled.patients.front().size());
    for (std::size_t column = 0; column < compared.size(); ++column) {
        const auto count = Eigen::Index(filled.patients[compared[column]].size());
        data.covariates.col(Eigen::Index(column)).segment(row, count).setOnes();
        data.names.push_back(filled.names[compared[column]]);
        row += count;
    }
    const auto model = computed([&] { return fitCox(data, {.confidence = confidence}); });
    for (std::size_t column = 0; column < compared.size(); ++column)
        ratios[compared[column]] = model ? Computed<HazardRatio>{hazardRatioOf(model->table[column]), {}}
                                         : notComputable<HazardRatio>(model.reason);
    return ratios;
}

std::vector<GroupPair> pairsOf(const Filled& filled)
{
    const auto tests = survival::pairwiseLogRank(filled.patients);
    std::vector<double> p;
    for (const auto& test : tests)
        p.push_back(test.test.p);
    const auto adjusted = survival::adjustedP(p, survival::Adjustment::Holm);
    std::vector<GroupPair> pairs;
    for (std::size_t i = 0; i < tests.size(); ++i)
        pairs.push_back({filled.names[tests[i].first], filled.names[tests[i].second], tests[i].test, adjusted[i]});
    return pairs;
}

Computed<survival::LogRank> grayOf(const std::vector<std::vector<survival::CompetingFollowUp>>& groups, int cause, int events)
{
    return computedUnless(groups.size() < 2 ? "only one group has patients" : tooFewEvents(events, 1),
                          [&] { return survival::grayTest(groups, cause); });
}

Computed<GroupIncidence> incidenceOf(const Predictions& predictions, const Filled& filled, double confidence)
{
    if (predictions.causes.empty())
        return notComputable<GroupIncidence>("the table has no column cause, so deaths before the event are not known");
    std::vector<survival::CompetingFollowUp> everybody;
    for (std::size_t row = 0; row < predictions.size(); ++row)
        everybody.push_back({predictions.followUp[row].timeMonths, predictions.causes[row]});
    std::vector<std::vector<survival::CompetingFollowUp>> groups;
    for (const auto& rows : filled.rows)
        groups.push_back(chosen(everybody, rows));
    constexpr int causes = 2;
    const auto incidence = [&](const auto& patients) {
        return survival::cumulativeIncidence(patients, confidence, survival::Transformation::LogLog, causes);
    };
    GroupIncidence result{int(std::ranges::count(predictions.causes, 2)), incidence(everybody), {}, {}, {}};
    for (const auto& group : groups)
        result.groups.push_back(incidence(group));
    result.grayOfEvent = grayOf(groups, 1, predictions.events());
    result.grayOfDeath = grayOf(groups, 2, result.deaths);
    return {result, {}};
}

}  // namespace

GroupComparison compareGroups(const Predictions& predictions, const Predictions* training, const EvaluationOptions& options)
{
    GroupComparison result;
    result.cutsFromTraining = training != nullptr;
    result.cuts = survival::riskCuts(training ? training->risks : predictions.risks, options.cutShares);
    const auto rows = rowsByGroup(predictions.risks, result.cuts);
    Filled filled;
    constexpr std::array names{"low", "medium", "high"};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto patients = chosen(predictions.followUp, rows[i]);
        result.groups.push_back(groupOf(names[i], patients, options));
        if (patients.empty())
            continue;
        filled.names.emplace_back(names[i]);
        filled.scores.push_back(double(i + 1));
        filled.patients.push_back(patients);
        filled.rows.push_back(rows[i]);
    }
    result.reference = filled.names.front();
    const auto ratios = hazardRatios(filled, options.confidence);
    for (std::size_t i = 0, at = 0; i < rows.size(); ++i)
        result.groups[i].againstReference = rows[i].empty() ? notComputable<HazardRatio>("no patient") : ratios[at++];
    const auto why = filled.names.size() < 2 ? "only one group has patients" : tooFewEvents(predictions.events(), 1);
    result.logRank = computedUnless(why, [&] { return survival::logRankTest(filled.patients); });
    result.trend = computedUnless(why, [&] { return survival::logRankTrend(filled.patients, filled.scores); });
    result.pairs = computedUnless(why, [&] { return pairsOf(filled); });
    result.incidence = incidenceOf(predictions, filled, options.confidence);
    return result;
}

}  // namespace metrisk::evaluation
