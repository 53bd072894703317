#include "tests/integration/WindowFixture.h"

#include "core/analysis/CorrectedContour.h"
#include "core/imaging/Reorientation.h"
#include "core/io/VolumeFiles.h"
#include "core/reporting/Report.h"
#include "ui/panels/Controls.h"
#include "ui/views/CaseView.h"

#include <QApplication>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include <sqlite3.h>

#include <algorithm>

// The contour corrected by hand in the real window: volumes, undo, a second prediction beside the first, what is kept.
namespace metrisk {
namespace {

using ui::panels::text;

class WindowCorrection : public WindowFixture {
protected:
    const ui::panels::CaseSession& session() const { return m_services->controller().session(); }
    ui::panels::CaseController& controller() const { return m_services->controller(); }
    ui::views::CaseView* view() const { return m_services->window().findChild<ui::views::CaseView*>(); }
    double coreMl() const { return session().opened->lesions.index().volumeCoreMl; }
    std::vector<std::uint8_t> label() const { return session().opened->prepared.label.voxels(); }

    bool beginCorrection()
    {
        view()->grab();  // the panes are laid out when they are drawn
        click("correctContour");
        return view()->corrects() && part<QWidget>("correctionTools")->isVisible();
    }
    /// A stroke in the axial pane, from the middle of the pane by so many pixels.
    void stroke(const QPoint& from, const QPoint& to)
    {
        const QPoint middle(view()->width() / 4, view()->height() / 4);
        QTest::mousePress(view(), Qt::LeftButton, Qt::NoModifier, middle + from);
        for (int i = 1; i <= 4; ++i) {
            const QPoint at = middle + from + (to - from) * i / 4;
            QMouseEvent move(QEvent::MouseMove, at, view()->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(view(), &move);
        }
        QTest::mouseRelease(view(), Qt::LeftButton, Qt::NoModifier, middle + to);
    }
    /// Opens the menu and clicks one of its lines.
    bool copyFrom(const QString& words)
    {
        auto* menu = part<QToolButton>("correctCopy")->menu();
        bool found = false;
        QTimer opened;  // while the menu is open, the click that opened it does not return
        QObject::connect(&opened, &QTimer::timeout, menu, [&] {
            if (!menu->isVisible())
                return;
            opened.stop();
            for (auto* line : menu->actions())
                if (line->text() == words) {
                    found = true;
                    QTest::mouseClick(menu, Qt::LeftButton, Qt::NoModifier, menu->actionGeometry(line).center());
                }
            menu->close();
        });
        opened.start(10);
        click("correctCopy");
        QApplication::processEvents();
        return found;
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(view(), key, modifiers); }
    bool measured()
    {
        return waitFor([this] { return !session().contourPending; });
    }
    bool analyseAgain()
    {
        click("stageClinical");
        if (!waitFor([this] { return analyseEnabled(); }))
            return false;
        const int predictions = session().predictions;
        click("analyse");
        return waitFor([&] { return session().kept && session().predictions == predictions + 1; }) && waitUntilIdle();
    }
};

TEST_F(WindowCorrection, AStrokeChangesTheVolumeAndUndoRestoresIt)
{
    ASSERT_TRUE(openPhantom());
    const auto original = label();
    const double before = coreMl();
    ASSERT_TRUE(beginCorrection());
    stroke({-20, -10}, {40, 30});
    EXPECT_TRUE(session().contourPending);
    EXPECT_EQ(labelText("contourStanding"), "corrected, not yet analysed");
    ASSERT_TRUE(measured());
    EXPECT_GT(coreMl(), before);
    EXPECT_EQ(session().opened->contour->sha256, analysis::contourDigest(session().opened->prepared.label));
    key(Qt::Key_Z, Qt::ControlModifier);
    ASSERT_TRUE(measured());
    EXPECT_EQ(coreMl(), before);
    EXPECT_EQ(label(), original);
    EXPECT_FALSE(session().opened->contour);
    EXPECT_FALSE(part<QLabel>("contourStanding")->isVisible());
    key(Qt::Key_Y, Qt::ControlModifier);
    ASSERT_TRUE(measured());
    EXPECT_GT(coreMl(), before);
}

TEST_F(WindowCorrection, ASecondPredictionStandsBesideTheStoredOne)
{
    ASSERT_TRUE(analysePhantom());
    const auto stored = analysis::resultToJson(keptCase().predictions.at(0).result);
    const auto headline = labelText("riskHeadline");
    ASSERT_TRUE(beginCorrection());
    part<QDoubleSpinBox>("correctRadius")->setValue(12);
    stroke({-20, -10}, {60, 40});
    ASSERT_TRUE(measured());
    EXPECT_TRUE(session().stale());
    EXPECT_EQ(labelText("riskHeadline"), headline);  // the stored numbers stay until they are made again
    ASSERT_TRUE(analyseAgain());

    const auto kept = keptCase();
    ASSERT_EQ(kept.predictions.size(), 2U);
    EXPECT_EQ(analysis::resultToJson(kept.predictions[0].result), stored);
    ASSERT_TRUE(kept.predictions[1].result.contour);
    EXPECT_EQ(kept.predictions[1].result.contour->version, 1);
    EXPECT_EQ(kept.predictions[1].result.contour->sha256, kept.contours.at(0).sha256);
    EXPECT_FALSE(session().stale());
    EXPECT_EQ(labelText("contourStanding"), "corrected, version 1");
    EXPECT_TRUE(part<QWidget>("correctionEffect")->isVisible());
    EXPECT_EQ(labelText("beforeGroup"), headline);
    EXPECT_EQ(labelText("afterGroup"), labelText("riskHeadline"));
    EXPECT_EQ(labelText("afterContour"), "Contour corrected in MetRisk (version 1)");
    EXPECT_FALSE(labelText("correctionShift").isEmpty());
}

TEST_F(WindowCorrection, AReopenedCaseShowsTheCorrectedContourAndItsResult)
{
    ASSERT_TRUE(analysePhantom());
    ASSERT_TRUE(beginCorrection());
    stroke({-20, -10}, {40, 30});
    ASSERT_TRUE(measured());
    ASSERT_TRUE(analyseAgain());
    const auto corrected = label();
    const auto members = session().result->prediction.members;
    startWindow();
    ASSERT_TRUE(waitFor([this] { return controller().analyzer() != nullptr; }));
    clickCase(0);
    ASSERT_TRUE(waitFor([this] { return imagesShown(); }) && waitUntilIdle());
    EXPECT_EQ(label(), corrected);
    EXPECT_FALSE(session().stale());
    EXPECT_TRUE(part<QWidget>("correctionEffect")->isVisible());
    ASSERT_TRUE(analyseAgain());
    EXPECT_EQ(session().result->prediction.members, members);  // the stored contour gives the same bits
}

TEST_F(WindowCorrection, AReportIsPrintedWithTheContourItsNumbersCameFrom)
{
    ASSERT_TRUE(analysePhantom());
    const auto scored = label();
    ASSERT_TRUE(beginCorrection());
    stroke({-20, -10}, {40, 30});
    ASSERT_TRUE(measured());
    EXPECT_NE(label(), scored);
    EXPECT_EQ(session().ofResult()->prepared.label.voxels(), scored);
    click("stageReport");
    type("reportPath", text(file("before.pdf").string()));
    click("exportReport");
    EXPECT_EQ(pdfText(file("before.pdf")).find("corrected in MetRisk"), std::string::npos);
    ASSERT_TRUE(analyseAgain());
    click("stageReport");
    type("reportPath", text(file("after.pdf").string()));
    click("exportReport");
    EXPECT_NE(pdfText(file("after.pdf")).find("corrected in MetRisk (version 1)"), std::string::npos);
}

TEST_F(WindowCorrection, IsKeptByItselfAndSurvivesAProgramThatIsKilled)
{
    ASSERT_TRUE(openPhantom());
    controller().contour().setKeepAfterMs(100);
    ASSERT_TRUE(beginCorrection());
    stroke({-20, -10}, {40, 30});
    ASSERT_TRUE(measured());
    const auto corrected = label();
    ASSERT_TRUE(waitFor([this] { return session().keptContour.has_value(); }));
    // Read while the first program still holds it, as after kill -9: nothing was closed.
    const storage::CaseRepository other(m_database.string());
    const auto id = other.list().at(0).id;
    EXPECT_EQ(other.load(id).contours.size(), 1U);
    EXPECT_EQ(other.contour(id, 1).voxels(), corrected);
}

TEST_F(WindowCorrection, IsKeptWhenTheWindowCloses)
{
    ASSERT_TRUE(openPhantom());
    ASSERT_TRUE(beginCorrection());
    stroke({-20, -10}, {40, 30});  // and at once:
    closeWindow();
    const auto kept = keptCase();
    ASSERT_EQ(kept.contours.size(), 1U);
    EXPECT_TRUE(kept.predictions.empty());
    startWindow();
    clickCase(0);
    ASSERT_TRUE(waitFor([this] { return imagesShown(); }) && waitUntilIdle());
    EXPECT_TRUE(session().opened->contour);
    EXPECT_EQ(labelText("contourStanding"), "corrected, not yet analysed");
}

TEST_F(WindowCorrection, AContourWithoutCoreIsNotAnalysed)
{
    ASSERT_TRUE(analysePhantom());
    ASSERT_TRUE(beginCorrection());
    click("correctErase");
    click("correctSpace");
    part<QDoubleSpinBox>("correctRadius")->setValue(30);
    stroke({-60, -60}, {60, 60});
    stroke({-60, 60}, {60, -60});
    stroke({-70, 0}, {20, 0});
    ASSERT_TRUE(waitFor([this] { return !session().contourProblem.isEmpty(); }));
    EXPECT_TRUE(session().contourStale());
    click("stageClinical");
    EXPECT_FALSE(analyseEnabled());
    while (controller().history().undoText() == "correction of the contour")
        key(Qt::Key_Z, Qt::ControlModifier);
    ASSERT_TRUE(measured());
    EXPECT_TRUE(session().contourProblem.isEmpty());
    EXPECT_FALSE(session().stale());
}

TEST_F(WindowCorrection, EscapeLeavesTheCorrectionAndCancelsNothing)
{
    ASSERT_TRUE(openPhantom());
    ASSERT_TRUE(beginCorrection());
    key(Qt::Key_Escape);
    EXPECT_FALSE(view()->corrects());
    EXPECT_FALSE(part<QWidget>("correctionTools")->isVisible());
    EXPECT_FALSE(part<QToolButton>("correctContour")->isChecked());
    key(Qt::Key_C);
    EXPECT_TRUE(view()->corrects());
    auto* age = part<QLineEdit>("ageYears");
    click("stageClinical");
    age->setFocus();
    QTest::keyClicks(age, "6");
    const auto before = session().opened;
    QTest::keyClick(age, Qt::Key_Z, Qt::ControlModifier);  // takes the form's value back
    EXPECT_EQ(session().opened, before);
}

TEST_F(WindowCorrection, UndoGoesBackThroughContourLesionAndFormInTheirOrder)
{
    ASSERT_TRUE(analysePhantom());
    const auto original = label();
    const auto members = session().result->prediction.members;
    ASSERT_TRUE(beginCorrection());
    click("correctSpace");
    stroke({90, 60}, {110, 60});  // another lesion
    ASSERT_TRUE(measured());
    const auto two = label();
    ASSERT_EQ(session().opened->lesions.lesions.size(), 2U);
    controller().chooseIndexLesion(2);
    ASSERT_EQ(session().opened->lesions.index().id, 2);
    EXPECT_FALSE(session().result);
    EXPECT_TRUE(view()->corrects());  // the choice of a lesion does not end it
    click("stageClinical");
    auto* age = part<QLineEdit>("ageYears");
    const auto before = age->text();
    age->setFocus();
    age->selectAll();
    QTest::keyClicks(age, "47");

    const auto undo = [&](QWidget* from) { QTest::keyClick(from, Qt::Key_Z, Qt::ControlModifier); };
    undo(age);  // both digits at once, from inside the field
    EXPECT_EQ(age->text(), before);
    EXPECT_EQ(session().opened->lesions.index().id, 2);
    undo(age);
    EXPECT_EQ(session().opened->lesions.index().id, 1);
    EXPECT_FALSE(session().opened->lesions.chosenByUser);
    ASSERT_TRUE(session().result);  // the result of that lesion is on screen again
    EXPECT_EQ(session().result->prediction.members, members);
    EXPECT_TRUE(part<QWidget>("lesionChoice")->isVisible());  // nothing changes out of sight
    EXPECT_EQ(label(), two);
    undo(view());
    ASSERT_TRUE(measured());
    EXPECT_EQ(label(), original);
    EXPECT_FALSE(session().stale());

    const auto redo = [&] { QTest::keyClick(view(), Qt::Key_Y, Qt::ControlModifier); };
    redo();
    redo();  // before the lesions are measured
    ASSERT_TRUE(measured());
    EXPECT_EQ(label(), two);
    EXPECT_EQ(session().opened->lesions.index().id, 2);
    EXPECT_FALSE(session().result);
    redo();
    EXPECT_EQ(age->text(), "47");
    EXPECT_EQ(session().clinical.ageYears, 47.0);
    redo();  // there is no more
    EXPECT_EQ(session().clinical.ageYears, 47.0);
}

TEST_F(WindowCorrection, AnotherStudyForgetsWhatCouldBeTakenBack)
{
    ASSERT_TRUE(openPhantom());
    ASSERT_TRUE(beginCorrection());
    stroke({-20, -10}, {40, 30});
    ASSERT_TRUE(controller().history().canUndo());
    ASSERT_TRUE(openPhantom());
    EXPECT_FALSE(controller().history().canUndo());
    const auto original = label();
    key(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(label(), original);
}

TEST_F(WindowCorrection, ALockedCaseBaseSaysSoAndTheContourIsKeptLater)
{
    ASSERT_TRUE(openPhantom());
    ASSERT_TRUE(beginCorrection());
    stroke({-20, -10}, {40, 30});
    ASSERT_TRUE(measured());
    fillForm();
    {
        sqlite3* other = nullptr;
        ASSERT_EQ(sqlite3_open(m_database.c_str(), &other), SQLITE_OK);
        ASSERT_EQ(sqlite3_exec(other, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr), SQLITE_OK);
        click("stageClinical");
        ASSERT_TRUE(waitFor([this] { return analyseEnabled(); }));
        click("analyse");
        EXPECT_TRUE(waitFor([this] { return noticeSays("locked"); }));
        EXPECT_FALSE(session().result);  // no result without the version of its contour
        sqlite3_close(other);
    }
    ASSERT_TRUE(analyseAgain());
    EXPECT_EQ(session().result->contour->version, 1);
}

TEST_F(WindowCorrection, CopiesFromAnotherSegmentationOfThesePreparedImages)
{
    ASSERT_TRUE(openPhantom());
    ASSERT_TRUE(beginCorrection());
    const auto& prepared = session().opened->prepared.label;
    auto voxels = prepared.voxels();
    std::ranges::replace(voxels, imaging::Oedema, imaging::Core);
    const imaging::LabelMap other(prepared.geometry(), voxels);
    io::writeLabelMap(imaging::reorientedTo(other, "LPS"), file("other.nii.gz"));  // the same places, stored otherwise
    controller().contour().load(file("other.nii.gz"));
    ASSERT_TRUE(waitFor([&] { return !session().contourPending && label() == voxels; }));
    controller().contour().load(m_label);  // before it was prepared: 2 mm
    EXPECT_TRUE(waitFor([this] { return noticeSays("does not lie on the grid"); }));
    EXPECT_EQ(label(), voxels);
    ASSERT_TRUE(copyFrom("The label file, PHANTOM-1_label.nii.gz"));
    EXPECT_TRUE(waitFor([this] { return session().contourPending; }));
    ASSERT_TRUE(measured());
    EXPECT_FALSE(session().opened->contour);
}

/// Draws the phantom's lesion a little to the side.
class Beside : public segmentation::LesionSegmenter {
public:
    segmentation::SegmenterIdentity identity() const override { return {"beside", "1", "sha", "Only for trying.", true}; }
    imaging::LabelMap segment(const imaging::Volume& t1ce, const imaging::Volume&, const Job&) const override
    {
        return {t1ce.geometry(), phantom::label({.size = t1ce.size(), .spacingMm = 1.0, .lesionCentreMm = {-10, -8, 12}}).voxels()};
    }
};

TEST_F(WindowCorrection, CopiesWhatTheSegmentationPackDrawsInTheseImages)
{
    ASSERT_TRUE(openPhantom());
    controller().setSegmenterSource([](const Job&) { return std::make_shared<Beside>(); });
    ASSERT_TRUE(beginCorrection());
    const auto original = label();
    const auto drawn = Beside().segment(session().opened->prepared.t1ce, session().opened->prepared.flair, {}).voxels();
    ASSERT_TRUE(copyFrom("A drawing of the segmentation pack"));
    ASSERT_TRUE(waitFor([&] { return !session().contourPending && label() != original; }));
    const auto copied = label();
    for (std::size_t i = 0; i < drawn.size(); ++i)  // the core alone was chosen
        ASSERT_EQ(copied[i] == imaging::Core, drawn[i] == imaging::Core) << i;
    key(Qt::Key_Z, Qt::ControlModifier);
    ASSERT_TRUE(measured());
    EXPECT_EQ(label(), original);
}

TEST_F(WindowCorrection, CopiesFromAnEarlierVersion)
{
    ASSERT_TRUE(openPhantom());
    controller().contour().setKeepAfterMs(50);
    ASSERT_TRUE(beginCorrection());
    stroke({-20, -10}, {40, 30});
    ASSERT_TRUE(measured() && waitFor([this] { return session().keptContour.has_value(); }));
    const auto first = label();
    stroke({40, 30}, {60, 60});
    ASSERT_TRUE(measured() && waitFor([this] { return session().keptContour->version == 2; }));
    EXPECT_NE(label(), first);
    ASSERT_TRUE(copyFrom("Corrected contour, version 1"));
    EXPECT_TRUE(waitFor([&] { return !session().contourPending && label() == first; }));
}

TEST_F(WindowCorrection, OpeningTheFilesAgainTellsOfTheKeptContour)
{
    ASSERT_TRUE(openPhantom());
    const auto original = label();
    ASSERT_TRUE(beginCorrection());
    stroke({-20, -10}, {40, 30});
    ASSERT_TRUE(measured());
    startWindow();
    ASSERT_TRUE(openPhantom());
    EXPECT_EQ(label(), original);
    EXPECT_TRUE(noticeSays("keeps a corrected contour"));
}

}  // namespace
}  // namespace metrisk
