#include "tests/support/Phantom.h"
#include "ui/views/CaseView.h"
#include "ui/views/ViewKeys.h"

#include <QApplication>
#include <QImage>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

#include <numbers>

namespace metrisk::ui::views {
namespace {

using imaging::Core;
using imaging::Oedema;
using segmentation::editing::LabelEditor;

constexpr int side = 601;  // two panes of 300 pixels and the line between them
constexpr imaging::Index3 lesionVoxel{41, 40, 37};
const QPoint axialPane{150, 150}, flairPane{450, 150}, coronalPane{150, 450}, sagittalPane{450, 450};

/// A view of the phantom with its contour under correction; voxels of 2 mm.
struct Correcting {
    CaseView view;
    std::shared_ptr<LabelEditor> editor = std::make_shared<LabelEditor>(phantom::label());
    QSignalSpy edits{&view, &CaseView::contourEdited};

    Correcting()
    {
        view.resize(side, side);
        view.showCase({phantom::t1ce(), phantom::flair(), phantom::label(), {}}, lesionVoxel);
        view.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&view));
        view.activateWindow();
        view.setFocus();
        picture();
        view.correct(editor);
        // As the window does: who else was changed meanwhile decides there what is taken back.
        QObject::connect(&view, &CaseView::undoRequested, [this] { step(editor->undo()); });
        QObject::connect(&view, &CaseView::redoRequested, [this] { step(editor->redo()); });
    }
    void step(const segmentation::editing::VoxelBox& box)
    {
        view.updateContour(editor->view(), box);
        picture();
    }

    QImage picture()
    {
        QApplication::processEvents();
        return view.grab().toImage().convertToFormat(QImage::Format_RGB32);
    }
    void set(const std::function<void(CorrectionSettings&)>& change)
    {
        auto settings = view.correction();
        change(settings);
        view.setCorrection(settings);
    }
    void move(const QPoint& to, Qt::MouseButton held = Qt::NoButton)
    {
        QMouseEvent event(QEvent::MouseMove, to, view.mapToGlobal(to), Qt::NoButton, held, Qt::NoModifier);
        QApplication::sendEvent(&view, &event);
    }
    void stroke(const QPoint& from, const QPoint& to)
    {
        QTest::mousePress(&view, Qt::LeftButton, Qt::NoModifier, from);
        for (int i = 1; i <= 5; ++i)
            move(from + (to - from) * i / 5, Qt::LeftButton);
        QTest::mouseRelease(&view, Qt::LeftButton, Qt::NoModifier, to);
        picture();
    }
    std::ptrdiff_t count(imaging::Label label) const
    {
        const auto labels = editor->labels();
        return std::count(labels.voxels().begin(), labels.voxels().end(), label);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(&view, key, modifiers); }
};

TEST(Correction, PaintsUnderThePointerAndLeavesTheCrosshair)
{
    Correcting shown;
    const auto crosshair = shown.view.viewState().crosshairMm;
    const QImage before = shown.picture();
    const auto core = shown.count(Core);
    shown.stroke(axialPane + QPoint(40, 30), axialPane + QPoint(70, 30));
    EXPECT_GT(shown.count(Core), core);
    EXPECT_EQ(shown.view.viewState().crosshairMm, crosshair);
    EXPECT_EQ(shown.edits.count(), 1);
    EXPECT_NE(shown.picture().copy(0, 0, 300, 300), before.copy(0, 0, 300, 300));
    EXPECT_NE(shown.picture().copy(301, 0, 300, 300), before.copy(301, 0, 300, 300));  // the FLAIR shows the same slice
}

TEST(Correction, ADabHasTheAreaOfTheCircleThatIsShown)
{
    Correcting shown;
    shown.set([](CorrectionSettings& settings) { settings.radiusMm = 20; });
    const auto core = shown.count(Core);
    shown.stroke(coronalPane + QPoint(50, 40), coronalPane + QPoint(50, 40));
    const double discMm2 = std::numbers::pi * 20 * 20;
    EXPECT_NEAR(double(shown.count(Core) - core) * 4, discMm2, 0.12 * discMm2);  // less where the core was already
}

TEST(Correction, UndoAndRedoByKeyGiveBackTheSameVoxelsAndPicture)
{
    Correcting shown;
    const QImage start = shown.picture();
    const auto original = shown.editor->labels().voxels();
    shown.stroke(axialPane, axialPane + QPoint(60, 20));
    const auto first = shown.editor->labels().voxels();
    shown.stroke(sagittalPane, sagittalPane + QPoint(-40, 20));
    shown.key(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(shown.editor->labels().voxels(), first);
    shown.key(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(shown.editor->labels().voxels(), original);
    shown.view.correct(nullptr);
    EXPECT_EQ(shown.picture(), start);
    shown.view.correct(shown.editor);
    shown.key(Qt::Key_Y, Qt::ControlModifier);
    EXPECT_EQ(shown.editor->labels().voxels(), first);
    shown.key(Qt::Key_Z, Qt::ControlModifier);
    shown.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(shown.editor->labels().voxels(), first);
    EXPECT_EQ(shown.edits.count(), 2);  // the strokes; undo and redo are no edits of the view
}

TEST(Correction, UndoWithTheButtonStillDownTakesTheWholeStrokeBack)
{
    Correcting shown;
    const auto original = shown.editor->labels().voxels();
    QTest::mousePress(&shown.view, Qt::LeftButton, Qt::NoModifier, axialPane + QPoint(40, 30));
    shown.move(axialPane + QPoint(70, 30), Qt::LeftButton);
    shown.key(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(shown.edits.count(), 1);
    EXPECT_EQ(shown.editor->labels().voxels(), original);
    shown.move(axialPane + QPoint(70, 60), Qt::LeftButton);
    QTest::mouseRelease(&shown.view, Qt::LeftButton, Qt::NoModifier, axialPane + QPoint(70, 60));
    EXPECT_EQ(shown.editor->labels().voxels(), original);
    EXPECT_EQ(shown.edits.count(), 1);
}

TEST(Correction, KeysChooseToolLabelRadiusAndSpace)
{
    Correcting shown;
    QSignalSpy changes(&shown.view, &CaseView::correctionChanged);
    const double radius = shown.view.correction().radiusMm;
    shown.key(Qt::Key_Plus);
    EXPECT_GT(shown.view.correction().radiusMm, radius);
    shown.key(Qt::Key_Minus);
    EXPECT_EQ(shown.view.correction().radiusMm, radius);
    shown.key(Qt::Key_E);
    EXPECT_EQ(shown.view.correction().tool, CorrectionTool::Erase);
    shown.key(Qt::Key_X);
    EXPECT_EQ(shown.view.correction().rule.label, Oedema);
    shown.key(Qt::Key_N);
    EXPECT_TRUE(shown.view.correction().inSpace);
    EXPECT_EQ(changes.count(), 5);
    shown.key(Qt::Key_D);  // the views' own keys go on working
    EXPECT_GT(shown.view.viewState().labelFillOpacity, 0.0);
}

TEST(Correction, ErasesAndPaintsInSpace)
{
    Correcting shown;
    shown.set([](CorrectionSettings& settings) { settings.radiusMm = 6, settings.tool = CorrectionTool::Erase; });
    const auto core = shown.count(Core);
    shown.stroke(axialPane - QPoint(33, 16), axialPane - QPoint(33, 16));  // in the lesion
    const auto flat = core - shown.count(Core);
    EXPECT_GT(flat, 0);
    shown.key(Qt::Key_Z, Qt::ControlModifier);
    shown.set([](CorrectionSettings& settings) { settings.inSpace = true; });
    shown.stroke(axialPane - QPoint(33, 16), axialPane - QPoint(33, 16));
    EXPECT_GT(core - shown.count(Core), 3 * flat);
}

TEST(Correction, ThresholdPaintsOnlyWhatLiesInTheRange)
{
    Correcting shown;
    const auto t1ce = phantom::t1ce();
    const double low = 0.9 * double(t1ce.at(lesionVoxel));  // the core is the brightest thing round here
    shown.set([&](CorrectionSettings& settings) {
        settings.tool = CorrectionTool::Threshold;
        settings.rule = {Oedema, false};
        settings.radiusMm = 30;
        settings.thresholdLow = low;
        settings.thresholdHigh = 1e6;
    });
    const auto core = shown.count(Core);
    shown.stroke(axialPane - QPoint(60, 16), axialPane - QPoint(10, 16));
    EXPECT_LT(shown.count(Core), core);
    const auto before = phantom::label(), after = shown.editor->labels();
    for (std::size_t i = 0; i < after.voxels().size(); ++i)
        if (after.voxels()[i] != before.voxels()[i]) {
            EXPECT_GE(double(t1ce.voxels()[i]), low);
        }
}

TEST(Correction, PolygonIsClosedByEnterOrDoubleClickAndDroppedByEscape)
{
    Correcting shown;
    shown.key(Qt::Key_P);
    const auto core = shown.count(Core);
    const auto click = [&](const QPoint& at) { QTest::mouseClick(&shown.view, Qt::LeftButton, Qt::NoModifier, at); };
    const auto square = [&](const QPoint& middle) {
        for (const QPoint corner : {QPoint(-20, -20), QPoint(20, -20), QPoint(20, 20), QPoint(-20, 20)})
            click(middle + corner);
    };
    square(axialPane + QPoint(50, 50));
    EXPECT_EQ(shown.count(Core), core);  // not before it is closed
    click(axialPane + QPoint(0, 90));
    shown.key(Qt::Key_Z, Qt::ControlModifier);  // takes that corner, and no step of the contour
    shown.key(Qt::Key_Return);
    const auto filled = shown.count(Core) - core;
    EXPECT_GT(filled, 0);

    square(axialPane + QPoint(50, -50));
    shown.key(Qt::Key_Escape);
    EXPECT_TRUE(shown.view.corrects());  // only the polygon went
    EXPECT_EQ(shown.count(Core), core + filled);

    square(flairPane + QPoint(50, -50));
    QTest::mouseDClick(&shown.view, Qt::LeftButton, Qt::NoModifier, flairPane + QPoint(30, -50));
    EXPECT_NEAR(double(shown.count(Core) - core - filled), double(filled), 0.25 * double(filled));
    EXPECT_EQ(shown.edits.count(), 2);
}

TEST(Correction, FillsHolesSmoothsAndInterpolatesInOneStepEach)
{
    Correcting shown;
    shown.set([](CorrectionSettings& settings) {
        settings.inSpace = true, settings.radiusMm = 3, settings.tool = CorrectionTool::Erase;
    });
    const auto core = shown.count(Core);
    shown.stroke(axialPane - QPoint(33, 16), axialPane - QPoint(33, 16));
    ASSERT_LT(shown.count(Core), core);
    shown.view.act(CorrectionAct::FillHoles);
    EXPECT_EQ(shown.count(Core), core);
    shown.step(shown.editor->undo());
    EXPECT_LT(shown.count(Core), core);
    shown.view.act(CorrectionAct::Smooth);
    EXPECT_TRUE(shown.editor->canUndo());
    shown.view.copyContour(phantom::label());
    EXPECT_EQ(shown.count(Core), core);
}

TEST(Correction, EscapeLeavesItAndTheLeftButtonMovesTheCrosshairAgain)
{
    Correcting shown;
    QSignalSpy ended(&shown.view, &CaseView::correctionEnded);
    shown.stroke(axialPane, axialPane + QPoint(20, 0));
    const auto edited = shown.editor->labels().voxels();
    shown.key(Qt::Key_Escape);
    EXPECT_EQ(ended.count(), 1);
    EXPECT_FALSE(shown.view.corrects());
    const auto crosshair = shown.view.viewState().crosshairMm;
    shown.stroke(axialPane + QPoint(60, 0), axialPane + QPoint(60, 20));
    EXPECT_NE(shown.view.viewState().crosshairMm, crosshair);
    EXPECT_EQ(shown.editor->labels().voxels(), edited);
}

TEST(Correction, ShowsTheBrushOnlyWhereThePointerIs)
{
    Correcting shown;
    const QImage without = shown.picture();
    shown.move(axialPane);
    const QImage with = shown.picture();
    EXPECT_NE(with, without);
    EXPECT_EQ(with.copy(0, 301, 601, 300), without.copy(0, 301, 601, 300));  // coronal and sagittal
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&shown.view, &leave);
    EXPECT_EQ(shown.picture(), without);
}

TEST(Correction, TheHeadIn3DFollowsAStrokeByItself)
{
    Correcting shown;
    auto state = shown.view.viewState();
    state.layout = rendering::Layout::Planes3D;
    shown.view.setViewState(state);
    shown.picture();
    shown.set([](CorrectionSettings& settings) { settings.inSpace = true, settings.radiusMm = 20; });
    const QRect head(301, 0, 300, 300);
    const QImage before = shown.picture().copy(head);
    shown.stroke(axialPane + QPoint(40, 30), axialPane + QPoint(70, 30));
    EXPECT_TRUE(QTest::qWaitFor([&] { return shown.picture().copy(head) != before; }, 20'000));
    const QImage painted = shown.picture().copy(head);
    shown.key(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_TRUE(QTest::qWaitFor([&] { return shown.picture().copy(head) == before; }, 20'000));
    shown.key(Qt::Key_Y, Qt::ControlModifier);
    EXPECT_TRUE(QTest::qWaitFor([&] { return shown.picture().copy(head) == painted; }, 20'000));
}

TEST(Correction, AnotherCaseEndsIt)
{
    Correcting shown;
    shown.view.showCase({phantom::t1ce(), phantom::flair(), phantom::label(), {}}, lesionVoxel);
    EXPECT_FALSE(shown.view.corrects());
    shown.key(Qt::Key_Z, Qt::ControlModifier);  // nothing to undo, and no harm
    shown.view.clear();
    shown.step({{0, 0, 0}, {1, 1, 1}});
    shown.view.correct(shown.editor);
    EXPECT_FALSE(shown.view.corrects());
}

TEST(ViewKeys, RadiusGoesUpAndDownThroughTheSameValues)
{
    std::vector<double> up;
    for (double radius = smallestRadiusMm; radius < largestRadiusMm; radius = steppedRadiusMm(radius, 1))
        up.push_back(radius);
    EXPECT_EQ(up.size(), 9U + 25U);  // 0.5 to 4.5 in halves, 5 to 29
    for (double radius = largestRadiusMm; !up.empty(); up.pop_back()) {
        radius = steppedRadiusMm(radius, -1);
        EXPECT_EQ(radius, up.back());
    }
    EXPECT_EQ(steppedRadiusMm(smallestRadiusMm, -1), smallestRadiusMm);
    EXPECT_EQ(steppedRadiusMm(largestRadiusMm, 1), largestRadiusMm);
    EXPECT_EQ(steppedRadiusMm(4.2, 1), 4.5);
}

}  // namespace
}  // namespace metrisk::ui::views
