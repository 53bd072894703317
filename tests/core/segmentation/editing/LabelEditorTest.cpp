#include "core/segmentation/editing/Brush.h"
#include "core/segmentation/editing/Copying.h"
#include "core/common/Error.h"
#include "tests/core/segmentation/editing/EditingGrid.h"

#include <gtest/gtest.h>

namespace metrisk::segmentation::editing {
namespace {

using imaging::Background;
using imaging::Core;
using imaging::Oedema;

/// Ten voxels in a row: 0 0 1 1 2 2 1 1 0 0.
imaging::LabelMap row()
{
    return {gridOf({10, 1, 1}).geometry(), {0, 0, 1, 1, 2, 2, 1, 1, 0, 0}};
}

using Voxels = std::vector<std::uint8_t>;
const Region all{{0, 10}};

TEST(LabelEditor, OedemaDoesNotCoverAProtectedCore)
{
    LabelEditor editor(row());
    editor.paint(all, {Oedema, true});
    EXPECT_EQ(editor.labels().voxels(), (Voxels{1, 1, 1, 1, 2, 2, 1, 1, 1, 1}));
    editor.paint(all, {Oedema, false});
    EXPECT_EQ(editor.labels().voxels(), Voxels(10, 1));
    editor.paint(all, {Core, true});
    EXPECT_EQ(editor.labels().voxels(), Voxels(10, 2));
}

TEST(LabelEditor, ErasesTheChosenLabelOrBoth)
{
    const auto erased = [](const PaintRule& rule) {
        LabelEditor editor(row());
        editor.erase(all, rule);
        return editor.labels().voxels();
    };
    EXPECT_EQ(erased({Oedema, true}), (Voxels{0, 0, 0, 0, 2, 2, 0, 0, 0, 0}));
    EXPECT_EQ(erased({Core, true}), (Voxels{0, 0, 1, 1, 0, 0, 1, 1, 0, 0}));
    EXPECT_EQ(erased({Oedema, false}), Voxels(10, 0));
    EXPECT_EQ(erased({Core, false}), Voxels(10, 0));
}

TEST(LabelEditor, TellsTheBoxThatWasTouchedAndNothingForNoChange)
{
    LabelEditor editor(gridOf({20, 20, 20}));
    const auto box = editor.paint(brushed(editor.geometry(), {10, 9, 8}, {10, 9, 8}, {3, 2}), {});
    EXPECT_EQ(box, (VoxelBox{{7, 6, 8}, {13, 12, 8}}));
    EXPECT_TRUE(editor.paint(brushed(editor.geometry(), {10, 9, 8}, {10, 9, 8}, {2, 2}), {}).empty());
    EXPECT_EQ(editor.undo(), box);
    EXPECT_EQ(editor.redo(), box);
    EXPECT_TRUE(editor.redo().empty());
}

TEST(LabelEditor, TellsABoxThatHoldsARunOverSeveralRows)
{
    LabelEditor editor(gridOf({5, 4, 3}));
    EXPECT_EQ(editor.paint({{7, 3}}, {}), (VoxelBox{{2, 1, 0}, {4, 1, 0}}));
    EXPECT_EQ(editor.undo(), (VoxelBox{{2, 1, 0}, {4, 1, 0}}));
    editor.paint({{3, 40}}, {});
    EXPECT_EQ(editor.undo(), (VoxelBox{{0, 0, 0}, {4, 3, 2}}));  // one run over all of it
    EXPECT_EQ(editor.redo(), (VoxelBox{{0, 0, 0}, {4, 3, 2}}));
}

TEST(LabelEditor, AStrokeIsOneStepHoweverManyDabsItHas)
{
    LabelEditor editor(gridOf({40, 40, 3}));
    editor.beginStroke();
    for (int x = 5; x < 35; ++x)
        editor.paint(brushed(editor.geometry(), {double(x), 20, 1}, {double(x), 20, 1}, {4, 2}), {});
    editor.endStroke();
    EXPECT_GT(count(editor.labels(), Core), 0);
    editor.undo();
    EXPECT_EQ(count(editor.labels(), Core), 0);
    EXPECT_FALSE(editor.canUndo());
}

TEST(LabelEditor, UndoInTheMidstOfAStrokeTakesWhatWasDrawnSoFar)
{
    LabelEditor editor(row());
    editor.beginStroke();
    editor.paint({{0, 1}}, {});
    editor.paint({{1, 1}}, {});
    editor.undo();
    EXPECT_EQ(editor.labels().voxels(), row().voxels());
    EXPECT_TRUE(editor.canRedo());
}

TEST(LabelEditor, AnEmptyStrokeLeavesNoStepAndForgetsNothing)
{
    LabelEditor editor(row());
    editor.paint({{0, 2}}, {});
    editor.undo();
    editor.beginStroke();
    editor.paint({{4, 2}}, {});  // core already
    editor.endStroke();
    EXPECT_TRUE(editor.canRedo());
    EXPECT_FALSE(editor.canUndo());
}

TEST(LabelEditor, ANewStrokeForgetsWhatWasTakenBack)
{
    LabelEditor editor(row());
    editor.paint({{0, 1}}, {});
    editor.undo();
    editor.paint({{9, 1}}, {});
    EXPECT_FALSE(editor.canRedo());
    EXPECT_EQ(editor.labels().voxels().front(), Background);
}

TEST(LabelEditor, HistoryGrowsWithWhatChangedAndNotWithTheMap)
{
    const auto bytesAfterADab = [](const imaging::Index3& size) {
        LabelEditor editor(gridOf(size));
        editor.paint(brushed(editor.geometry(), {20, 20, 20}, {20, 20, 20}, {10, 2}), {});
        return editor.historyBytes();
    };
    EXPECT_EQ(bytesAfterADab({40, 40, 40}), bytesAfterADab({240, 240, 155}));
    EXPECT_LE(bytesAfterADab({240, 240, 155}), sizeof(EditStep) + 21 * sizeof(ChangedRun));  // 21 rows, one run each
}

TEST(LabelEditor, LeavesTheMapItWasMadeFromAsItIs)
{
    const auto original = row();
    LabelEditor editor(original);
    editor.paint(all, {});
    EXPECT_EQ(original.voxels(), row().voxels());
}

TEST(Copying, TakesOneLabelAsTheOtherSegmentationHasIt)
{
    const imaging::LabelMap other(row().geometry(), {1, 0, 2, 2, 2, 0, 0, 1, 1, 1});
    const auto after = [&](const PaintRule& rule) {
        LabelEditor editor(row());
        editor.write(copied(editor, other, rule));
        return editor.labels().voxels();
    };
    EXPECT_EQ(after({Core, true}), (Voxels{0, 0, 2, 2, 2, 0, 1, 1, 0, 0}));
    EXPECT_EQ(after({Oedema, true}), (Voxels{1, 0, 1, 1, 2, 2, 0, 1, 1, 1}));
    EXPECT_EQ(after({Oedema, false}), (Voxels{1, 0, 2, 2, 2, 2, 0, 1, 1, 1}));
    LabelEditor editor(row());
    EXPECT_THROW(copied(editor, gridOf({9, 1, 1}), {}), Error);
}

}  // namespace
}  // namespace metrisk::segmentation::editing
