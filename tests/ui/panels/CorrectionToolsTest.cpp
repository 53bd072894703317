#include "ui/panels/CorrectionEffect.h"
#include "ui/panels/CorrectionTools.h"
#include "tests/support/SampleResult.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

namespace metrisk::ui::panels {
namespace {

using views::CorrectionAct;
using views::CorrectionSettings;
using views::CorrectionTool;

struct Row {
    CorrectionTools tools;
    std::vector<CorrectionSettings> edits;

    Row()
    {
        QObject::connect(&tools, &CorrectionTools::settingsEdited, &tools, [this](const CorrectionSettings& settings) { edits.push_back(settings); });
        tools.show();
    }
    void click(const char* name) { QTest::mouseClick(tools.findChild<QAbstractButton*>(QString::fromLatin1(name)), Qt::LeftButton); }
    template <class Widget>
    Widget* part(const char* name) { return tools.findChild<Widget*>(QString::fromLatin1(name)); }
};

TEST(CorrectionTools, ChangeOnlyWhatWasTouched)
{
    Row row;
    CorrectionSettings before{.tool = CorrectionTool::Erase, .rule = {imaging::Oedema, false}, .radiusMm = 7.0, .inSpace = true,
                              .thresholdImage = rendering::BaseImage::Flair, .thresholdLow = 120, .thresholdHigh = 900};
    row.tools.setSettings(before);
    EXPECT_TRUE(row.edits.empty());  // it was told, not used
    row.click("correctCore");
    ASSERT_EQ(row.edits.size(), 1U);
    before.rule.label = imaging::Core;
    EXPECT_EQ(row.edits.back(), before);
    row.click("correctPolygon");
    before.tool = CorrectionTool::Polygon;
    EXPECT_EQ(row.edits.back(), before);
    row.part<QDoubleSpinBox>("correctRadius")->setValue(2.5);
    before.radiusMm = 2.5;
    EXPECT_EQ(row.edits.back(), before);
}

TEST(CorrectionTools, ShowTheRangeOnlyForTheThreshold)
{
    Row row;
    EXPECT_FALSE(row.part<QComboBox>("correctThresholdImage")->isVisible());
    row.click("correctThreshold");
    EXPECT_TRUE(row.part<QComboBox>("correctThresholdImage")->isVisible());
    row.click("correctErase");
    EXPECT_FALSE(row.part<QComboBox>("correctThresholdImage")->isVisible());
}

TEST(CorrectionTools, AskForActsAndSteps)
{
    Row row;
    std::vector<CorrectionAct> acts;
    QObject::connect(&row.tools, &CorrectionTools::actRequested, &row.tools, [&](CorrectionAct act) { acts.push_back(act); });
    QSignalSpy undos(&row.tools, &CorrectionTools::undoRequested),
        done(&row.tools, &CorrectionTools::doneRequested);
    for (const char* name : {"correctFill", "correctSmooth", "correctInterpolate", "correctUndo", "correctDone"})
        row.click(name);
    EXPECT_EQ(acts, (std::vector{CorrectionAct::FillHoles, CorrectionAct::Smooth, CorrectionAct::Interpolate}));
    EXPECT_EQ(undos.count(), 0);  // there is nothing to undo, and it says so
    EXPECT_FALSE(row.part<QToolButton>("correctUndo")->toolTip().isEmpty());
    row.tools.setUndo("correction of the contour", {});
    EXPECT_EQ(row.part<QToolButton>("correctUndo")->toolTip(), "Take back: correction of the contour (Ctrl+Z)");
    EXPECT_FALSE(row.part<QToolButton>("correctRedo")->isEnabled());
    row.click("correctUndo");
    EXPECT_EQ(undos.count(), 1);
    EXPECT_EQ(done.count(), 1);
}

TEST(CorrectionTools, OfferEveryDrawingOfTheCaseToCopyFrom)
{
    CaseSession session;
    EXPECT_TRUE(copySourcesOf(session, true).empty());
    session.files.label = "/study/label.nii.gz";
    session.keptContour = analysis::ContourVersion{2, "b", "a"};
    auto opened = std::make_shared<analysis::OpenedCase>();
    session.original = opened;
    Row row;
    row.tools.setCopySources(copySourcesOf(session, true));
    const auto lines = [&] {
        QStringList words;
        for (const auto* action : row.part<QToolButton>("correctCopy")->menu()->actions())
            words << action->text();
        return words;
    };
    EXPECT_EQ(lines(), QStringList({"The label file, label.nii.gz", "A drawing of the segmentation pack",
                                    "Corrected contour, version 2", "Corrected contour, version 1", "Another file…"}));
    opened->segmenter = segmentation::SegmenterIdentity{"demo", "1", "sha", "Only for trying.", true};
    row.tools.setCopySources(copySourcesOf(session, true));
    EXPECT_EQ(lines().first(), "The drawing of “demo”");
    EXPECT_EQ(lines().size(), 4);  // it needs not be drawn again
}

TEST(CorrectionEffect, ShowsBothRisksAndTheirDifference)
{
    CorrectionEffect effect;
    const auto before = testing::sampleResult();
    effect.show(std::nullopt, before);
    EXPECT_FALSE(effect.isVisible());
    auto after = before;
    after.contour = analysis::ContourVersion{2, std::string(64, 'e'), std::string(64, 'c')};
    after.prediction.group = "medium";
    after.prediction.percentile = 60.2;
    for (auto& member : after.prediction.members)
        member -= 0.3;
    effect.show(before, after);
    const auto words = [&](const char* name) { return effect.findChild<QLabel*>(QString::fromLatin1(name))->text(); };
    EXPECT_TRUE(effect.isVisible());
    EXPECT_EQ(words("beforeGroup"), "High group");
    EXPECT_EQ(words("afterGroup"), "Medium group");
    EXPECT_EQ(words("beforeContour"), "Contour as in the label file");
    EXPECT_EQ(words("afterContour"), "Contour corrected in MetRisk (version 2)");
    EXPECT_EQ(words("correctionShift"), "31 percentile points lower, from the high to the medium group. All five models move down.");
    after.clinical.kps = 60;
    effect.show(before, after);
    EXPECT_TRUE(words("correctionShift").endsWith("The clinical values differ too, not the contour alone."));
    after.pack.sha256 = std::string(64, '0');
    effect.show(before, after);
    EXPECT_TRUE(words("correctionShift").contains("no shift can be told"));
}

}  // namespace
}  // namespace metrisk::ui::panels
