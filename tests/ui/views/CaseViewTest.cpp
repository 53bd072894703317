#include "tests/support/Phantom.h"
#include "ui/views/CaseView.h"

#include <QApplication>
#include <QImage>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <gtest/gtest.h>

namespace metrisk::ui::views {
namespace {

using rendering::Layout;

constexpr int side = 601;  // two panes of 300 pixels and the line between them

preprocessing::PreparedCase phantomCase()
{
    return {phantom::t1ce(), phantom::flair(), phantom::label(), {}};
}

constexpr imaging::Index3 lesionVoxel{41, 40, 37};  // R 19 A 9 S 15: in the phantom's lesion

/// A view of the phantom on the screen, drawn once.
struct Shown {
    CaseView view;

    Shown()
    {
        view.resize(side, side);
        view.showCase(phantomCase(), lesionVoxel);
        view.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&view));
        view.activateWindow();
        view.setFocus();
        picture();
    }

    QImage picture()
    {
        QApplication::processEvents();
        return view.grab().toImage().convertToFormat(QImage::Format_RGB32);
    }

    Eigen::Vector3d crosshair() const { return view.viewState().crosshairMm; }

    void wheel(const QPoint& at, int notches, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWheelEvent event(at, view.mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(&view, &event);
        picture();
    }
    void key(Qt::Key key) { QTest::keyClick(&view, key); }
    void drag(const QPoint& from, const QPoint& to, Qt::MouseButton button,
              Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mousePress(&view, button, modifiers, from);
        QMouseEvent move(QEvent::MouseMove, to, view.mapToGlobal(to), Qt::NoButton, button, modifiers);
        QApplication::sendEvent(&view, &move);
        QTest::mouseRelease(&view, button, modifiers, to);
        picture();
    }
};

const QPoint axialPane{150, 150}, flairPane{450, 150}, coronalPane{150, 450}, sagittalPane{450, 450};

double shareOfBlack(const QImage& image, const QRect& part)
{
    int black = 0;
    for (int y = part.top(); y <= part.bottom(); ++y)
        for (int x = part.left(); x <= part.right(); ++x)
            black += qGray(image.pixel(x, y)) < 8;
    return double(black) / (part.width() * part.height());
}

TEST(CaseView, InvitesToOpenACaseBeforeThereIsOne)
{
    CaseView view;
    view.resize(side, side);
    view.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&view));
    const auto* label = view.findChild<QLabel*>();
    ASSERT_TRUE(label);
    EXPECT_TRUE(label->isVisible());
    EXPECT_EQ(label->text(), "Open T1-CE, FLAIR and label, or drop them here.");
    view.showCase(phantomCase(), lesionVoxel);
    EXPECT_FALSE(label->isVisible());
    view.clear();
    EXPECT_TRUE(label->isVisible());
}

TEST(CaseView, GrabbedPictureShowsEveryPane)
{
    Shown shown;
    for (const auto layout : {Layout::Review, Layout::Planes3D}) {
        auto state = shown.view.viewState();
        state.layout = layout;
        shown.view.setViewState(state);
        const QImage picture = shown.picture();
        for (const QPoint& middle : {axialPane, flairPane, coronalPane, sagittalPane}) {
            const double black = shareOfBlack(picture, QRect(middle - QPoint(60, 60), QSize(120, 120)));
            EXPECT_LT(black, 0.5) << middle.x() << " " << middle.y();
        }
    }
}

TEST(CaseView, DrawsContoursInTheirColours)
{
    Shown shown;
    const QImage picture = shown.picture();
    int core = 0, oedema = 0;
    for (int y = 0; y < 300; ++y)
        for (int x = 0; x < 300; ++x) {
            const QColor color = picture.pixelColor(x, y);
            core += color.red() > color.blue() + 100 && color.green() > 120;
            oedema += color.blue() > color.red() + 50;
        }
    EXPECT_GT(core, 40);
    EXPECT_GT(oedema, 40);
}

TEST(CaseView, SeparatesPanesByAThinLine)
{
    Shown shown;
    const QImage picture = shown.picture();
    EXPECT_EQ(picture.pixelColor(300, 20), QColor("#2b313b"));
    EXPECT_EQ(picture.pixelColor(20, 300), QColor("#2b313b"));
}

TEST(CaseView, WheelMovesOneSliceTowardsTheTopOfTheHead)
{
    Shown shown;
    const auto before = shown.crosshair();
    shown.wheel(axialPane, 1);
    EXPECT_NEAR(shown.crosshair().z(), before.z() + 2.0, 1e-9);  // the phantom's slices are 2 mm apart
    shown.wheel(axialPane, -3);
    EXPECT_NEAR(shown.crosshair().z(), before.z() - 4.0, 1e-9);
    shown.wheel(coronalPane, 1);
    EXPECT_NEAR(shown.crosshair().y(), before.y() - 2.0, 1e-9);  // towards the front
    shown.wheel(sagittalPane, 1);
    EXPECT_NEAR(shown.crosshair().x(), before.x() - 2.0, 1e-9);  // towards the right
}

TEST(CaseView, ClickMovesTheCrosshairWhereTheScaleBarSaysItIs)
{
    Shown shown;
    const auto click = [&](const QPoint& at) {
        QTest::mouseClick(&shown.view, Qt::LeftButton, Qt::NoModifier, at);
        shown.picture();
        return shown.crosshair();
    };
    // 60 pixels to the right in the axial pane is towards the patient's left, 40 up towards the front.
    const auto middle = click(axialPane);
    const auto moved = click(axialPane + QPoint(60, -40));
    const double mmPerPixel = (moved.x() - middle.x()) / 60;
    EXPECT_GT(mmPerPixel, 0.3);
    EXPECT_NEAR(moved.y(), middle.y() - 40 * mmPerPixel, 2.01);  // whole voxels
    EXPECT_EQ(moved.z(), middle.z());
    // The coronal pane, at the same zoom: 60 pixels down is towards the feet.
    const auto upper = click(coronalPane + QPoint(0, -30)), lower = click(coronalPane + QPoint(0, 30));
    EXPECT_NEAR(lower.z(), upper.z() - 60 * mmPerPixel, 4.01);
    // In the sagittal pane the nose points to the left.
    const auto nose = click(sagittalPane - QPoint(30, 0)), back = click(sagittalPane + QPoint(30, 0));
    EXPECT_NEAR(back.y(), nose.y() + 60 * mmPerPixel, 4.01);
}

TEST(CaseView, ClickOnTheRightFrontBarPutsTheCrosshairThere)
{
    Shown shown;
    auto state = shown.view.viewState();
    state.crosshairMm = {1, 1, 1};
    shown.view.setViewState(state);
    const QImage picture = shown.picture();
    // The bar is the brightest thing in this slice; find it on the screen and click it.
    double x = 0, y = 0, count = 0;
    for (int row = 30; row < 270; ++row)
        for (int column = 30; column < 270; ++column)
            if (const QColor color = picture.pixelColor(column, row); color.green() > 220 && color.blue() > 220) {
                x += column;
                y += row;
                ++count;
            }
    ASSERT_GT(count, 20);
    QTest::mouseClick(&shown.view, Qt::LeftButton, Qt::NoModifier, QPoint(int(x / count), int(y / count)));
    EXPECT_NEAR(shown.crosshair().x(), -36, 3);    // right
    EXPECT_NEAR(shown.crosshair().y(), -27.5, 3);  // front
}

TEST(CaseView, KeysChangeWhatIsShown)
{
    Shown shown;
    QSignalSpy changes(&shown.view, &CaseView::viewStateChanged);
    const auto start = shown.view.viewState();
    shown.key(Qt::Key_S);
    EXPECT_FALSE(shown.view.viewState().labelVisible);
    shown.key(Qt::Key_D);
    EXPECT_NEAR(shown.view.viewState().labelFillOpacity, 0.1, 1e-9);
    shown.key(Qt::Key_M);
    EXPECT_FALSE(shown.view.viewState().relevanceVisible);
    shown.key(Qt::Key_BracketRight);
    EXPECT_NEAR(shown.view.viewState().relevanceThreshold, 0.05, 1e-9);
    shown.key(Qt::Key_T);
    EXPECT_EQ(shown.view.viewState().base, rendering::BaseImage::Flair);
    shown.key(Qt::Key_V);
    EXPECT_EQ(shown.view.viewState().layout, Layout::Planes3D);
    EXPECT_EQ(changes.count(), 6);
    shown.key(Qt::Key_Up);
    EXPECT_NEAR(shown.crosshair().z(), start.crosshairMm.z() + 2, 1e-9);
    shown.key(Qt::Key_End);
    EXPECT_NEAR(shown.crosshair().z(), 59, 1e-9);  // the topmost slice of 60, 2 mm apart, centred on 0
    shown.key(Qt::Key_Home);
    EXPECT_NEAR(shown.crosshair().z(), -59, 1e-9);
}

TEST(CaseView, PresetsAndResetActOnTheGreys)
{
    Shown shown;
    QTest::mouseMove(&shown.view, flairPane);
    shown.wheel(flairPane, 1);
    const auto start = shown.view.viewState();
    shown.key(Qt::Key_2);
    EXPECT_NE(shown.view.viewState().flair, start.flair);
    EXPECT_EQ(shown.view.viewState().t1ce, start.t1ce);
    shown.key(Qt::Key_R);
    EXPECT_EQ(shown.view.viewState().flair, start.flair);
}

TEST(CaseView, KeysDoNothingWithoutFocus)
{
    QWidget window;
    auto* view = new CaseView(&window);
    auto* other = new QWidget(&window);
    other->setFocusPolicy(Qt::StrongFocus);
    view->showCase(phantomCase(), lesionVoxel);
    view->resize(side, side);
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    window.activateWindow();
    other->setFocus();
    QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : other, Qt::Key_S);
    EXPECT_TRUE(view->viewState().labelVisible);
}

TEST(CaseView, ZoomsAtThePointerAndKeepsTheZoomInRange)
{
    Shown shown;
    const QPoint at = axialPane + QPoint(50, -30);
    QTest::mouseClick(&shown.view, Qt::LeftButton, Qt::NoModifier, at);
    const auto before = shown.crosshair();
    shown.wheel(at, 5, Qt::ControlModifier);
    EXPECT_NEAR(shown.view.viewState().zoom, std::pow(1.15, 5), 1e-9);
    QTest::mouseClick(&shown.view, Qt::LeftButton, Qt::NoModifier, at);
    EXPECT_EQ(shown.crosshair(), before);  // what was under the pointer still is
    shown.wheel(at, 100, Qt::ControlModifier);
    EXPECT_LE(shown.view.viewState().zoom, rendering::largestZoom);
    shown.key(Qt::Key_R);
    EXPECT_EQ(shown.view.viewState().zoom, 1.0);
}

TEST(CaseView, PansWithTheMiddleButtonAndWithShift)
{
    const std::pair<Qt::MouseButton, Qt::KeyboardModifier> hands[] = {{Qt::MiddleButton, Qt::NoModifier},
                                                                      {Qt::LeftButton, Qt::ShiftModifier}};
    for (const auto& [button, modifier] : hands) {
        Shown shown;
        const QPoint point = axialPane + QPoint(3, 3);  // well inside a voxel
        QTest::mouseClick(&shown.view, Qt::LeftButton, Qt::NoModifier, point);
        const auto before = shown.crosshair();
        shown.drag(point, point + QPoint(40, 25), button, modifier);
        EXPECT_EQ(shown.crosshair(), before);
        QTest::mouseClick(&shown.view, Qt::LeftButton, Qt::NoModifier, point + QPoint(40, 25));
        EXPECT_EQ(shown.crosshair(), before);  // the picture went with the hand
    }
}

TEST(CaseView, RightDragZoomsAndControlDragChangesTheGreys)
{
    Shown shown;
    shown.drag(axialPane, axialPane - QPoint(0, 30), Qt::RightButton);
    EXPECT_GT(shown.view.viewState().zoom, 1.2);
    const auto start = shown.view.viewState();
    shown.drag(axialPane, axialPane + QPoint(30, -30), Qt::LeftButton, Qt::ControlModifier);
    EXPECT_GT(shown.view.viewState().t1ce.window, start.t1ce.window);
    EXPECT_LT(shown.view.viewState().t1ce.level, start.t1ce.level);
    EXPECT_EQ(shown.view.viewState().crosshairMm, start.crosshairMm);
}

TEST(CaseView, DoubleClickMakesOnePaneLargeAndBack)
{
    Shown shown;
    const QImage before = shown.picture();
    QTest::mouseDClick(&shown.view, Qt::LeftButton, Qt::NoModifier, sagittalPane);
    QImage large = shown.picture();
    EXPECT_NE(large.pixelColor(300, 20), QColor("#2b313b"));
    QTest::mouseDClick(&shown.view, Qt::LeftButton, Qt::NoModifier, sagittalPane);
    EXPECT_EQ(shown.picture().pixelColor(300, 20), before.pixelColor(300, 20));
}

TEST(CaseView, DraggingThe3DViewTurnsItAndLeavesTheCrosshair)
{
    Shown shown;
    shown.key(Qt::Key_V);
    const QImage before = shown.picture();
    const auto crosshair = shown.crosshair();
    shown.drag(flairPane, flairPane + QPoint(80, 0), Qt::LeftButton);
    const QImage after = shown.picture();
    EXPECT_EQ(shown.crosshair(), crosshair);
    EXPECT_NE(before.copy(301, 0, 300, 300), after.copy(301, 0, 300, 300));
    EXPECT_EQ(before.copy(0, 0, 300, 300), after.copy(0, 0, 300, 300));
}

TEST(CaseView, ShowsRelevanceOnTheFlairAndHidesItAgain)
{
    Shown shown;
    const QImage plain = shown.picture();
    auto options = phantom::Options{};
    const auto geometry = phantom::geometry(options);
    shown.view.showRelevance(imaging::Volume(geometry, std::vector<float>(geometry.voxelCount(), 0.8F)));
    const QImage coloured = shown.picture();
    const QRect flair(301, 0, 300, 300), axial(0, 0, 300, 300);
    EXPECT_NE(plain.copy(flair), coloured.copy(flair));
    EXPECT_EQ(plain.copy(axial), coloured.copy(axial));
    shown.key(Qt::Key_M);
    EXPECT_EQ(plain.copy(flair), shown.picture().copy(flair));
    shown.key(Qt::Key_M);
    shown.view.showRelevance(std::nullopt);
    EXPECT_EQ(plain, shown.picture());
}

TEST(CaseView, StoredStateComesBackAsItWasLeft)
{
    Shown shown;
    shown.wheel(axialPane, 4);
    shown.key(Qt::Key_D);
    shown.key(Qt::Key_3);
    const auto stored = rendering::viewStateToJson(shown.view.viewState());
    Shown again;
    again.view.setViewState(rendering::viewStateFromJson(stored));
    EXPECT_EQ(again.view.viewState(), shown.view.viewState());
    EXPECT_EQ(again.picture(), shown.picture());
}

TEST(CaseView, SurvivesBeingMadeAndDestroyedManyTimes)
{
    for (int round = 0; round < 10; ++round) {
        Shown shown;
        if (round % 3 == 0)
            shown.view.clear();
        if (round % 3 == 1)
            shown.view.showCase(phantomCase(), lesionVoxel);  // a second case replaces the first
        if (round % 2 == 0)
            shown.key(Qt::Key_V);
        shown.picture();
    }
}

TEST(CaseView, SurvivesMovingToAnotherWindow)
{
    QWidget first, second;
    first.resize(side, side);
    second.resize(side, side);
    auto* view = new CaseView(&first);
    view->resize(side, side);
    view->showCase(phantomCase(), lesionVoxel);
    first.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&first));
    const QImage before = view->grab().toImage();
    view->setParent(&second);
    view->show();
    second.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&second));
    QApplication::processEvents();
    EXPECT_EQ(view->grab().toImage(), before);
}

}  // namespace
}  // namespace metrisk::ui::views
