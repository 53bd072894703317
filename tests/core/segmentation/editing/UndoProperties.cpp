// What must hold of any series of edits, tried on drawn ones (RapidCheck).
#include "core/segmentation/editing/Brush.h"
#include "core/segmentation/editing/Copying.h"
#include "core/segmentation/editing/HoleFilling.h"
#include "core/segmentation/editing/Polygon.h"
#include "core/segmentation/editing/SliceInterpolation.h"
#include "core/segmentation/editing/Smoothing.h"
#include "tests/core/segmentation/editing/EditingGrid.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace metrisk::segmentation::editing {
namespace {

const imaging::Index3 size{24, 20, 16};

double place(int axis)
{
    return *rc::gen::inRange(-20, size[std::size_t(axis)] * 10 + 20) / 10.0;
}

PaintRule drawnRule()
{
    return {*rc::gen::element(imaging::Oedema, imaging::Core), *rc::gen::arbitrary<bool>()};
}

Region drawnBrush(const LabelEditor& editor)
{
    const Brush brush{*rc::gen::inRange(0, 60) / 10.0,
                      *rc::gen::element(std::optional<int>(), std::optional(0), std::optional(1), std::optional(2))};
    return brushed(editor.geometry(), {place(0), place(1), place(2)}, {place(0), place(1), place(2)}, brush);
}

Region drawnPolygon(const LabelEditor& editor)
{
    const auto plane = imaging::sliceGeometry(
        editor.geometry(), *rc::gen::element(imaging::Plane::Axial, imaging::Plane::Coronal, imaging::Plane::Sagittal));
    std::vector<Eigen::Vector2d> corners;
    for (int i = *rc::gen::inRange(0, 8); i > 0; --i)
        corners.push_back({place(plane.columnAxis), place(plane.rowAxis)});
    return insidePolygon(size, plane, *rc::gen::inRange(0, size[std::size_t(plane.sliceAxis)]), corners);
}

/// One change of a drawn kind.
VoxelBox edit(LabelEditor& editor)
{
    const auto rule = drawnRule();
    const Eigen::Vector3d spacing = editor.geometry().spacingMm();
    switch (*rc::gen::inRange(0, 8)) {
    case 0: return editor.erase(drawnBrush(editor), rule);
    case 1: return editor.paint(drawnPolygon(editor), rule);
    case 2: return editor.paint(holesIn(editor.view(), rule.label), rule);
    case 3: return editor.write(smoothed(editor.view(), spacing, rule.label, 1.5));
    case 4: return editor.paint(betweenSlices(editor.view(), spacing, rule.label, 2, 8), rule);
    case 5: return editor.write(copied(editor, gridOf(size, {1, 1, 2}, std::uint8_t(*rc::gen::inRange(0, 3))), rule));
    default: return editor.paint(drawnBrush(editor), rule);
    }
}

bool differsOnlyInside(const imaging::LabelMap& a, const imaging::LabelMap& b, const VoxelBox& box)
{
    return regionWhere(size, [&](int x, int y, int z) {
               const bool in = x >= box.low[0] && x <= box.high[0] && y >= box.low[1] && y <= box.high[1] && z >= box.low[2] && z <= box.high[2];
               return !in && a.at(x, y, z) != b.at(x, y, z);
           }).empty();
}

RC_GTEST_PROP(UndoProperty, UndoAndRedoGiveBackTheSameBytesHoweverManyStrokes, ())
{
    LabelEditor editor(gridOf(size, {1, 1, 2}));
    const auto first = editor.labels().voxels();
    const int strokes = *rc::gen::inRange(1, 60);
    for (int i = 0; i < strokes; ++i) {
        editor.beginStroke();
        for (int dabs = *rc::gen::inRange(1, 4); dabs > 0; --dabs)
            edit(editor);
        editor.endStroke();
    }
    const auto last = editor.labels().voxels();
    std::vector<std::vector<std::uint8_t>> back;
    while (editor.canUndo()) {
        back.push_back(editor.labels().voxels());
        editor.undo();
    }
    RC_ASSERT(editor.labels().voxels() == first);
    for (auto state = back.rbegin(); state != back.rend(); ++state) {
        editor.redo();
        RC_ASSERT(editor.labels().voxels() == *state);
    }
    RC_ASSERT(editor.labels().voxels() == last);
}

RC_GTEST_PROP(UndoProperty, NothingChangesOutsideTheBoxThatIsTold, ())
{
    LabelEditor editor(gridOf(size, {1, 1, 2}));
    for (int i = *rc::gen::inRange(1, 12); i > 0; --i) {
        const auto before = editor.labels();
        const auto box = edit(editor);
        RC_ASSERT(differsOnlyInside(before, editor.labels(), box));
        const auto after = editor.labels();
        if (!box.empty()) {
            RC_ASSERT(differsOnlyInside(after, before, editor.undo()));
            RC_ASSERT(editor.labels().voxels() == before.voxels());
            editor.redo();
        }
    }
}

RC_GTEST_PROP(UndoProperty, AProtectedCoreIsNeverLostToOedema, ())
{
    LabelEditor editor(gridOf(size, {1, 1, 2}));
    for (int i = *rc::gen::inRange(1, 10); i > 0; --i)
        edit(editor);
    const auto before = editor.labels();
    const PaintRule rule{imaging::Oedema, true};
    editor.paint(drawnBrush(editor), rule);
    editor.erase(drawnBrush(editor), rule);
    editor.paint(holesIn(editor.view(), rule.label), rule);
    editor.write(smoothed(editor.view(), {1, 1, 2}, rule.label, 1.5));
    editor.paint(betweenSlices(editor.view(), {1, 1, 2}, rule.label, 1, 8), rule);
    for (std::size_t i = 0; i < before.voxels().size(); ++i)
        RC_ASSERT((before.voxels()[i] == imaging::Core) == (editor.labels().voxels()[i] == imaging::Core));
}

}  // namespace
}  // namespace metrisk::segmentation::editing
