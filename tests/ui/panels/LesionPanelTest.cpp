#include "core/segmentation/LesionIds.h"
#include "tests/support/Phantom.h"
#include "ui/panels/Controls.h"
#include "ui/panels/LesionPanel.h"
#include "ui/panels/LesionRows.h"

#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>

#include <gtest/gtest.h>

namespace metrisk::ui::panels {
namespace {

/// Two lesions, the larger one on the right.
analysis::OpenedCase twoLesions()
{
    const phantom::Options first{}, second{.lesionCentreMm = {30, 20, 10}, .coreRadiusMm = 6, .oedemaRadiusMm = 8};
    auto voxels = phantom::label(first).voxels();
    const auto other = phantom::label(second);
    for (std::size_t i = 0; i < voxels.size(); ++i)
        voxels[i] = std::max(voxels[i], other.voxels()[i]);
    analysis::OpenedCase opened;
    opened.prepared.t1ce = phantom::t1ce(first);
    opened.prepared.label = imaging::LabelMap(other.geometry(), std::move(voxels));
    opened.lesions = segmentation::lesionsOf(opened.prepared.label);
    return opened;
}

CaseSession sessionWith(analysis::OpenedCase opened)
{
    CaseSession session;
    session.opened = std::make_shared<const analysis::OpenedCase>(std::move(opened));
    return session;
}

bool says(LesionPanel& panel, const QString& words)
{
    for (const auto* label : panel.findChildren<QLabel*>())
        if (!label->isHidden() && label->text().contains(words))
            return true;
    return false;
}

TEST(LesionPanel, MeasuresTheLesionThatIsChosen)
{
    LesionPanel panel;
    panel.show(sessionWith(twoLesions()));
    const auto* rows = panel.findChild<LesionRows*>();
    ASSERT_EQ(rows->count(), 2);
    EXPECT_TRUE(rows->item(0)->text().contains("index"));
    const auto values = panel.findChild<FactList*>()->values();
    // A ball of 20 mm, drawn in voxels of 2 mm: half a voxel may be missing or too much.
    const auto diameters = values.filter(QRegularExpression(QStringLiteral("^(19|20|21) × (19|20|21) mm$")));
    EXPECT_EQ(diameters.size(), 1) << values.join(" | ").toStdString();
    panel.choose(1);
    EXPECT_TRUE(panel.findChild<FactList*>()->values().contains("left"));
}

TEST(LesionPanel, AsksForAnotherIndexLesionByItsIdAndNotForTheOneThatIsIt)
{
    LesionPanel panel;
    std::vector<int> requested;
    QObject::connect(&panel, &LesionPanel::indexRequested, &panel, [&](int id) { requested.push_back(id); });
    auto opened = twoLesions();
    panel.show(sessionWith(opened));
    auto* use = panel.findChild<QPushButton*>(QStringLiteral("useAsIndexLesion"));
    EXPECT_TRUE(use->isHidden());
    EXPECT_TRUE(says(panel, "as the rule proposes"));
    panel.choose(1);
    EXPECT_FALSE(use->isHidden());
    use->click();
    EXPECT_EQ(requested, std::vector{2});
    opened.lesions = segmentation::withIndex(opened.lesions, 2, opened.prepared.label);
    panel.show(sessionWith(opened));
    EXPECT_TRUE(use->isHidden());
    EXPECT_TRUE(says(panel, "chosen by you"));
    EXPECT_TRUE(panel.findChild<LesionRows*>()->item(0)->text().startsWith("2 "));
}

TEST(LesionPanel, SaysWhenNobodyHasReviewedTheOutline)
{
    LesionPanel panel;
    panel.show(sessionWith(twoLesions()));
    EXPECT_FALSE(says(panel, "Automatic contour, not reviewed"));
    auto drawn = twoLesions();
    drawn.segmenter = segmentation::SegmenterIdentity{"Pack", "1", "", "Only for trying.", true};
    panel.show(sessionWith(drawn));
    EXPECT_TRUE(says(panel, "Automatic contour, not reviewed"));
    EXPECT_TRUE(says(panel, "Only for trying."));
}

}  // namespace
}  // namespace metrisk::ui::panels
