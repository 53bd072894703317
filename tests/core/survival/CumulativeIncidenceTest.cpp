#include "core/survival/CumulativeIncidence.h"

#include "core/survival/GrayTest.h"
#include "tests/core/survival/ErrorText.h"
#include "tests/core/survival/SmallCohort.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::survival {
namespace {

using testing::errorOf;
using testing::mentions;

TEST(CumulativeIncidence, AgreesWithRsSurvfitOfBothCauses)
{
    const auto curve = cumulativeIncidence(testing::smallCompetingCohort());
    const std::vector<double> first{0.0625, 0.0625, 0.1298076923077, 0.2038461538462, 0.2778846153846, 0.2778846153846,
                                    0.2778846153846, 0.3858573717949, 0.4938301282051, 0.4938301282051, 0.4938301282051},
        error{0.06051536478449, 0.06051536478449, 0.08578202745537, 0.10564839789676, 0.11882547894097, 0.11882547894097,
              0.11882547894097, 0.14043401001604, 0.14766728298206, 0.14766728298206, 0.14766728298206},
        lower{0.00409816532132, 0.00409816532132, 0.02127206923645, 0.04918036927637, 0.08509728988537, 0.08509728988537,
              0.08509728988537, 0.13343652190677, 0.19806974190350, 0.19806974190350, 0.19806974190350},
        upper{0.2469944622183, 0.2469944622183, 0.3387010823471, 0.4318480677423, 0.5140078854177, 0.5140078854177,
              0.5140078854177, 0.6374720303152, 0.7353120327099, 0.7353120327099, 0.7353120327099},
        second{0.0, 0.0625, 0.1298076923077, 0.1298076923077, 0.2038461538462, 0.2038461538462, 0.2902243589744,
               0.2902243589744, 0.2902243589744, 0.2902243589744, 0.5061698717949};
    ASSERT_EQ(curve.steps.size(), first.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        const auto& step = curve.steps[i];
        EXPECT_NEAR(step.incidences[0].value, first[i], 1e-12);
        EXPECT_NEAR(step.incidences[0].standardError, error[i], 1e-12);
        EXPECT_NEAR(step.incidences[0].lower, lower[i], 1e-12);
        EXPECT_NEAR(step.incidences[0].upper, upper[i], 1e-12);
        EXPECT_NEAR(step.incidences[1].value, second[i], 1e-12);
    }
    EXPECT_NEAR(curve.steps[10].incidences[1].standardError, 0.14766728298206, 1e-12);
}

TEST(CumulativeIncidence, OfASingleCauseIsKaplanMeierTurnedOver)
{
    std::vector<CompetingFollowUp> patients;
    for (const auto& patient : testing::smallCohort())
        patients.push_back({patient.timeMonths, patient.event ? 1 : 0});
    const auto incidence = cumulativeIncidence(patients);
    const auto curve = kaplanMeier(testing::smallCohort());
    const auto errors = greenwoodErrors(curve);
    for (std::size_t i = 0; i + 1 < curve.steps.size(); ++i) {  // the last empties the cohort
        EXPECT_NEAR(incidence.steps[i].incidences[0].value, 1.0 - curve.steps[i].survival, 1e-14);
        EXPECT_NEAR(incidence.steps[i].incidences[0].standardError, errors[i], 1e-14);
    }
}

TEST(CumulativeIncidence, KeepsRoomForACauseThatDoesNotOccurAndReadsBetweenItsSteps)
{
    const auto curve = cumulativeIncidence({{2, 1}, {4, 0}}, 0.95, Transformation::Plain, 3);
    ASSERT_EQ(curve.causes, 3);
    EXPECT_EQ(curve.at(1.9), nullptr);
    EXPECT_DOUBLE_EQ(curve.at(3.0)->incidences[0].value, 0.5);
    EXPECT_EQ(curve.at(3.0)->incidences[2].value, 0.0);
    EXPECT_EQ(curve.at(9.0)->incidences[2].upper, 0.0);
}

TEST(CumulativeIncidence, NamesThePatientOfABadValue)
{
    EXPECT_TRUE(mentions(errorOf([] { cumulativeIncidence({{1, 0}, {2, -1}}); }), "Patient 2"));
    EXPECT_TRUE(mentions(errorOf([] { cumulativeIncidence({{1, 0}, {1, 0}, {std::nan(""), 1}}); }), "Patient 3"));
    EXPECT_FALSE(errorOf([] { cumulativeIncidence({}); }).empty());
}

std::vector<std::vector<CompetingFollowUp>> arms()
{
    std::vector<std::vector<CompetingFollowUp>> groups(2);
    const auto patients = testing::smallCompetingCohort();
    for (std::size_t i = 0; i < patients.size(); ++i)
        groups[i % 3 == 2].push_back(patients[i]);
    return groups;
}

// R, cmprsk 2.2-11: cuminc(time, cause, arm)$Tests
TEST(GrayTest, AgreesWithCmprskForEachCause)
{
    EXPECT_NEAR(grayTest(arms(), 1).chiSquare, 2.4072748681195248, 1e-9);
    EXPECT_NEAR(grayTest(arms(), 1).p, 0.12077244524204, 1e-9);
    EXPECT_NEAR(grayTest(arms(), 2).chiSquare, 0.0055666890557535, 1e-9);
    EXPECT_EQ(grayTest(arms(), 1).degreesOfFreedom, 1);
}

// R: i <- 1:90; cuminc((i*37) %% 23 + 1, ifelse(i %% 5 == 0, 1, c(0,1,2,0,1,0,2)[(i*i) %% 7 + 1]), i %% 3)
TEST(GrayTest, OfThreeGroupsWithManyTiesAgreesWithCmprsk)
{
    const int causes[] = {0, 1, 2, 0, 1, 0, 2};
    std::vector<std::vector<CompetingFollowUp>> groups(3);
    for (int i = 1; i <= 90; ++i)
        groups[std::size_t(i % 3)].push_back({double(i * 37 % 23 + 1), i % 5 == 0 ? 1 : causes[i * i % 7]});
    EXPECT_NEAR(grayTest(groups, 1).chiSquare, 0.0145844982474437, 1e-10);
    EXPECT_NEAR(grayTest(groups, 2).chiSquare, 0.0143825734599478, 1e-10);
    EXPECT_EQ(grayTest(groups, 1).degreesOfFreedom, 2);
}

/// Many ties, times of 0 and three causes.
CompetingFollowUp tiedPatient(int i)
{
    const int causes[] = {0, 1, 2, 3, 1, 0, 3};
    return {double(i * 37 % 29), causes[(i * 5 + i / 7) % 7]};
}

// R 4.2.2, survival 3.5-3 and cmprsk 2.2-11: i <- 1:120; t <- (i*37) %% 29; g <- i %% 4;
// k <- c(0,1,2,3,1,0,3)[(i*5 + i %/% 7) %% 7 + 1]; cuminc(t, k, g)$Tests;
// summary(survfit(Surv(t, factor(k, 0:3)) ~ 1, conf.type = "log-log"), times = c(0, 10, 20))
TEST(CumulativeIncidence, OfThreeCausesAndTimesOfZeroAgreesWithRsSurvfit)
{
    std::vector<CompetingFollowUp> patients;
    for (int i = 1; i <= 120; ++i)
        patients.push_back(tiedPatient(i));
    const auto curve = cumulativeIncidence(patients);
    const double times[] = {0, 10, 20};
    const double values[3][3] = {{0.0166666666667, 0.1053863348966, 0.2304942942231},
                                 {0.0083333333333, 0.0431333519875, 0.1176097548300},
                                 {0.0083333333333, 0.1253654336239, 0.2437637780839}};
    const double errors[3][3] = {{0.0116864910933, 0.0288422604930, 0.0416753714896},
                                 {0.0082985384702, 0.0188866091833, 0.0321763123576},
                                 {0.0082985384702, 0.0314112464483, 0.0428541709008}};
    const double lower[3][3] = {{0.0032554452067, 0.0575061870023, 0.1543769719038},
                                {0.0007486907202, 0.0160790329182, 0.0639440213937},
                                {0.0007486907202, 0.0720397974827, 0.1649987254455}};
    for (std::size_t cause = 0; cause < 3; ++cause)
        for (std::size_t t = 0; t < 3; ++t) {
            const auto& incidence = curve.at(times[t])->incidences[cause];
            EXPECT_NEAR(incidence.value, values[cause][t], 1e-12);
            EXPECT_NEAR(incidence.standardError, errors[cause][t], 1e-12);
            EXPECT_NEAR(incidence.lower, lower[cause][t], 1e-12);
        }
}

TEST(GrayTest, OfThreeCausesInFourGroupsAgreesWithCmprsk)
{
    std::vector<std::vector<CompetingFollowUp>> groups(4);
    for (int i = 1; i <= 120; ++i)
        groups[std::size_t(i % 4)].push_back(tiedPatient(i));
    const double chiSquares[] = {1.1598917252436, 0.5501712676220, 0.9418943504553};
    for (int cause = 1; cause <= 3; ++cause)
        EXPECT_NEAR(grayTest(groups, cause).chiSquare, chiSquares[cause - 1], 1e-11);
}

TEST(GrayTest, IsNearTheLogRankTestWithoutCompetingCauses)
{
    auto groups = arms();
    Groups followUp(groups.size());
    for (std::size_t g = 0; g < groups.size(); ++g)
        for (auto& patient : groups[g]) {
            patient.cause = patient.cause > 0 ? 1 : 0;
            followUp[g].push_back({patient.timeMonths, patient.cause > 0});
        }
    EXPECT_NEAR(grayTest(groups, 1).chiSquare / logRankTest(followUp).chiSquare, 1.0, 0.15);
    EXPECT_EQ(grayTest(groups, 2).p, 1.0);  // a cause that nobody had
}

TEST(GrayTest, RefusesWhatCannotBeCompared)
{
    EXPECT_FALSE(errorOf([] { grayTest({{{1, 1}}}, 1); }).empty());
    EXPECT_TRUE(mentions(errorOf([] { grayTest({{{1, 1}}, {}}, 1); }), "Group 2"));
    EXPECT_TRUE(mentions(errorOf([] { grayTest(arms(), 0); }), "cause 0"));
}

}  // namespace
}  // namespace metrisk::survival
