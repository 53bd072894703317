#include "core/explanation/Explanation.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::explanation {
namespace {

Explanation ofMembers(const std::vector<std::vector<double>>& members)
{
    Explanation explanation;
    explanation.members = members;
    explanation.mean.assign(members.front().size(), 0.0);
    for (const auto& map : members) {
        double sum = 0.0;
        for (const double value : map)
            sum += value;
        for (std::size_t i = 0; i < map.size(); ++i)
            explanation.mean[i] += map[i] / sum / double(members.size());
    }
    return explanation;
}

TEST(Disagreement, IsTheStandardDeviationOfTheSharesAcrossMembers)
{
    // Shares 0.75, 0.25, 0 and 0.25, 0.75, 0: mean 0.5, sample standard deviation sqrt(0.125).
    const auto found = disagreementOf(ofMembers({{3.0, 1.0, 0.0}, {10.0, 30.0, 0.0}}));
    EXPECT_NEAR(found.spread[0], std::sqrt(0.125), 1e-15);
    EXPECT_NEAR(found.spread[1], std::sqrt(0.125), 1e-15);
    EXPECT_EQ(found.spread[2], 0.0);
}

TEST(Disagreement, DoesNotDependOnHowMuchRelevanceAMemberHas)
{
    const auto found = disagreementOf(ofMembers({{1.0, 2.0, 5.0}, {100.0, 200.0, 500.0}}));
    for (const double spread : found.spread)
        EXPECT_NEAR(spread, 0.0, 1e-15);
    EXPECT_NEAR(found.rankAgreement.value(), 1.0, 1e-15);
}

TEST(RankAgreement, IsTheMeanSpearmanCorrelationOverAllPairs)
{
    // Textbook: ranks 1 2 3 4 against 2 1 3 4 give 1 - 6 * 2 / 60 = 0.8; against 4 3 2 1 give -1; the last pair -0.8.
    const auto found = rankAgreement({{1, 2, 3, 4}, {2, 1, 3, 4}, {4, 3, 2, 1}});
    EXPECT_NEAR(found.value(), (0.8 - 1.0 - 0.8) / 3.0, 1e-12);
}

TEST(RankAgreement, IsUnknownForOneMapAndForAMapThatIsTheSameEverywhere)
{
    EXPECT_FALSE(rankAgreement({{1, 2, 3}}).has_value());
    EXPECT_FALSE(rankAgreement({{1, 2, 3}, {5, 5, 5}}).has_value());
}

/// Ten tokens of 2 x 2 x 2 voxels in a row; the lesion lies in the last four voxels of x.
TEST(RelevanceCoverage, CountsTheLesionsVoxelsInTheFifthOfTokensWithTheMostRelevance)
{
    Explanation explanation;
    explanation.tokenGrid = {10, 1, 1};
    explanation.patchSize = 2;
    explanation.placement = {.size = {20, 2, 2}, .low = {0, 0, 0}, .taken = {20, 2, 2}, .padLow = {0, 0, 0}};
    imaging::ImageGeometry geometry;
    geometry.size = {20, 2, 2};
    std::vector<std::uint8_t> voxels(geometry.voxelCount(), imaging::Background);
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        const auto x = i % 20;
        voxels[i] = x >= 18 ? imaging::Core : x >= 16 ? imaging::Oedema : imaging::Background;
    }
    const imaging::LabelMap label(geometry, voxels);
    // Tokens 9 (core) and 0 (brain) have most.
    const auto found = relevanceCoverage(explanation, {9, 1, 1, 1, 1, 1, 1, 1, 2, 8}, label);
    EXPECT_DOUBLE_EQ(found.core, 1.0);
    EXPECT_DOUBLE_EQ(found.grossTumour, 0.5);
}

}  // namespace
}  // namespace metrisk::explanation
