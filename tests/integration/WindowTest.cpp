#include "tests/integration/WindowFixture.h"

#include "core/imaging/Reorientation.h"
#include "core/io/VolumeFiles.h"
#include "core/reporting/Report.h"
#include "tests/core/io/DicomDraft.h"
#include "ui/panels/Controls.h"
#include "ui/rendering/ViewState.h"
#include "ui/views/CaseView.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

// The workstation as a clinician uses it: files are dropped, keys are typed, buttons are pressed.
namespace metrisk {
namespace {

using ui::panels::text;
class Window : public WindowFixture {};

TEST_F(Window, TakesADroppedStudyToAKeptRiskThatReadsAsTheReport)
{
    ASSERT_TRUE(analysePhantom());
    ASSERT_EQ(keptCases().size(), 1U);
    const auto stored = keptCase();
    ASSERT_EQ(stored.predictions.size(), 1U);
    const auto& result = stored.predictions[0].result;
    EXPECT_EQ(analysis::resultToJson(result), analysis::resultToJson(*m_services->controller().session().result));
    EXPECT_EQ(stored.record.clinical.kps, 80);
    EXPECT_EQ(stored.record.clinical.primary, "melanoma");
    EXPECT_EQ(result.lesion.side, "right");

    const reporting::Report report(result);
    EXPECT_EQ(labelText("riskHeadline"), text(report.headline));
    EXPECT_EQ(labelText("riskDetail"), text(report.headlineDetail));
    EXPECT_EQ(part<ui::panels::FactList>("riskFreedom")->values().first(), text(report.freedom[0].value));
    EXPECT_TRUE(part<QLabel>("riskHeadline")->isVisible());
    EXPECT_TRUE(labelText("statement").contains("Demonstration model"));
    EXPECT_TRUE(labelText("device").contains("CPU") || !labelText("device").isEmpty());
    EXPECT_TRUE(waitFor([this] { return part<QComboBox>("memberChoice")->count() == 5; }));  // mean, three, disagreement
}

TEST_F(Window, ReopensACaseAsItWasLeftAndPrintsIt)
{
    ASSERT_TRUE(analysePhantom());
    const auto headline = labelText("riskHeadline");
    click("layout3d");
    QTest::mouseClick(part<QToolButton>("showFlair"), Qt::LeftButton);
    startWindow();

    clickCase(0);
    EXPECT_EQ(labelText("riskHeadline"), headline);  // the stored numbers, before any image is read
    ASSERT_TRUE(waitFor([this] { return imagesShown(); }));
    ASSERT_TRUE(waitFor([this] { return part<QComboBox>("memberChoice")->count() == 5; }));
    EXPECT_TRUE(part<QToolButton>("layout3d")->isChecked());
    EXPECT_TRUE(part<QToolButton>("showFlair")->isChecked());
    const auto& view = m_services->window().findChild<ui::views::CaseView*>()->viewState();
    EXPECT_EQ(view.layout, ui::rendering::Layout::Planes3D);
    EXPECT_EQ(part<QLineEdit>("kps")->text(), "80");

    ASSERT_TRUE(waitUntilIdle());
    click("stageReport");
    const auto pdf = file("the report.pdf");
    type("reportPath", text(pdf.string()));
    click("exportReport");
    ASSERT_TRUE(std::filesystem::exists(pdf));
    const auto printed = pdfText(pdf);
    EXPECT_NE(printed.find(headline.toStdString()), std::string::npos) << printed;
    EXPECT_NE(printed.find("melanoma"), std::string::npos);
    EXPECT_NE(printed.find("PHANTOM-1"), std::string::npos);
    EXPECT_TRUE(labelText("reportWritten").contains("the report.pdf"));
}

TEST_F(Window, TakesAFolderOfTwoDicomSeriesToARiskAndShowsItsImagesAgain)
{
    std::filesystem::create_directories(file("dicom"));
    const auto addSeries = [&](const Path& image, const std::string& description, const std::string& uid) {
        testing::DicomDraft draft{.seriesUid = uid, .filePrefix = description};
        draft.tags["0008|103e"] = description;
        draft.write(imaging::reorientedTo(io::readVolume(image).volume, "LPS"), file("dicom"));
    };
    addSeries(m_t1ce, "T1 post contrast", "1.2.826.0.1.3680043.8.498.7");
    addSeries(m_flair, "FLAIR", "1.2.826.0.1.3680043.8.498.8");
    m_t1ce = m_flair = file("dicom");
    ASSERT_TRUE(analysePhantom());
    EXPECT_EQ(keptCase().record.patient.id, "P1");

    closeWindow();
    startWindow();
    clickCase(0);
    EXPECT_TRUE(waitFor([&] { return imagesShown(); }, 20));
    EXPECT_FALSE(noticeSays("was changed"));
}

TEST_F(Window, AddsASecondPredictionAndOverwritesNone)
{
    ASSERT_TRUE(analysePhantom());
    const auto first = keptCase().predictions.at(0).result;
    click("toClinical");
    type("ageYears", "70");
    ASSERT_TRUE(waitFor([this] { return analyseEnabled(); }));
    click("analyse");
    ASSERT_TRUE(waitFor([this] { return keptCase().predictions.size() == 2; }));
    const auto stored = keptCase();
    EXPECT_EQ(analysis::resultToJson(stored.predictions[0].result), analysis::resultToJson(first));
    EXPECT_EQ(stored.predictions[1].result.clinical.ageYears, 70.0);
    EXPECT_EQ(keptCases().size(), 1U);
}

TEST_F(Window, StoresNothingWhenTheAnalysisIsCancelled)
{
    ASSERT_TRUE(openPhantom());
    fillForm();
    ASSERT_TRUE(waitFor([this] { return analyseEnabled(); }));
    click("analyse");
    click("cancelJob");
    ASSERT_TRUE(waitUntilIdle());
    EXPECT_TRUE(waitFor([this] { return labelText("jobName") == "Cancelled"; }));
    EXPECT_FALSE(m_services->controller().session().result.has_value());
    EXPECT_TRUE(keptCases().empty());
    EXPECT_TRUE(analyseEnabled());  // and it can be tried again
}

TEST_F(Window, ClosesWhileAnAnalysisRunsAndStoresNothing)
{
    ASSERT_TRUE(openPhantom());
    fillForm();
    ASSERT_TRUE(waitFor([this] { return analyseEnabled(); }));
    click("analyse");
    closeWindow();
    EXPECT_TRUE(keptCases().empty());
}

TEST_F(Window, FillsTheFormFromAClinicalFileBesideTheImages)
{
    testing::writeText(file("clinical.json"), R"({"ageYears": 55, "kps": 70, "primary": "other", "location": "temporal",
                                                  "chemotherapy": true, "immunotherapy": false})");
    ASSERT_TRUE(openPhantom());
    EXPECT_EQ(part<QLineEdit>("ageYears")->text(), "55");
    EXPECT_EQ(part<QComboBox>("primary")->currentText(), "other");
    ASSERT_TRUE(waitFor([this] { return analyseEnabled(); }));
    click("analyse");  // the only click from the drop to the risk
    EXPECT_TRUE(waitFor([this] { return part<QLabel>("riskHeadline")->isVisible(); }));
}

TEST_F(Window, AsksForTheRoleThatIsMissing)
{
    drop({m_t1ce, m_label});
    ASSERT_TRUE(waitFor([this] { return !m_services->controller().session().candidates.empty(); }));
    EXPECT_FALSE(part<QPushButton>("openStudy")->isEnabled());
    EXPECT_FALSE(imagesShown());
}

}  // namespace
}  // namespace metrisk
