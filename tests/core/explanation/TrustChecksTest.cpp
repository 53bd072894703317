#include "core/explanation/TrustChecks.h"

#include "core/common/Error.h"
#include "core/inference/VisionTransformer.h"
#include "tests/core/inference/TinyPack.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace metrisk::explanation {
namespace {

using metrisk::testing::TemporaryFolder;

class Trust : public ::testing::Test {
protected:
    const TemporaryFolder m_folder;
    const inference::RiskModel m_model{tinypack::makeIn(m_folder.path())};
    const inference::ModelInput m_input = tinypack::input(2);
    const Explanation m_explanation = explain(m_model, m_input, {});
};

TEST_F(Trust, AnswersAllFourQuestions)
{
    const auto checks = checkTrust(m_model, m_input, m_explanation);
    ASSERT_EQ(checks.conservation.size(), 3U);
    ASSERT_EQ(checks.randomisation.size(), 3U);  // the head, and either of two blocks with it
    EXPECT_EQ(checks.randomisation[0].stage, "head");
    EXPECT_EQ(checks.randomisation[1].stage, "head and block 2");
    EXPECT_EQ(checks.randomisation[2].stage, "head and blocks 1 to 2");
    EXPECT_LT(checks.randomisation.back().rankCorrelation.value(), 0.99);
    EXPECT_GT(checks.stability.value(), checks.randomisation.back().rankCorrelation.value());
    EXPECT_GT(checks.riskUnderNoise, 0.0);
}

TEST_F(Trust, TheCurvesEndWhereTheWholeAndTheEmptyImageStand)
{
    const auto checks = checkTrust(m_model, m_input, m_explanation);
    auto empty = m_input;
    std::ranges::fill(empty.image, 0.0F);
    const double whole = m_model.predict(m_input).mean;
    ASSERT_EQ(checks.deletion.risk.size(), 11U);
    EXPECT_NEAR(checks.deletion.risk.front(), whole, 1e-6);
    EXPECT_NEAR(checks.insertion.risk.front(), m_model.predict(empty).mean, 1e-6);
    // Voxels beyond the last whole block never enter the model, so all blocks are the whole image.
    EXPECT_NEAR(checks.deletion.risk.back(), checks.insertion.risk.front(), 1e-6);
    EXPECT_NEAR(checks.insertion.risk.back(), whole, 1e-6);
    EXPECT_NEAR(checks.insertion.randomRisk.back(), whole, 1e-6);
    EXPECT_EQ(checks.deletion.share.back(), 1.0);
}

/// Blocks put in by what each adds to the risk must beat chance, and the reverse order must lose.
TEST_F(Trust, AnOrderThatFollowsTheRiskIsBetterThanRandomOrdersAndItsReverseIsWorse)
{
    auto following = m_explanation;
    const double whole = m_model.predict(m_input).mean;
    for (std::size_t token = 0; token < 8; ++token) {
        auto without = m_input;
        const int x0 = int(token / 4) * 8, y0 = int(token / 2 % 2) * 8, z0 = int(token % 2) * 8;
        for (int channel = 0; channel < 3; ++channel)
            for (int x = x0; x < x0 + 8; ++x)
                for (int y = y0; y < y0 + 8; ++y)
                    for (int z = z0; z < z0 + 8; ++z)
                        without.image[std::size_t(((channel * 20 + x) * 17 + y) * 18 + z)] = 0.0F;
        following.mean[token] = whole - m_model.predict(without).mean;
    }
    const auto good = checkTrust(m_model, m_input, following, {.randomOrders = 20});
    EXPECT_GT(good.deletion.area, 0.0);
    EXPECT_GE(good.deletion.betterThan, 15);
    auto reversed = following;
    for (double& value : reversed.mean)
        value = -value;
    const auto bad = checkTrust(m_model, m_input, reversed, {.randomOrders = 20});
    EXPECT_LT(bad.deletion.area, 0.0);
    EXPECT_LE(bad.deletion.betterThan, 5);
    EXPECT_TRUE(std::ranges::any_of(bad.warnings, [](const auto& text) { return text.find("taken out") != std::string::npos; }));
}

TEST_F(Trust, SaysTheSameTwiceAndStopsWhenAsked)
{
    const auto first = checkTrust(m_model, m_input, m_explanation), second = checkTrust(m_model, m_input, m_explanation);
    EXPECT_EQ(first.deletion, second.deletion);
    EXPECT_EQ(first.randomisation, second.randomisation);
    EXPECT_EQ(first.stability, second.stability);
    std::stop_source stop;
    const Job job(stop.get_token(), [&](const Progress& progress) {
        if (progress.stage == "Small noise")
            stop.request_stop();
    });
    EXPECT_THROW(checkTrust(m_model, m_input, m_explanation, {}, job), Cancelled);
}

TEST_F(Trust, RefusesSettingsThatMeasureNothing)
{
    EXPECT_THROW(checkTrust(m_model, m_input, m_explanation, {.randomOrders = 0}), Error);
    EXPECT_THROW(checkTrust(m_model, m_input, m_explanation, {.noise = 0.0}), Error);
}

}  // namespace
}  // namespace metrisk::explanation
