#include "tests/integration/WindowFixture.h"

#include "app/HeadlessRun.h"
#include "core/io/VolumeFiles.h"
#include "ui/panels/Controls.h"
#include "ui/panels/NudgeFields.h"
#include "ui/panels/PreparationPicture.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QSlider>
#include <QTest>

#include <cmath>

// Images with skull in the window: looked at, moved by hand, accepted, kept, printed, and shown again.
namespace metrisk {
namespace {

using ui::panels::text;

class WindowPreparation : public WindowFixture {
protected:
    /// The phantom with a skull around it; the FLAIR's header says 6 mm too far to the left.
    void SetUp() override
    {
        WindowFixture::SetUp();
        io::writeVolume(phantom::withSkull(phantom::t1ce()), m_t1ce);
        const auto flair = phantom::withSkull(phantom::flair());
        auto moved = flair.geometry();
        moved.patientFromVoxel.pretranslate(Eigen::Vector3d(6, 0, 0));
        io::writeVolume(imaging::Volume(moved, flair.voxels()), m_flair);
    }

    ui::panels::CaseController& controller() { return m_services->controller(); }
    const preprocessing::PreparedCase& prepared() { return controller().session().opened->prepared; }
    const preprocessing::PreparationRecord& record() { return prepared().record; }

    /// As a user types into a field of the correction by hand.
    void typeNudge(const char* fields, int number, const QString& value)
    {
        auto* field = part<ui::panels::NudgeFields>(fields)->findChildren<QDoubleSpinBox*>().at(number);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, value);
    }
    bool prepareAgain()
    {
        click("redoPreparation");
        return waitUntilIdle();
    }
    bool accept()
    {
        click("acceptPreparation");
        return waitFor([this] { return !record().acceptedAt.empty(); });
    }
    bool analyseNow()
    {
        click("analyse");
        return waitFor([this] { return controller().session().result.has_value(); }) && waitUntilIdle();
    }
    std::string printedReport()
    {
        click("stageReport");
        const auto pdf = file("report.pdf");
        type("reportPath", text(pdf.string()));
        click("exportReport");
        return pdfText(pdf);
    }
};

/// The share of voxels of `after` that are what lay `voxels` further along the first axis before.
double shareMovedBy(const imaging::Volume& before, const imaging::Volume& after, int voxels)
{
    int same = 0, all = 0;
    const auto [nx, ny, nz] = before.size();
    for (int z = 0; z < nz; z += 2)
        for (int y = 0; y < ny; y += 2)
            for (int x = 10; x < nx - 10; ++x, ++all)
                same += std::abs(after.at(x, y, z) - before.at(x + voxels, y, z)) < 1.0F;
    return double(same) / double(all);
}

TEST_F(WindowPreparation, ScoresNothingBeforeThePreparationIsAccepted)
{
    ASSERT_TRUE(openPhantom());
    EXPECT_EQ(record().way, preprocessing::Way::CoRegistered);
    EXPECT_TRUE(part<QPushButton>("acceptPreparation")->isVisible());  // the page came by itself
    fillForm();
    EXPECT_FALSE(analyseEnabled());
    EXPECT_TRUE(controller().whyNotAnalyse().contains("accept it first"));
    click("stagePreparation");
    ASSERT_TRUE(accept());
    EXPECT_TRUE(waitFor([this] { return analyseEnabled(); }));
}

TEST_F(WindowPreparation, MovesTheFlairByHandWithoutSearchingAgain)
{
    ASSERT_TRUE(openPhantom());
    const auto before = prepared();
    const Eigen::Vector3d shift = before.record.coRegistration->movingFromFixed.translation();
    EXPECT_NEAR(shift.x(), 6.0, 1.0);  // what the header of the FLAIR says too much
    typeNudge("flairNudge", 0, "2");   // mm to the patient's left
    ASSERT_TRUE(prepareAgain());
    EXPECT_EQ(record().coRegistration, before.record.coRegistration);
    EXPECT_EQ(record().flairNudge.shiftMm, Eigen::Vector3d(2, 0, 0));
    EXPECT_EQ(prepared().t1ce.voxels(), before.t1ce.voxels());
    EXPECT_GT(shareMovedBy(before.flair, prepared().flair, 2), 0.99);  // RAS order: left is where the index falls
    EXPECT_LT(shareMovedBy(before.flair, prepared().flair, -2), 0.95);

    ASSERT_TRUE(accept());
    click("stagePreparation");
    typeNudge("headNudge", 2, "-3");
    ASSERT_TRUE(prepareAgain());
    EXPECT_EQ(record().flairNudge.shiftMm, Eigen::Vector3d(2, 0, 0));  // stays
    EXPECT_TRUE(record().acceptedAt.empty());  // what was accepted is not what is shown now
    EXPECT_TRUE(part<QPushButton>("acceptPreparation")->isVisible());
}

TEST_F(WindowPreparation, KeepsThePrintedDecisionAndShowsTheSameImagesWhenReopened)
{
    ASSERT_TRUE(openPhantom());
    typeNudge("flairNudge", 1, "-1.5");
    part<QCheckBox>("correctBias")->setFocus();
    QTest::keyClick(part<QCheckBox>("correctBias"), Qt::Key_Space);
    ASSERT_TRUE(prepareAgain());
    ASSERT_TRUE(record().biasCorrection.has_value());
    ASSERT_TRUE(accept());
    fillForm();
    ASSERT_TRUE(waitFor([this] { return analyseEnabled(); }));
    ASSERT_TRUE(analyseNow());
    const auto scored = prepared();
    EXPECT_EQ(keptCase().predictions.back().result.preparation->acceptedAt, scored.record.acceptedAt);
    const auto printed = printedReport();
    for (const char* words : {"FLAIR corrected by", "removed (N4)", "accepted 2"}  /* the column is narrow */)
        EXPECT_NE(printed.find(words), std::string::npos) << words << '\n' << printed;

    startWindow();
    clickCase(0);
    ASSERT_TRUE(waitFor([this] { return imagesShown(); }));
    EXPECT_EQ(preprocessing::recordToJson(record()), preprocessing::recordToJson(scored.record));
    EXPECT_EQ(prepared().t1ce.voxels(), scored.t1ce.voxels());
    EXPECT_EQ(prepared().flair.voxels(), scored.flair.voxels());
    click("stagePreparation");
    EXPECT_FALSE(part<QPushButton>("acceptPreparation")->isVisible());
    EXPECT_EQ(part<ui::panels::NudgeFields>("flairNudge")->nudge(), scored.record.flairNudge);
}

TEST_F(WindowPreparation, ShowsEveryViewOfTheCheckAndFollowsWheelAndSlider)
{
    ASSERT_TRUE(openPhantom());
    click("stagePreparation");
    auto* picture = part<ui::panels::PreparationPicture>("preparationPicture");
    QTest::keyClicks(part<QComboBox>("preparationPlane"), "sagittal");
    EXPECT_EQ(picture->slices(), 240);
    part<QSlider>("preparationSlice")->setValue(100);
    EXPECT_EQ(picture->slice(), 100);
    const auto registered = picture->grab().toImage();
    part<QComboBox>("preparationView")->setCurrentIndex(1);
    EXPECT_NE(picture->grab().toImage(), registered);  // 6 mm apart before
    EXPECT_EQ(picture->slice(), 100);
}

TEST_F(WindowPreparation, WithoutAnybodyAtTheWindowAsksForTheWordThatAccepts)
{
    const clinical::ClinicalRecord clinical{.ageYears = 62, .kps = 80, .primary = "melanoma", .location = "frontal",
                                            .chemotherapy = false, .immunotherapy = true};
    {
        const app::HeadlessRun run(*m_services, file("refused"));
        ::testing::internal::CaptureStderr();
        controller().openStudy({m_t1ce, m_flair, m_label}, clinical, {}, true);
        EXPECT_EQ(QApplication::exec(), 2);
        const auto said = ::testing::internal::GetCapturedStderr();
        EXPECT_NE(said.find("--accept-preparation"), std::string::npos) << said;
        EXPECT_FALSE(std::filesystem::exists(file("refused") / "result.json"));
    }
    startWindow();
    const app::HeadlessRun run(*m_services, file("accepted"));
    controller().acceptUnseen();
    controller().openStudy({m_t1ce, m_flair, m_label}, clinical, {}, true);
    EXPECT_EQ(QApplication::exec(), 0);
    EXPECT_NE(testing::textOf(file("accepted") / "result.json").find("\"acceptedUnseen\": true"), std::string::npos);
    EXPECT_NE(pdfText(file("accepted") / "report.pdf").find("nobody looked"), std::string::npos);
}

}  // namespace
}  // namespace metrisk
