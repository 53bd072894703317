#include "tests/support/Phantom.h"
#include "ui/panels/Controls.h"
#include "ui/panels/NudgeFields.h"
#include "ui/panels/PreparationPanel.h"
#include "ui/panels/PreparationPicture.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

#include <gtest/gtest.h>

namespace metrisk::ui::panels {
namespace {

CaseSession openedSession(preprocessing::Way way)
{
    analysis::OpenedCase opened;
    auto& prepared = opened.prepared;
    prepared.t1ce = phantom::t1ce();
    prepared.flair = phantom::flair();
    prepared.label = phantom::label();
    prepared.record.way = way;
    if (prepared.record.wantsAcceptance()) {
        prepared.record.coRegistration = preprocessing::Alignment{Eigen::Affine3d::Identity(), 0.52, 0.22, "headers", 97};
        prepared.checks = {prepared.t1ce, prepared.flair, prepared.flair};
    }
    CaseSession session;
    session.opened = std::make_shared<const analysis::OpenedCase>(std::move(opened));
    return session;
}

bool says(const QWidget& panel, const QString& words)
{
    for (const auto* label : panel.findChildren<QLabel*>())
        if (label->isVisibleTo(&panel) && label->text().contains(words))
            return true;
    return false;
}

bool sees(const QWidget& panel, const char* name)
{
    return panel.findChild<QWidget*>(QString::fromLatin1(name))->isVisibleTo(&panel);
}

TEST(PreparationPanel, AsksForNoDecisionAboutImagesPreparedElsewhere)
{
    PreparationPanel panel;
    panel.show(openedSession(preprocessing::Way::AsGiven));
    EXPECT_TRUE(says(panel, "no voxel was changed"));
    EXPECT_FALSE(sees(panel, "acceptPreparation"));
    EXPECT_FALSE(sees(panel, "redoPreparation"));
    EXPECT_TRUE(says(panel, "T1-CE as read"));
}

TEST(PreparationPanel, ShowsTheScoreAndAsksForADecisionWhereImagesWereRegistered)
{
    PreparationPanel panel;
    QSignalSpy accepted(&panel, &PreparationPanel::accepted);
    auto session = openedSession(preprocessing::Way::CoRegistered);
    panel.show(session);
    EXPECT_TRUE(says(panel, "mutual information 0.52; by the headers alone 0.22"));
    EXPECT_TRUE(says(panel, "Nothing is scored before"));
    panel.findChild<QPushButton*>(QStringLiteral("acceptPreparation"))->click();
    EXPECT_EQ(accepted.count(), 1);
    auto opened = *session.opened;
    opened.prepared.record.acceptedAt = "2026-03-14T09:26:53Z";
    session.opened = std::make_shared<const analysis::OpenedCase>(opened);
    panel.show(session);
    EXPECT_FALSE(sees(panel, "acceptPreparation"));
    EXPECT_TRUE(says(panel, "Accepted 2026-03-14"));
}

TEST(PreparationPanel, HandsOnTheCorrectionByHand)
{
    PreparationPanel panel;
    QSignalSpy redone(&panel, &PreparationPanel::redoRequested);
    panel.show(openedSession(preprocessing::Way::CoRegistered));
    const auto fields = panel.findChild<NudgeFields*>(QStringLiteral("flairNudge"))->findChildren<QDoubleSpinBox*>();
    ASSERT_EQ(fields.size(), 6);
    fields[1]->setValue(-1.5);
    fields[5]->setValue(2.0);
    panel.findChild<QCheckBox*>(QStringLiteral("correctBias"))->setChecked(true);
    panel.findChild<QPushButton*>(QStringLiteral("redoPreparation"))->click();
    ASSERT_EQ(redone.count(), 1);
    EXPECT_TRUE(redone.at(0).at(2).toBool());
    const auto flair = panel.findChild<NudgeFields*>(QStringLiteral("flairNudge"))->nudge();
    EXPECT_EQ(flair, (preprocessing::Nudge{{0, -1.5, 0}, {0, 0, 2}}));
    EXPECT_TRUE(panel.findChild<NudgeFields*>(QStringLiteral("headNudge"))->nudge().none());
}

TEST(PreparationPicture, ShowsSquaresOfBothAndFollowsThePlane)
{
    PreparationPicture picture;
    picture.resize(240, 240);
    const auto session = openedSession(preprocessing::Way::CoRegistered);
    picture.setCase(session.opened->prepared);
    EXPECT_EQ(picture.slices(), 60);
    const auto registered = picture.grab().toImage();
    picture.setView(PreparationPicture::View::EdgeOnT1ce);
    EXPECT_NE(picture.grab().toImage(), registered);
    picture.setPlane(imaging::Plane::Coronal);
    EXPECT_EQ(picture.slices(), 72);
    EXPECT_EQ(picture.slice(), 36);
}

TEST(PreparationPicture, ShowsTheBrainAsBrightAsItIsWithoutTheScalp)
{
    auto prepared = openedSession(preprocessing::Way::CoRegistered).opened->prepared;
    auto head = phantom::withSkull(prepared.flair).voxels();
    for (std::size_t i = 0; i < head.size(); ++i)
        head[i] *= prepared.flair.voxels()[i] == 0.0F ? 4.0F : 1.0F;  // fat is that bright
    const imaging::Volume withHead(prepared.flair.geometry(), head);
    prepared.checks = {withHead, withHead, withHead};
    const auto middleGrey = [&] {
        PreparationPicture picture;
        picture.resize(240, 240);
        picture.setCase(prepared);
        picture.setView(PreparationPicture::View::EdgeOnFlair);
        return qGray(picture.grab().toImage().pixel(150, 150));
    };
    const int besideScalp = middleGrey();
    prepared.brain = prepared.label;
    EXPECT_GT(middleGrey(), besideScalp + 5);
}

TEST(CaseSession, NeedsTheUserWhileARegistrationIsNotAccepted)
{
    EXPECT_EQ(stateOf(openedSession(preprocessing::Way::OnAtlas), Stage::Preparation), StageState::NeedsYou);
    EXPECT_EQ(stateOf(openedSession(preprocessing::Way::AsGiven), Stage::Preparation), StageState::Done);
}

}  // namespace
}  // namespace metrisk::ui::panels
