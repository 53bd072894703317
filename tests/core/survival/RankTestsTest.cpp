#include "core/survival/RankTests.h"

#include "core/survival/Correlation.h"
#include "tests/core/survival/ErrorText.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::survival {
namespace {

using metrisk::testing::errorOf;
using metrisk::testing::mentions;

// Hollander and Wolfe 1973, p. 69 (permeability of the placenta), as in R's ?wilcox.test: W = 35.
TEST(WilcoxonRankSum, AgreesWithHollanderAndWolfe)
{
    const auto test = wilcoxonRankSum({0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46},
                                      {1.15, 0.88, 0.90, 0.74, 1.21});
    EXPECT_EQ(test.w, 35.0);
    EXPECT_NEAR(*test.pExact, 0.254412254412, 1e-11);
    EXPECT_EQ(test.p(), *test.pExact);
    EXPECT_DOUBLE_EQ(test.shift, 0.7);
}

TEST(WilcoxonRankSum, CountsOrdersAsByHand)
{
    // Two against two: of six orders one gives W = 4 and one W = 0.
    EXPECT_NEAR(*wilcoxonRankSum({3, 4}, {1, 2}).pExact, 2.0 / 6.0, 1e-15);
    EXPECT_NEAR(*wilcoxonRankSum({1, 2}, {3, 4}).pExact, 2.0 / 6.0, 1e-15);
    EXPECT_EQ(*wilcoxonRankSum({1}, {2}).pExact, 1.0);
}

TEST(WilcoxonRankSum, IsNotExactWithTiesAndSilentWhereAllAreTied)
{
    EXPECT_FALSE(wilcoxonRankSum({1, 2}, {2, 3}).pExact.has_value());
    const auto tied = wilcoxonRankSum({1, 1, 1}, {1, 1});
    EXPECT_EQ(tied.p(), 1.0);
    EXPECT_EQ(tied.pNormal, 1.0);
    EXPECT_EQ(tied.shift, 0.5);
    std::vector<double> fifty;
    for (int i = 0; i < 50; ++i)
        fifty.push_back(i);
    EXPECT_FALSE(wilcoxonRankSum(fifty, {0.5}).pExact.has_value());
}

// R: kruskal.test on three lists with ties.
TEST(KruskalWallis, AgreesWithR)
{
    const auto test = kruskalWallis({{1.2, 3.4, 2.2, 5.1}, {4.4, 6.1, 5.1, 7.2, 3.9}, {2.0, 1.1, 2.2}});
    EXPECT_NEAR(test.h, 6.920187793, 1e-9);
    EXPECT_EQ(test.degreesOfFreedom, 2);
    EXPECT_NEAR(test.p, 0.031426811, 1e-9);
    EXPECT_EQ(kruskalWallis({{2, 2}, {2}}).p, 1.0);
}

TEST(KruskalWallis, OfTwoGroupsIsWilcoxonsSquare)
{
    const std::vector<double> a{1, 5, 2, 9, 4}, b{3, 7, 8, 8};
    EXPECT_NEAR(kruskalWallis({a, b}).p, wilcoxonRankSum(a, b).pNormal, 1e-12);
}

const std::vector<double> first{10.1, 12.4, 9.8, 15.2, 11.0, 14.1, 13.3, 8.7, 16.0, 12.9, 7.7, 18.1};
const std::vector<double> second{3.2, 3.9, 4.4, 2.1, 5.0, 4.1, 6.6, 2.5, 5.9, 3.0, 4.8, 6.1};

RankCorrelation ofFirst(std::size_t count)
{
    return spearman({first.begin(), first.begin() + std::ptrdiff_t(count)}, {second.begin(), second.begin() + std::ptrdiff_t(count)});
}

// R: cor.test(method = "spearman"): all orders up to 9, the Edgeworth series from 10 on.
TEST(Spearman, AgreesWithRsCorTest)
{
    EXPECT_NEAR(ofFirst(9).rho, 0.25, 1e-12);
    EXPECT_NEAR(ofFirst(9).p(), 0.520634920635, 1e-11);
    EXPECT_NEAR(ofFirst(10).p(), 0.559908079271, 1e-11);
    EXPECT_NEAR(ofFirst(12).rho, 0.27972027972, 1e-11);
    EXPECT_NEAR(ofFirst(12).p(), 0.378709233642, 1e-11);
}

TEST(Spearman, OfOppositeOrdersIsMinusOne)
{
    const auto test = spearman({1, 2, 3, 4, 5}, {50, 40, 30, 20, 10});
    EXPECT_DOUBLE_EQ(test.rho, -1.0);
    EXPECT_NEAR(*test.pExact, 2.0 / 120.0, 1e-15);
    EXPECT_EQ(test.pStudent, 0.0);
    EXPECT_FALSE(spearman({1, 2, 2}, {1, 2, 3}).pExact.has_value());
}

// R: cor.test(c(-0.8, 1.2, 2, 3.5, 0.1), c(2, 2, 5, 7, 1)).
TEST(Pearson, AgreesWithRsCorTest)
{
    const auto test = pearson({-0.8, 1.2, 2, 3.5, 0.1}, {2, 2, 5, 7, 1});
    EXPECT_NEAR(test.r, 0.895258376623, 1e-11);
    EXPECT_NEAR(test.p, 0.0400469219282, 1e-11);
    EXPECT_NEAR(test.interval->low, 0.0618241593017, 1e-11);
    EXPECT_NEAR(test.interval->high, 0.9931102821204, 1e-11);
}

TEST(RankTests, NameWhatIsWrong)
{
    EXPECT_TRUE(mentions(errorOf([] { wilcoxonRankSum({}, {1}); }), "Group 1"));
    EXPECT_TRUE(mentions(errorOf([] { wilcoxonRankSum({1}, {std::nan("")}); }), "row 2"));
    EXPECT_TRUE(mentions(errorOf([] { kruskalWallis({{1}, {2}, {}}); }), "Group 3"));
    EXPECT_FALSE(errorOf([] { kruskalWallis({{1, 2}}); }).empty());
    EXPECT_TRUE(mentions(errorOf([] { spearman({1, 2, 3}, {4, 4, 4}); }), "second variable is the same"));
    EXPECT_TRUE(mentions(errorOf([] { pearson({1, 2}, {1, 2}); }), "too few"));
    EXPECT_TRUE(mentions(errorOf([] { pearson({1, 2, 3}, {1, std::nan(""), 2}); }), "second variable in row 2"));
}

}  // namespace
}  // namespace metrisk::survival
