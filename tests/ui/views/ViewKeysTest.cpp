#include "ui/views/ViewKeys.h"

#include <Qt>

#include <gtest/gtest.h>

namespace metrisk::ui::views {
namespace {

using rendering::ViewState;

TEST(ViewKeys, FillOpacityGoesInTenthsAndStaysBetweenNothingAndFull)
{
    ViewState state;
    for (int i = 0; i < 3; ++i)
        applyKey(Qt::Key_D, state);
    EXPECT_NEAR(state.labelFillOpacity, 0.3, 1e-12);
    for (int i = 0; i < 20; ++i)
        applyKey(Qt::Key_D, state);
    EXPECT_EQ(state.labelFillOpacity, 1.0);
    for (int i = 0; i < 20; ++i)
        applyKey(Qt::Key_A, state);
    EXPECT_EQ(state.labelFillOpacity, 0.0);
}

TEST(ViewKeys, TogglesComeBack)
{
    for (const int key : {Qt::Key_S, Qt::Key_M, Qt::Key_T, Qt::Key_V}) {
        ViewState state;
        EXPECT_TRUE(applyKey(key, state));
        EXPECT_NE(state, ViewState{}) << key;
        EXPECT_TRUE(applyKey(key, state));
        EXPECT_EQ(state, ViewState{}) << key;
    }
}

TEST(ViewKeys, ThresholdLeavesTheStrongestBlockVisible)
{
    ViewState state;
    for (int i = 0; i < 40; ++i)
        applyKey(Qt::Key_BracketRight, state);
    EXPECT_LT(state.relevanceThreshold, 1.0);
}

TEST(ViewKeys, OtherKeysAreLeftToTheWindow)
{
    ViewState state;
    for (const int key : {Qt::Key_Escape, Qt::Key_F1, Qt::Key_Return, Qt::Key_Q}) {
        EXPECT_FALSE(applyKey(key, state));
        EXPECT_EQ(slicesOfKey(key), 0);
        EXPECT_EQ(presetOfKey(key), 0);
    }
    EXPECT_EQ(state, ViewState{});
}

}  // namespace
}  // namespace metrisk::ui::views
