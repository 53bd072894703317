#include "core/survival/Concordance.h"

#include "core/common/Error.h"
#include "tests/core/survival/SurvivalGolden.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace metrisk::survival {
namespace {

/// Every manifest whose cases hold scikit-survival's C-index.
std::vector<GoldenStudy> concordanceManifests()
{
    return goldenManifests([](const nlohmann::json& manifest) {
        return manifest.contains("values") && std::ranges::any_of(manifest.at("values"), [](const auto& values) {
            return values.contains("sksurv_cindex");
        });
    });
}

struct GoldenCase {
    std::vector<FollowUp> patients;
    std::vector<double> risks;
};

GoldenCase caseOf(const GoldenStudy& manifest, const std::string& name)
{
    const auto time = manifest.numbers(name + ".input.time"), event = manifest.numbers(name + ".input.event");
    GoldenCase golden{{}, manifest.numbers(name + ".input.risk")};
    for (std::size_t i = 0; i < time.size(); ++i)
        golden.patients.push_back({time[i], event[i] != 0.0});
    return golden;
}

template <typename Check>
void forEachCase(Check check)
{
    const auto manifests = concordanceManifests();
    if (manifests.empty())
        GTEST_SKIP() << "The golden folder is absent: Harrell's C is not compared with scikit-survival and R.";
    for (const auto& manifest : manifests)
        for (const auto& [name, values] : manifest.manifest.at("values").items())
            check(manifest, name, values, caseOf(manifest, name));
}

TEST(Concordance, AgreesWithScikitSurvivalTiesIncluded)
{
    forEachCase([](const GoldenStudy& manifest, const std::string& name, const nlohmann::json& values, const GoldenCase& golden) {
        const double tolerance = manifest.manifest.at("tolerance").get<double>();
        if (!values.at("sksurv_cindex").is_number()) {  // it raised
            EXPECT_THROW(concordance(golden.patients, golden.risks), Error) << name;
            return;
        }
        const auto estimate = concordanceEstimate(golden.patients, golden.risks);
        EXPECT_NEAR(concordance(golden.patients, golden.risks), values.at("sksurv_cindex").get<double>(), tolerance) << name;
        EXPECT_NEAR(estimate.value, values.at("sksurv_cindex").get<double>(), tolerance) << name;
        EXPECT_EQ(estimate.pairs.concordant, values.at("concordant").get<double>()) << name;
        EXPECT_EQ(estimate.pairs.discordant, values.at("discordant").get<double>()) << name;
        EXPECT_EQ(estimate.pairs.tiedRisk, values.at("tied_risk").get<double>()) << name;
        EXPECT_EQ(estimate.pairs.sameTime, values.at("tied_time_event_vs_censored").get<double>()) << name;
    });
}

TEST(Concordance, AgreesWithRWhereOnlyEqualRisksAreTied)
{
    forEachCase([](const GoldenStudy& manifest, const std::string& name, const nlohmann::json& values, const GoldenCase& golden) {
        if (!values.contains("R_concordance") || !values.at("R_concordance").is_number())
            return;
        const auto estimate = concordanceEstimate(golden.patients, golden.risks, 0.95, RiskTies::Exact);
        EXPECT_NEAR(estimate.value, values.at("R_concordance").get<double>(), manifest.manifest.at("tolerance").get<double>());
        const auto& pairs = estimate.pairs;
        const std::vector<double> ours{pairs.concordant, pairs.discordant, pairs.tiedRisk, pairs.tiedTime, pairs.tiedTimeAndRisk};
        EXPECT_EQ(ours, values.at("R_counts_concordant_discordant_tiedx_tiedy_tiedxy").get<std::vector<double>>()) << name;
    });
}

TEST(Concordance, CountsThePairsOfEachPatientAsTheReference)
{
    forEachCase([](const GoldenStudy& manifest, const std::string& name, const nlohmann::json&, const GoldenCase& golden) {
        if (!manifest.has(name + ".expected.per_patient_cindex"))
            return;
        const auto order = pairOrder(golden.patients, golden.risks, RiskTies::Near);
        const auto ours = countAllPairs(order, std::vector<double>(golden.patients.size(), 1.0)).ofEach;
        const auto value = manifest.numbers(name + ".expected.per_patient_cindex"),
                   pairs = manifest.numbers(name + ".expected.per_patient_pairs");
        for (std::size_t i = 0; i < ours.size(); ++i) {
            EXPECT_EQ(ours[i].total(), pairs[i]) << name << " patient " << i + 1;
            if (pairs[i] > 0.0) {
                EXPECT_NEAR(ours[i].score() / ours[i].total(), value[i], 1e-12) << name << " patient " << i + 1;
            }
        }
    });
}

TEST(Concordance, OfTheCoxModelAgreesWithRAndScikitSurvivalInEveryStudy)
{
    for (const auto& study : goldenStudies()) {
        const auto data = study.complete(study.covariates());
        const auto risks = study.numbers("cox.multi_efron.lp_uncentred");
        const auto estimate = concordanceEstimate(data.patients, risks, 0.95, RiskTies::Exact);
        if (study.has("cindex_sksurv")) {
            EXPECT_NEAR(concordance(data.patients, risks), study.scalar("cindex_sksurv"), 1e-12) << study.name;
        }
        if (!study.has("concordance_R.c"))
            continue;
        EXPECT_NEAR(estimate.value, study.scalar("concordance_R.c"), 1e-12) << study.name;
        EXPECT_NEAR(estimate.standardError, study.scalar("concordance_R.se"), 1e-10) << study.name;
        const auto& pairs = estimate.pairs;
        const std::vector<double> ours{pairs.concordant, pairs.discordant, pairs.tiedRisk, pairs.tiedTime, pairs.tiedTimeAndRisk};
        EXPECT_EQ(ours, study.numbers("concordance_R.counts")) << study.name;
    }
}

TEST(Concordance, CountsPairsAsByHand)
{
    // The one who failed at 2 outranks one of two others and ties with none; the one who failed at 4
    // ties with the last in risk.
    const std::vector<FollowUp> patients{{2, true}, {4, true}, {6, false}};
    EXPECT_DOUBLE_EQ(concordance(patients, {1.0, 2.0, 0.5}), 2.0 / 3.0);
    EXPECT_DOUBLE_EQ(concordance(patients, {3.0, 2.0, 2.0}), 2.5 / 3.0);
    EXPECT_DOUBLE_EQ(concordance(patients, {3.0, 2.0, 1.0}), 1.0);
    EXPECT_DOUBLE_EQ(concordance(patients, {1.0, 2.0, 3.0}), 0.0);
}

/// Large enough for four levels of the tree that counts them.
TEST(Concordance, CountsThePairsOfManyAsOneByOne)
{
    std::vector<FollowUp> patients;
    std::vector<double> risks;
    for (int i = 0; i < 6000; ++i) {
        patients.push_back({double((i * 7919) % 1201), (i * 31) % 5 > 1});
        risks.push_back((i * 4099) % 5501);
    }
    PairTotals slow;
    for (std::size_t i = 0; i < patients.size(); ++i)
        for (std::size_t j = 0; patients[i].event && j < patients.size(); ++j) {
            const double later = patients[j].timeMonths - patients[i].timeMonths, higher = risks[i] - risks[j];
            if (later > 0.0 || (later == 0.0 && !patients[j].event))
                ++(higher > 0.0 ? slow.concordant : higher < 0.0 ? slow.discordant : slow.tiedRisk);
            else if (later == 0.0 && j > i)
                ++(higher == 0.0 ? slow.tiedTimeAndRisk : slow.tiedTime);
        }
    const auto fast = concordanceEstimate(patients, risks).pairs;
    EXPECT_EQ(fast.concordant, slow.concordant);
    EXPECT_EQ(fast.discordant, slow.discordant);
    EXPECT_EQ(fast.tiedRisk, slow.tiedRisk);
    EXPECT_EQ(fast.tiedTime, slow.tiedTime);
    EXPECT_EQ(fast.tiedTimeAndRisk, slow.tiedTimeAndRisk);
}

TEST(Concordance, RefusesACohortWithoutComparablePairs)
{
    EXPECT_THROW(concordance({{2, false}, {3, false}}, {0, 1}), Error);
    EXPECT_THROW(concordance({{2, true}, {2, true}}, {0, 1}), Error);
    EXPECT_THROW(concordance({{2, true}, {3, true}}, {0}), Error);
    EXPECT_THROW(concordance({{2, true}, {3, true}}, {0, std::nan("")}), Error);
}

struct Cohort {
    std::vector<FollowUp> patients;
    std::vector<double> risks;
};

Cohort noisyCohort(int count)
{
    Cohort cohort;
    for (int i = 0; i < count; ++i) {
        cohort.patients.push_back({1.0 + (i * 37) % 101, i % 3 == 0});
        cohort.risks.push_back(-0.02 * cohort.patients.back().timeMonths + std::sin(i * 12.9898));
    }
    return cohort;
}

TEST(ConcordanceInterval, HoldsTheEstimateNarrowsWithPatientsAndRepeatsFromItsSeed)
{
    const auto few = noisyCohort(40), many = noisyCohort(400);
    const auto wide = concordanceInterval(few.patients, few.risks, 400, 7);
    const auto narrow = concordanceInterval(many.patients, many.risks, 400, 7);
    EXPECT_LT(wide.low, concordance(few.patients, few.risks));
    EXPECT_GT(wide.high, concordance(few.patients, few.risks));
    EXPECT_LT(narrow.high - narrow.low, 0.6 * (wide.high - wide.low));
    const auto again = concordanceInterval(few.patients, few.risks, 400, 7);
    EXPECT_EQ(again.low, wide.low);
    EXPECT_EQ(again.high, wide.high);
}

}  // namespace
}  // namespace metrisk::survival
