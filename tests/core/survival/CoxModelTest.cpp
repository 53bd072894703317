#include "core/survival/CoxModel.h"

#include "tests/core/survival/ErrorText.h"
#include "tests/core/survival/SmallCohort.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace metrisk::survival {
namespace {

using testing::errorOf;
using testing::mentions;
using testing::smallData;

void expectFit(const CoxModel& model, double age, double vol, double ageError, double volError)
{
    EXPECT_NEAR(model.table[0].coefficient, age, 1e-11);
    EXPECT_NEAR(model.table[1].coefficient, vol, 1e-11);
    EXPECT_NEAR(model.table[0].standardError, ageError, 1e-11);
    EXPECT_NEAR(model.table[1].standardError, volError, 1e-11);
}

TEST(CoxModel, WithWeightsAndStrataAgreesWithR)
{
    auto data = smallData();
    data.weights = testing::smallWeights;
    data.strata = testing::smallStrata;
    const auto model = fitCox(data);
    expectFit(model, 0.03303001831297, 0.37577878362402, 0.0370245418248, 0.1473787872487);
    EXPECT_NEAR(model.logLikelihoodNull, -24.99934531224, 1e-10);
    EXPECT_NEAR(model.logLikelihood, -20.15072949184, 1e-10);
}

TEST(CoxModel, WithWeightsAndClustersAgreesWithRsSandwich)
{
    auto data = smallData();
    data.weights = testing::smallWeights;
    data.clusters = testing::smallClusters;
    const auto efron = fitCox(data), breslow = fitCox(data, {.ties = Ties::Breslow});
    expectFit(efron, 0.06205205037889, 0.31956771172343, 0.02821881254924, 0.16404080460546);
    expectFit(breslow, 0.0575494076774, 0.3234167682707, 0.02714994951727, 0.16098754395711);
    EXPECT_NEAR(std::sqrt(efron.naiveCovariance(0, 0)), 0.03342290152812, 1e-11);
    EXPECT_NEAR(std::sqrt(breslow.naiveCovariance(1, 1)), 0.1430497730464, 1e-11);
    EXPECT_NEAR(efron.wald.chiSquare, 5.165581550971, 1e-9);
    EXPECT_NEAR(breslow.wald.chiSquare, 5.073433167221, 1e-9);
}

/// Every patient as often as the weight says.
CoxData repeated(const CoxData& data)
{
    CoxData many{{}, {}, data.names};
    std::vector<Eigen::Index> rows;
    for (std::size_t i = 0; i < data.patients.size(); ++i) {
        rows.insert(rows.end(), std::size_t(data.weights[i]), Eigen::Index(i));
        many.patients.insert(many.patients.end(), std::size_t(data.weights[i]), data.patients[i]);
    }
    many.covariates = data.covariates(rows, Eigen::all);
    return many;
}

// R 4.2.2, survival 3.5-3, the small cohort: w <- rep(c(1, 2, 3, 1), 4); i <- rep(1:16, w);
// coxph(Surv(time, event) ~ age + vol, weights = w) and coxph(Surv(time[i], event[i]) ~ age[i] + vol[i]).
// Efron's ties take the weights of those who fail together as their mean; twins tie with each other.
TEST(CoxModel, WeightsEqualRepetitionWithBreslowsTiesButNotWithEfrons)
{
    auto data = smallData();
    data.weights = {1, 2, 3, 1, 1, 2, 3, 1, 1, 2, 3, 1, 1, 2, 3, 1};
    const auto expectCoefficients = [](const CoxModel& model, double age, double vol) {
        EXPECT_NEAR(model.coefficients[0], age, 1e-11);
        EXPECT_NEAR(model.coefficients[1], vol, 1e-11);
    };
    expectCoefficients(fitCox(data, {.ties = Ties::Breslow}), 0.040206005143, 0.308618761401);
    expectCoefficients(fitCox(repeated(data), {.ties = Ties::Breslow}), 0.040206005143, 0.308618761401);
    expectCoefficients(fitCox(data), 0.041577897044, 0.308055066869);
    expectCoefficients(fitCox(repeated(data)), 0.037978746005, 0.337095079100);
}

TEST(CoxModel, RobustVarianceWithoutClustersTakesEachPatientAlone)
{
    const auto efron = fitCox(smallData(), {.robust = true});
    expectFit(efron, 0.04856588311634, 0.26447687817625, 0.03212897069828, 0.12376217643997);
    const auto breslow = fitCox(smallData(), {.ties = Ties::Breslow, .robust = true});
    expectFit(breslow, 0.0467840166300, 0.2649792619136, 0.0313504645700, 0.1240368911055);
}

TEST(CoxModel, ConcordanceWithStrataAndWithWeightsAgreesWithR)
{
    auto data = smallData();
    data.strata = testing::smallStrata;
    const auto stratified = coxConcordance(data, fitCox(data));
    EXPECT_NEAR(stratified.value, 0.775, 1e-12);
    EXPECT_NEAR(stratified.standardError, 0.1084946715281, 1e-11);
    data.strata.clear();
    data.weights = testing::smallWeights;
    const auto weighted = coxConcordance(data, fitCox(data));
    EXPECT_NEAR(weighted.value, 0.82722513089005, 1e-12);
    EXPECT_NEAR(weighted.standardError, 0.06877707532428, 1e-11);
}

// Therneau and Grambsch 2000, appendix E, first test set: with r = exp(b) the likelihood is
// 2b - log(3r + 3) - 2 log(r + 3), highest where r² - 3r - 6 = 0.
TEST(CoxModel, BreslowEstimateMatchesTheClosedFormOfThePublishedTestSet)
{
    const std::vector<FollowUp> patients{{1, true}, {1, false}, {6, true}, {6, true}, {8, false}, {9, true}};
    const auto model = fitCox(univariate(patients, {1, 1, 1, 0, 0, 0}), {.ties = Ties::Breslow});
    EXPECT_NEAR(model.coefficients[0], std::log((3.0 + std::sqrt(33.0)) / 2.0), 1e-12);
    EXPECT_NEAR(model.logLikelihoodNull, -std::log(6.0) - 2.0 * std::log(4.0), 1e-12);
}

TEST(CoxModel, FitsWhereAllFailTogetherAndWhereOneFails)
{
    const std::vector<FollowUp> together(6, {4, true});
    EXPECT_NEAR(fitCox(univariate(together, {1, 2, 3, 4, 5, 7}), {.ties = Ties::Breslow}).coefficients[0], 0.0, 1e-12);
    // One event of the middle value among 1, 2, 4: e^b + 2e^{2b} + 4e^{4b} = 2 (e^b + e^{2b} + e^{4b}),
    // so with y = e^b: 2y³ = 1.
    const auto one = fitCox(univariate({{1, true}, {2, false}, {3, false}}, {2, 1, 4}));
    EXPECT_NEAR(one.coefficients[0], std::log(0.5) / 3.0, 1e-9);
}

TEST(CoxModel, FindsTheMaximumFromUnitsThatDifferByTwelveOrders)
{
    auto data = smallData();
    data.covariates.col(0) *= 1e9;
    data.covariates.col(1) *= 1e-3;
    const auto model = fitCox(data);
    EXPECT_NEAR(model.table[0].coefficient * 1e9, 0.04856588311634, 1e-11);
    EXPECT_NEAR(model.table[1].coefficient * 1e-3, 0.26447687817625, 1e-11);
}

TEST(CoxModel, AnOutlierWhoLeavesBeforeAnyEventChangesNothing)
{
    auto data = smallData();
    data.patients.push_back({1.0, false});
    data.covariates.conservativeResize(17, 2);
    data.covariates.row(16) << 60.0, 1e6;
    const auto model = fitCox(data);
    EXPECT_NEAR(model.coefficients[0], 0.04856588311634, 1e-8);
    EXPECT_NEAR(model.coefficients[1], 0.26447687817625, 1e-8);
}

TEST(CoxModel, NamesTheCovariateThatSeparates)
{
    const auto perfect = univariate({{1, true}, {2, true}, {3, false}, {4, false}}, {4, 3, 2, 1}, "volume");
    EXPECT_TRUE(mentions(errorOf([&] { fitCox(perfect); }), "“volume” separates"));
    // Nobody with melanoma failed: its hazard ratio is 0, its logarithm minus infinity.
    auto data = smallData();
    data.names[1] = "melanoma";
    for (std::size_t i = 0; i < data.patients.size(); ++i)
        data.covariates(Eigen::Index(i), 1) = data.patients[i].event ? 0.0 : double(i % 2);
    EXPECT_TRUE(mentions(errorOf([&] { fitCox(data); }), "“melanoma” separates"));
}

TEST(CoxModel, NamesTheConstantAndTheRedundantCovariate)
{
    auto data = smallData();
    data.covariates.col(0).setConstant(60.0);
    EXPECT_TRUE(mentions(errorOf([&] { fitCox(data); }), "“age” is the same"));
    data = smallData();
    data.covariates.conservativeResize(16, 3);
    data.covariates.col(2) = 2.0 * data.covariates.col(0) - data.covariates.col(1);
    data.names.push_back("both");
    EXPECT_TRUE(mentions(errorOf([&] { fitCox(data); }), "“both” is a combination"));
    data = smallData();
    data.strata = testing::smallStrata;
    for (Eigen::Index i = 0; i < 16; ++i)
        data.covariates(i, 1) = data.strata[std::size_t(i)];
    EXPECT_TRUE(mentions(errorOf([&] { fitCox(data); }), "“vol” does not differ"));
}

TEST(CoxModel, NamesThePatientAndTheCovariateOfABadValue)
{
    auto data = smallData();
    data.covariates(4, 1) = std::nan("");
    const auto text = errorOf([&] { fitCox(data); });
    EXPECT_TRUE(mentions(text, "“vol”") && mentions(text, "patient 5")) << text;
    data = smallData();
    data.patients[2].timeMonths = -3.0;
    EXPECT_TRUE(mentions(errorOf([&] { fitCox(data); }), "Patient 3"));
    data = smallData();
    data.patients[6].timeMonths = std::numeric_limits<double>::quiet_NaN();
    EXPECT_TRUE(mentions(errorOf([&] { fitCox(data); }), "Patient 7"));
    data = smallData();
    data.weights = testing::smallWeights;
    data.weights[8] = 0.0;
    EXPECT_TRUE(mentions(errorOf([&] { fitCox(data); }), "Patient 9"));
}

TEST(CoxModel, RefusesCohortsThatHoldTooLittle)
{
    auto data = smallData();
    for (auto& patient : data.patients)
        patient.event = false;
    EXPECT_TRUE(mentions(errorOf([&] { fitCox(data); }), "Nobody had the event"));
    CoxData wide{{{1, true}, {2, true}, {3, false}}, Eigen::MatrixXd::Random(3, 4), {"a", "b", "c", "d"}};
    EXPECT_TRUE(mentions(errorOf([&] { fitCox(wide); }), "4 covariates cannot be fitted to 3 patients"));
    EXPECT_FALSE(errorOf([&] { fitCox({}); }).empty());
    auto shorter = smallData();
    shorter.strata = {1, 2};
    EXPECT_TRUE(mentions(errorOf([&] { fitCox(shorter); }), "a stratum is given for 2"));
}

TEST(CoxModel, NamesTheCovariateWhoseRobustVarianceNothingTells)
{
    // With Breslow's ties and all failing together every score residual is 0.
    const std::vector<FollowUp> together(6, {4, true});
    const auto data = univariate(together, {1, 2, 3, 4, 5, 7}, "volume");
    EXPECT_TRUE(mentions(errorOf([&] { fitCox(data, {.ties = Ties::Breslow, .robust = true}); }), "“volume”"));
    auto clustered = smallData();   // residuals add up to 0, so two clusters leave one direction
    clustered.clusters = testing::smallStrata;
    EXPECT_TRUE(mentions(errorOf([&] { fitCox(clustered); }), "too few clusters"));
}

TEST(CoxModel, SaysSoWhenItDoesNotSettle)
{
    EXPECT_TRUE(mentions(errorOf([] { fitCox(smallData(), {.maxIterations = 1}); }), "does not settle"));
}

}  // namespace
}  // namespace metrisk::survival
