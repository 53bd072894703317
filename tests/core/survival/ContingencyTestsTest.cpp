#include "core/survival/ContingencyTests.h"

#include "tests/core/survival/ErrorText.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::survival {
namespace {

using metrisk::testing::errorOf;
using metrisk::testing::mentions;

const CountTable dysphoria{{10, 2}, {3, 15}};
const CountTable threeByThree{{4, 1, 0}, {2, 3, 1}, {0, 2, 5}};
const CountTable twoByThree{{8, 2, 5}, {1, 7, 9}};

// R: chisq.test, the 2x2 table with the correction it applies by default.
TEST(ChiSquareTest, AgreesWithR)
{
    EXPECT_NEAR(chiSquareTest(dysphoria, Yates::Yes).chiSquare, 10.45814479638009, 1e-12);
    EXPECT_NEAR(chiSquareTest(dysphoria, Yates::Yes).p, 0.00122109851631, 1e-13);
    EXPECT_NEAR(chiSquareTest(threeByThree).chiSquare, 11.6285714285714, 1e-12);
    EXPECT_NEAR(chiSquareTest(threeByThree, Yates::Yes).p, 0.0203379950409, 1e-12);   // never corrected
    EXPECT_NEAR(chiSquareTest(twoByThree).p, 0.00967550848154, 1e-13);
    EXPECT_NEAR(chiSquareTest(threeByThree).smallestExpected, 5.0 * 6.0 / 18.0, 1e-12);
}

TEST(ChiSquareTest, CorrectsByNoMoreThanTheDifference)
{
    EXPECT_EQ(chiSquareTest({{5, 5}, {5, 5}}, Yates::Yes).chiSquare, 0.0);
    EXPECT_NEAR(chiSquareTest({{3, 2}, {2, 2}}, Yates::Yes).chiSquare, 0.0, 1e-15);   // difference 2/9
}

// R's fisher.test looks for the ends on the scale of 1/odds to 1e-4 and prints 6.4083, 0.21173, 621.93
// for the tea lady; these are uniroot on the log odds of dhyper's weights to 1e-13, in R.
TEST(FisherTest, OfTheTeaLadyAgreesWithHandAndR)
{
    const auto test = fisherTest({{3, 1}, {1, 3}});
    EXPECT_NEAR(test.p, 34.0 / 70.0, 1e-14);   // (1 + 16 + 16 + 1) / 70
    EXPECT_NEAR(*test.oddsRatio, 6.4083196581997, 1e-9);
    EXPECT_NEAR(test.interval->low, 0.2117355954466, 1e-10);
    EXPECT_NEAR(test.interval->high, 626.2435305888139, 1e-6);
}

TEST(FisherTest, AgreesWithRAtTheEdgeAndInLargerTables)
{
    const auto twoByTwo = fisherTest(dysphoria);
    EXPECT_NEAR(twoByTwo.p, 5.36724119143e-04, 1e-14);
    EXPECT_NEAR(*twoByTwo.oddsRatio, 21.305317556750, 1e-9);
    EXPECT_NEAR(twoByTwo.interval->low, 2.753382788249, 1e-9);
    EXPECT_NEAR(twoByTwo.interval->high, 301.462337971518, 1e-7);
    const auto edge = fisherTest({{0, 5}, {6, 4}});
    EXPECT_NEAR(edge.p, 0.043956043956, 1e-12);
    EXPECT_EQ(*edge.oddsRatio, 0.0);
    EXPECT_EQ(edge.interval->low, 0.0);
    EXPECT_NEAR(edge.interval->high, 1.278737524488, 1e-10);
    EXPECT_NEAR(fisherTest(threeByThree).p, 0.0208933223639, 1e-12);
    EXPECT_NEAR(fisherTest(twoByThree).p, 0.01001335071, 1e-11);
    EXPECT_FALSE(fisherTest(twoByThree).oddsRatio.has_value());
    // Agresti 2002, p. 57, job satisfaction: R's ?fisher.test gives 0.7827.
    EXPECT_NEAR(fisherTest({{1, 3, 10, 6}, {2, 3, 10, 7}, {1, 6, 14, 12}, {0, 1, 9, 11}}).p, 0.782684938966, 1e-9);
}

// The conditional estimate has no other definition than this: the mean of the first cell is the count.
TEST(FisherTest, EstimateGivesTheCountAsItsMean)
{
    const double odds = *fisherTest({{3, 1}, {1, 3}}).oddsRatio;
    double sum = 0.0, mean = 0.0;
    const double weights[] = {1, 16, 36, 16, 1};   // choose(4, x) · choose(4, 4 - x)
    for (int x = 0; x <= 4; ++x) {
        sum += weights[x] * std::pow(odds, x);
        mean += x * weights[x] * std::pow(odds, x);
    }
    EXPECT_NEAR(mean / sum, 3.0, 1e-10);
}

TEST(ContingencyTests, NameWhatIsWrong)
{
    EXPECT_TRUE(mentions(errorOf([] { chiSquareTest({{1, 2}, {0, 0}}); }), "Row 2 of the table is empty"));
    EXPECT_TRUE(mentions(errorOf([] { chiSquareTest({{1, 0}, {2, 0}}); }), "Column 2 of the table is empty"));
    EXPECT_TRUE(mentions(errorOf([] { fisherTest({{1, -2}, {2, 1}}); }), "Row 1 of the table has a negative"));
    EXPECT_TRUE(mentions(errorOf([] { fisherTest({{1, 2}, {2}}); }), "Row 2 of the table has 1 columns"));
    EXPECT_FALSE(errorOf([] { fisherTest({{1, 2}}); }).empty());
    EXPECT_TRUE(mentions(errorOf([] { fisherTest({{200, 200, 200}, {200, 200, 200}, {200, 200, 200}}); }), "too many patients"));
}

}  // namespace
}  // namespace metrisk::survival
