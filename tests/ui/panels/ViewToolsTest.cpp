#include "ui/panels/RelevanceMaps.h"
#include "ui/panels/ViewTools.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSlider>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

namespace metrisk::ui::panels {
namespace {

using rendering::ViewState;

TEST(ViewTools, ChangesOnlyWhatWasTouched)
{
    ViewTools tools;
    tools.setMembers(5);
    ViewState before;
    before.crosshairMm = {1, 2, 3};
    before.zoom = 2.5;
    before.relevanceOpacity = 0.7;
    tools.setViewState(before);
    ViewState after;
    QObject::connect(&tools, &ViewTools::viewStateEdited, &tools, [&](const ViewState& state) { after = state; });
    tools.show();
    QTest::mouseClick(tools.findChild<QToolButton*>(QStringLiteral("layout3d")), Qt::LeftButton);
    auto expected = before;
    expected.layout = rendering::Layout::Planes3D;
    EXPECT_EQ(after, expected);
}

TEST(ViewTools, DoesNotAnnounceTheStateItIsGiven)
{
    ViewTools tools;
    int edits = 0;
    QObject::connect(&tools, &ViewTools::viewStateEdited, &tools, [&] { ++edits; });
    ViewState state;
    state.labelVisible = false;
    state.relevanceThreshold = 0.35;
    state.base = rendering::BaseImage::Flair;
    tools.setViewState(state);
    EXPECT_EQ(edits, 0);
    EXPECT_FALSE(tools.findChild<QCheckBox*>(QStringLiteral("showLabel"))->isChecked());
    EXPECT_EQ(tools.findChild<QSlider*>(QStringLiteral("relevanceThreshold"))->value(), 35);
    EXPECT_TRUE(tools.findChild<QToolButton*>(QStringLiteral("showFlair"))->isChecked());
}

TEST(ViewTools, KeepsAThresholdThatIsNoWholePercent)
{
    ViewTools tools;
    tools.setMembers(5);
    ViewState before, after;
    before.relevanceThreshold = 0.333;
    tools.setViewState(before);
    QObject::connect(&tools, &ViewTools::viewStateEdited, &tools, [&](const ViewState& state) { after = state; });
    tools.findChild<QCheckBox*>(QStringLiteral("showLabel"))->toggle();
    EXPECT_EQ(after.relevanceThreshold, 0.333);
}

TEST(ViewTools, OffersTheMembersOnlyWhenThereIsRelevance)
{
    ViewTools tools;
    auto* member = tools.findChild<QComboBox*>(QStringLiteral("memberChoice"));
    EXPECT_FALSE(member->isEnabled());
    tools.setMembers(5);
    EXPECT_TRUE(member->isEnabled());
    EXPECT_EQ(member->count(), 7);
    MapChoice chosen = MapChoice::of(99);
    QObject::connect(&tools, &ViewTools::mapChosen, &tools, [&](const MapChoice& choice) { chosen = choice; });
    member->setCurrentIndex(3);
    EXPECT_EQ(chosen, MapChoice::of(2));
    member->setCurrentIndex(6);
    EXPECT_EQ(chosen, MapChoice::disagreement());
    member->setCurrentIndex(0);
    EXPECT_EQ(chosen, MapChoice{});
}

TEST(ViewTools, OffersNoDisagreementOfASingleMember)
{
    ViewTools tools;
    tools.setMembers(1);
    const auto* member = tools.findChild<QComboBox*>(QStringLiteral("memberChoice"));
    EXPECT_EQ(member->count(), 2);
    EXPECT_LT(member->findText(QStringLiteral("Disagreement of members")), 0);
}

TEST(RelevanceMaps, SayWhatTheColoursMean)
{
    explanation::Explanation explanation;
    explanation.members.resize(5);
    using Lines = std::vector<std::string>;
    EXPECT_EQ(legendOf({}, explanation, {}), (Lines{"relative relevance,", "this patient"}));
    EXPECT_EQ(legendOf(MapChoice::of(1), explanation, {}), (Lines{"relative relevance of member 2,", "this patient"}));
    EXPECT_EQ(legendOf(MapChoice::disagreement(), explanation, {}), (Lines{"standard deviation", "across 5 members"}));
    explanation.rule.method = inference::RelevanceMethod::Rollout;
    EXPECT_EQ(legendOf({}, explanation, {}), (Lines{"relative relevance,", "this patient", "(rollout; not stored)"}));
    EXPECT_EQ(legendOf({}, explanation, explanation.rule).size(), 2U);
}

}  // namespace
}  // namespace metrisk::ui::panels
