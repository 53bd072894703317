#include "core/survival/LogisticRegression.h"

#include "tests/core/survival/ErrorText.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace metrisk::survival {
namespace {

using metrisk::testing::errorOf;
using metrisk::testing::mentions;

const std::vector<bool> outcomes{0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1};
const std::vector<double> age{41, 55, 62, 48, 70, 52, 66, 59, 63, 72, 45, 58, 69, 50, 61, 74};
const std::vector<double> volume{3.1, 8.2, 5.5, 2.4, 9.9, 7.1, 4.2, 12.5, 6.3, 8.8, 10.1, 1.9, 7.7, 11.2, 5.1, 6.6};

std::string refusalWith(const std::vector<LogisticCovariate>& covariates, const std::vector<bool>& y = outcomes)
{
    return errorOf([&] { fitLogistic(y, covariates); });
}

// R 4.2.2: glm(y ~ age + volume, family = binomial, control = glm.control(epsilon = 1e-14)); standard errors
// from solve(t(X) %*% (X * (p * (1 - p)))) at its coefficients: summary() keeps those of the iteration before.
TEST(LogisticRegression, AgreesWithRsGlm)
{
    const auto model = fitLogistic(outcomes, {{"age", age}, {"volume", volume}});
    const double coefficients[] = {-18.296726670887, 0.216804690119, 0.842750089668};
    const double errors[] = {11.9801367244127, 0.1541864391221, 0.5262554418850};
    for (std::size_t j = 0; j < 3; ++j) {
        EXPECT_NEAR(model.coefficients[j].estimate, coefficients[j], 1e-8);
        EXPECT_NEAR(model.coefficients[j].standardError, errors[j], 1e-9);
    }
    EXPECT_EQ(model.coefficients[1].name, "age");
    EXPECT_NEAR(model.coefficients[2].p, 0.1092864074580, 1e-11);
    EXPECT_NEAR(model.deviance, 10.9410351263, 1e-9);
    EXPECT_NEAR(model.nullDeviance, 21.9300546328, 1e-9);
    EXPECT_NEAR(model.likelihoodRatioP, 0.00410927052814, 1e-11);
    EXPECT_EQ(model.degreesOfFreedom, 2);
    EXPECT_EQ(model.events, 9);
}

// R: uniroot of the profile deviance, to 1e-11; the other coefficients by optim for the intercept, where
// glm.fit does not converge, by glm.fit with an offset for the rest. Not confint, which interpolates.
TEST(LogisticRegression, ProfileIntervalsAgreeWithRsDeviance)
{
    const auto profile = profileIntervals(outcomes, {{"age", age}, {"volume", volume}});
    EXPECT_NEAR(profile[0].low, -56.2306312146, 1e-7);
    EXPECT_NEAR(profile[0].high, -3.3959959475, 1e-6);
    EXPECT_NEAR(profile[1].low, 0.0108385786152, 1e-8);
    EXPECT_NEAR(profile[1].high, 0.6939215852735, 1e-7);
    EXPECT_NEAR(profile[2].low, 0.162952270414, 1e-8);
    EXPECT_NEAR(profile[2].high, 2.490583501655, 1e-7);
}

TEST(LogisticRegression, WithoutCovariatesGivesTheLogOddsOfTheShare)
{
    const auto model = fitLogistic(outcomes, {});
    EXPECT_NEAR(model.coefficients[0].estimate, std::log(9.0 / 7.0), 1e-12);
    EXPECT_NEAR(model.coefficients[0].standardError, std::sqrt(1.0 / 9.0 + 1.0 / 7.0), 1e-12);   // Woolf 1955
    EXPECT_EQ(model.likelihoodRatioP, 1.0);
}

TEST(LogisticRegression, OfAFlagGivesTheOddsRatioOfTheTable)
{
    // 8 of 10 against 3 of 12: odds ratio (8/2)/(3/9) = 12, standard error by Woolf.
    std::vector<bool> y;
    std::vector<double> flag;
    for (const auto& [value, had, count] : {std::tuple{1.0, true, 8}, {1.0, false, 2}, {0.0, true, 3}, {0.0, false, 9}})
        for (int i = 0; i < count; ++i)
            y.push_back(had), flag.push_back(value);
    const auto model = fitLogistic(y, {{"flag", flag}});
    EXPECT_NEAR(model.coefficients[1].oddsRatio(), 12.0, 1e-9);
    EXPECT_NEAR(model.coefficients[1].standardError, std::sqrt(1.0 / 8 + 1.0 / 2 + 1.0 / 3 + 1.0 / 9), 1e-9);
}

TEST(LogisticRegression, IsTheSameInAnyUnitAndFarFromZero)
{
    auto moved = age;
    for (auto& value : moved)
        value = 1e6 + 1000.0 * value;
    const auto model = fitLogistic(outcomes, {{"age", age}}), other = fitLogistic(outcomes, {{"age", moved}});
    EXPECT_NEAR(other.coefficients[1].estimate * 1000.0, model.coefficients[1].estimate, 1e-7);
    EXPECT_NEAR(other.coefficients[1].z, model.coefficients[1].z, 1e-6);
    EXPECT_NEAR(other.deviance, model.deviance, 1e-8);
}

TEST(LogisticRegression, NamesTheCovariateThatSeparates)
{
    std::vector<double> marker;
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        marker.push_back(outcomes[i] ? 5.0 + double(i) : -double(i));
    EXPECT_TRUE(mentions(refusalWith({{"age", age}, {"marker", marker}}), "“marker” separates"));
    // Quasi-separation: nobody with the flag was spared, some without were and some were not.
    std::vector<double> flag(outcomes.size(), 0.0);
    flag[2] = flag[4] = flag[6] = 1.0;
    EXPECT_TRUE(mentions(refusalWith({{"age", age}, {"flag", flag}}), "“flag” separates"));
}

TEST(LogisticRegression, NamesAConstantAndACollinearCovariate)
{
    EXPECT_TRUE(mentions(refusalWith({{"age", age}, {"site", std::vector<double>(16, 2.0)}}), "“site” is the same"));
    auto sum = age;
    for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i] = 3.0 * age[i] - volume[i] + 7.0;
    EXPECT_TRUE(mentions(refusalWith({{"age", age}, {"volume", volume}, {"sum", sum}}), "“sum” follows from"));
}

TEST(LogisticRegression, NamesTheRowAndCovariateThatIsNoNumber)
{
    auto broken = age;
    broken[2] = std::numeric_limits<double>::quiet_NaN();
    EXPECT_TRUE(mentions(refusalWith({{"age", broken}}), "age in row 3"));
    broken.pop_back();
    EXPECT_TRUE(mentions(refusalWith({{"age", broken}}), "16 patients but 15 values of age"));
}

TEST(LogisticRegression, RefusesMoreCovariatesThanPatientsAndOneSidedOutcomes)
{
    EXPECT_TRUE(mentions(refusalWith({{"a", {1, 2, 3}}, {"b", {3, 1, 2}}, {"c", {2, 2, 1}}}, {true, false, true}), "4 coefficients"));
    EXPECT_TRUE(mentions(refusalWith({{"age", age}}, std::vector<bool>(16, true)), "16 had the outcome"));
    EXPECT_TRUE(mentions(refusalWith({{"age", age}}, std::vector<bool>(16, false)), "0 had the outcome"));
    EXPECT_FALSE(refusalWith({}, {}).empty());
}

TEST(LogisticRegression, StandsOneEventAmongMany)
{
    std::vector<bool> y(40, false);
    std::vector<double> x;
    for (int i = 0; i < 40; ++i)
        x.push_back(i % 7);
    y[10] = true;   // x is 3 there, in the middle: no separation
    const auto model = fitLogistic(y, {{"x", x}});
    EXPECT_TRUE(std::isfinite(model.coefficients[1].estimate));
    EXPECT_EQ(model.events, 1);
}

}  // namespace
}  // namespace metrisk::survival
