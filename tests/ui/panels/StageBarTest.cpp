#include "ui/panels/StageBar.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

namespace metrisk::ui::panels {
namespace {

QToolButton* buttonOf(StageBar& bar, Stage stage)
{
    return bar.findChild<QToolButton*>(QStringLiteral("stage") + stageName(stage));
}

TEST(StageBar, SaysEveryStateInWords)
{
    StageBar bar;
    bar.setStates({StageState::Done, StageState::Done, StageState::Done, StageState::NeedsYou, StageState::NotYet,
                   StageState::NotYet, StageState::NotYet, StageState::NotYet});
    bar.setCurrent(Stage::Clinical);
    EXPECT_EQ(buttonOf(bar, Stage::Study)->accessibleName(), "Study, done");
    EXPECT_EQ(buttonOf(bar, Stage::Clinical)->accessibleName(), "Clinical, here, needs you");
    EXPECT_EQ(buttonOf(bar, Stage::Risk)->toolTip(), "Risk: not yet");
    EXPECT_TRUE(buttonOf(bar, Stage::Clinical)->isChecked());
    EXPECT_FALSE(buttonOf(bar, Stage::Study)->isChecked());
}

TEST(StageBar, TellsWhichStageWasChosen)
{
    StageBar bar;
    Stage chosen = Stage::Study;
    QObject::connect(&bar, &StageBar::chosen, &bar, [&](Stage stage) { chosen = stage; });
    bar.show();
    QTest::mouseClick(buttonOf(bar, Stage::Survival), Qt::LeftButton);
    EXPECT_EQ(chosen, Stage::Survival);
}

TEST(StageBar, TellsStatesApartWithoutColour)
{
    const auto silhouette = [](StageState state) {
        StageBar bar;
        std::array<StageState, stages.size()> states{};
        states.fill(state);
        bar.setStates(states);
        const auto picture = buttonOf(bar, Stage::Risk)->icon().pixmap(16).toImage();
        std::vector<bool> drawn;
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                drawn.push_back(qAlpha(picture.pixel(x, y)) > 127);
        return drawn;
    };
    const auto done = silhouette(StageState::Done), needsYou = silhouette(StageState::NeedsYou),
               notYet = silhouette(StageState::NotYet);
    EXPECT_NE(done, needsYou);
    EXPECT_NE(done, notYet);
    EXPECT_NE(needsYou, notYet);
}

}  // namespace
}  // namespace metrisk::ui::panels
