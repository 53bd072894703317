#include "ui/charts/Axes.h"

#include <gtest/gtest.h>

namespace metrisk::ui::charts {
namespace {

QStringList labels(const Axis& axis)
{
    QStringList texts;
    for (const auto& tick : axis.ticks)
        texts << tick.label;
    return texts;
}

TEST(Axis, LogarithmicSharesAreEvenInRatios)
{
    const Axis axis{.low = 0.1, .high = 10.0, .logarithmic = true};
    EXPECT_NEAR(axis.share(0.1), 0.0, 1e-12);
    EXPECT_NEAR(axis.share(1.0), 0.5, 1e-12);
    EXPECT_NEAR(axis.share(10.0), 1.0, 1e-12);
    EXPECT_LT(axis.share(0.0), -1000.0);  // no place on it
    EXPECT_LT(axis.share(-2.0), -1000.0);
}

TEST(Axes, MonthsHaveTicksOfThreeSixOrTwelve)
{
    EXPECT_EQ(labels(monthsAxis(14)), (QStringList{"0", "3", "6", "9", "12", "15"}));
    EXPECT_EQ(labels(monthsAxis(47.8)), (QStringList{"0", "6", "12", "18", "24", "30", "36", "42", "48"}));
    EXPECT_EQ(monthsAxis(48.0).high, 48.0);
    EXPECT_EQ(labels(monthsAxis(120)).mid(0, 3), (QStringList{"0", "12", "24"}));
    EXPECT_EQ(labels(monthsAxis(0)), (QStringList{"0", "3"}));
}

TEST(Axes, PercentEndsAboveTheHighestValue)
{
    EXPECT_EQ(labels(percentAxis(100)), (QStringList{"0 %", "25 %", "50 %", "75 %", "100 %"}));
    EXPECT_EQ(percentAxis(31).high, 40.0);
    EXPECT_EQ(percentAxis(40).high, 40.0);
    EXPECT_EQ(percentAxis(81).high, 100.0);
    EXPECT_EQ(labels(percentAxis(3)), (QStringList{"0 %", "2 %", "4 %", "6 %", "8 %", "10 %"}));
}

TEST(Axes, LogarithmicTicksAreOneTwoAndFive)
{
    const auto axis = logarithmicAxis(0.3, 4.1);
    EXPECT_EQ(labels(axis), (QStringList{"0.2", "0.5", "1", "2", "5"}));
    EXPECT_EQ(axis.low, 0.2);
    EXPECT_EQ(axis.high, 5.0);
    EXPECT_EQ(labels(logarithmicAxis(0.5, 2.0)), (QStringList{"0.5", "1", "2"}));
    EXPECT_EQ(labels(logarithmicAxis(0.7, 8.0)), (QStringList{"0.5", "1", "2", "5", "10"}));
}

TEST(Axes, LinearTicksAreRoundAndCoverTheRange)
{
    const auto axis = linearAxis(-0.012, 0.083);
    EXPECT_EQ(labels(axis), (QStringList{"−0.02", "0", "0.02", "0.04", "0.06", "0.08", "0.1"}));
    EXPECT_EQ(labels(linearAxis(10, 50)), (QStringList{"10", "20", "30", "40", "50"}));
}

}  // namespace
}  // namespace metrisk::ui::charts
