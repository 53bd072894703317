#include "tests/integration/WindowFixture.h"

#include "core/io/VolumeFiles.h"
#include "core/storage/Migrations.h"
#include "tests/core/io/NiftiDraft.h"
#include "tests/core/storage/OtherProgram.h"
#include "ui/panels/NoticeBar.h"
#include "ui/panels/StudyPanel.h"

#include <QLabel>
#include <QPushButton>

#include <algorithm>
#include <cmath>

// Whatever is wrong ends in a sentence on the window; nothing is stored and the window goes on.
namespace metrisk {
namespace {

class WindowBadInput : public WindowFixture {
protected:
    /// The study must be refused with these words, and the good one must open afterwards.
    void expectRefused(const std::vector<Path>& files, const QString& words)
    {
        drop(files);
        EXPECT_TRUE(waitFor([&] { return noticeSays(words); }, 60))
            << words.toStdString() << " is not in: "
            << m_services->window().findChild<ui::panels::NoticeBar*>()->notices().join("\n").toStdString();
        EXPECT_TRUE(waitUntilIdle());
        EXPECT_FALSE(imagesShown());
        EXPECT_TRUE(keptCases().empty());
        EXPECT_TRUE(openPhantom());
        EXPECT_FALSE(noticeSays(words));
    }

    bool studyPanelSays(const QString& words) const
    {
        for (const auto* label : m_services->window().findChild<ui::panels::StudyPanel*>()->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(words))
                return true;
        return false;
    }

    bool windowSays(const QString& words) const
    {
        for (const auto* label : m_services->window().findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(words))
                return true;
        return false;
    }

    Path labelWhere(const std::function<std::uint8_t(std::uint8_t)>& change)
    {
        const auto label = phantom::label();
        auto voxels = label.voxels();
        std::transform(voxels.begin(), voxels.end(), voxels.begin(), change);
        const auto path = file("PHANTOM-1_seg.nii.gz");
        io::writeLabelMap({label.geometry(), voxels}, path);
        return path;
    }
};

TEST_F(WindowBadInput, AFileThatIsNotThereIsNamedBesideItsRole)
{
    drop({m_t1ce, file("absent_flair.nii.gz"), m_label});
    EXPECT_TRUE(waitFor([this] { return studyPanelSays("absent_flair.nii.gz"); }));
    EXPECT_TRUE(studyPanelSays("Still missing: FLAIR."));
    EXPECT_FALSE(imagesShown());
    EXPECT_TRUE(openPhantom());
}

TEST_F(WindowBadInput, AFileThatIsNotThereAtTheStart)
{
    m_services->controller().openStudy({m_t1ce, file("absent_flair.nii.gz"), m_label}, {}, {}, true);
    EXPECT_TRUE(waitFor([this] { return noticeSays("absent_flair.nii.gz"); }));
    EXPECT_TRUE(keptCases().empty());
    EXPECT_TRUE(openPhantom());
}

TEST_F(WindowBadInput, AFileThatIsNoImage)
{
    testing::writeText(file("text.nii.gz"), "this is not an image");
    drop({file("text.nii.gz")});
    EXPECT_TRUE(waitFor([this] { return noticeSays("text.nii.gz") || !m_services->controller().session().candidates.empty(); }));
    EXPECT_TRUE(waitUntilIdle());
    EXPECT_FALSE(imagesShown());
    EXPECT_TRUE(openPhantom());
}

TEST_F(WindowBadInput, AnImageThatIsNoVolume)
{
    const auto flair = file("PHANTOM-1_flair_damaged.nii.gz");
    const auto expectNamed = [&](const QString& words) {
        SCOPED_TRACE(words.toStdString());
        m_services->controller().openStudy({m_t1ce, flair, m_label}, {}, {}, false);
        EXPECT_TRUE(waitFor([&] { return noticeSays(words); }));
        EXPECT_TRUE(noticeSays("PHANTOM-1_flair_damaged.nii.gz"));
        EXPECT_TRUE(waitUntilIdle());
        EXPECT_FALSE(imagesShown());
        EXPECT_TRUE(keptCases().empty());
    };
    testing::NiftiDraft().dimension(0, 2).writtenTo(flair);
    expectNamed("two-dimensional");
    testing::NiftiDraft({6, 5, 8}).dimension(0, 4).dimension(3, 4).dimension(4, 2).writtenTo(flair);
    expectNamed("4D");
    testing::NiftiDraft().voxelsOf(std::vector<float>(120, std::nanf("")), 16).writtenTo(flair);
    expectNamed("NaN");
    const auto whole = testing::textOf(m_flair);
    testing::writeText(flair, whole.substr(0, whole.size() / 2));
    expectNamed("cut short");
    EXPECT_TRUE(openPhantom());
}

TEST_F(WindowBadInput, VoxelsThatAreNoNumbersAreSetToZeroAndSaidSo)
{
    const auto flair = phantom::flair();
    auto voxels = flair.voxels();
    voxels[5] = std::nanf("");
    io::writeVolume({flair.geometry(), voxels}, m_flair);
    ASSERT_TRUE(openPhantom());
    click("stagePreparation");
    EXPECT_TRUE(windowSays("not numbers (NaN or infinite)"));
}

TEST_F(WindowBadInput, AFlairOfAnotherGridIsResampledAndSaidSo)
{
    io::writeVolume(phantom::flair({.size = {48, 54, 45}, .spacingMm = 2.6}), m_flair);
    ASSERT_TRUE(openPhantom());
    click("stagePreparation");
    EXPECT_TRUE(windowSays("The FLAIR was resampled into the T1-CE's grid"));
}

TEST_F(WindowBadInput, AFlairOfAnotherPatient)
{
    const auto other = file("PHANTOM-2_flair.nii.gz");
    io::writeVolume(phantom::flair(), other);
    expectRefused({m_t1ce, other, m_label}, "different patients");
}

TEST_F(WindowBadInput, ALesionAtTheEdgeIsScoredAndSaidSo)
{
    const phantom::Options edge{.lesionCentreMm = {-55.0, -10.0, 15.0}};
    io::writeVolume(phantom::t1ce(edge), m_t1ce);
    io::writeVolume(phantom::flair(edge), m_flair);
    io::writeLabelMap(phantom::label(edge), m_label);
    ASSERT_TRUE(analysePhantom());
    EXPECT_TRUE(windowSays("reaches the edge of the volume"));
}

TEST_F(WindowBadInput, AnEmptyLabel)
{
    expectRefused({m_t1ce, m_flair, labelWhere([](std::uint8_t) { return std::uint8_t(0); })}, "empty");
}

TEST_F(WindowBadInput, ALabelWithoutCore)
{
    expectRefused({m_t1ce, m_flair, labelWhere([](std::uint8_t v) { return std::uint8_t(v ? 1 : 0); })}, "core");
}

TEST_F(WindowBadInput, AClinicalValueOutOfRange)
{
    ASSERT_TRUE(openPhantom());
    fillForm();
    ASSERT_TRUE(waitFor([this] { return analyseEnabled(); }));
    type("ageYears", "162");
    EXPECT_FALSE(analyseEnabled());
    EXPECT_TRUE(labelText("ageYearsProblem").contains("162"));
    EXPECT_TRUE(part<QPushButton>("analyse")->toolTip().contains("162"));
    EXPECT_TRUE(keptCases().empty());
}

TEST_F(WindowBadInput, AFolderThatCannotBeWritten)
{
    ASSERT_TRUE(analysePhantom());
    click("stageReport");
    type("reportPath", "/proc/metrisk/report.pdf");
    click("exportReport");
    EXPECT_TRUE(noticeSays("/proc/metrisk"));
    EXPECT_EQ(keptCase().predictions.size(), 1U);
    EXPECT_TRUE(m_services->window().isVisible());
}

TEST_F(WindowBadInput, ACaseBaseThatCannotBeUsed)
{
    closeWindow();
    const auto usable = m_database;
    m_database = "/proc/metrisk/cases.sqlite";
    startWindow();
    EXPECT_TRUE(noticeSays("case base"));
    ASSERT_TRUE(analysePhantom());
    EXPECT_TRUE(noticeSays("case base"));
    EXPECT_FALSE(m_services->controller().session().kept);
    EXPECT_TRUE(part<QPushButton>("keepResult")->isVisible());
    m_database = usable;
}

TEST_F(WindowBadInput, ACaseBaseOfANewerMetRisk)
{
    closeWindow();
    testing::OtherProgram(m_database).run("UPDATE metrisk_schema SET version = 99");
    startWindow();
    EXPECT_TRUE(noticeSays("written by a newer MetRisk"));
    ASSERT_TRUE(analysePhantom());
    EXPECT_FALSE(m_services->controller().session().kept);
    testing::OtherProgram(m_database)
        .run(("UPDATE metrisk_schema SET version = " + std::to_string(storage::currentSchema)).c_str());
    EXPECT_TRUE(keptCases().empty());
}

TEST_F(WindowBadInput, ACaseBaseThatIsLockedKeepsTheResultUntilItIsFree)
{
    testing::OtherProgram other(m_database);
    ASSERT_EQ(other.run("BEGIN EXCLUSIVE"), SQLITE_OK);
    ASSERT_TRUE(analysePhantom());
    EXPECT_TRUE(noticeSays("locked"));
    EXPECT_FALSE(m_services->controller().session().kept);
    other.run("ROLLBACK");
    click("keepResult");
    EXPECT_TRUE(m_services->controller().session().kept);
    EXPECT_EQ(keptCase().predictions.size(), 1U);
}

TEST_F(WindowBadInput, APackWhoseFilesWereChanged)
{
    const auto damaged = file("pack");
    std::filesystem::copy(m_pack, damaged);
    auto bytes = testing::textOf(damaged / "member-1.safetensors");
    bytes.back() = char(bytes.back() ^ 1);
    testing::writeText(damaged / "member-1.safetensors", bytes);
    m_pack = damaged;
    startWindow();
    EXPECT_TRUE(waitFor([this] { return noticeSays("member-1"); }));
    ASSERT_TRUE(openPhantom());  // seeing needs no model
    fillForm();
    EXPECT_FALSE(analyseEnabled());
    EXPECT_TRUE(part<QPushButton>("analyse")->toolTip().contains("no model"));
}

TEST_F(WindowBadInput, AFileThatWasChangedAfterTheAnalysisKeepsItsNumbersButShowsNoImages)
{
    ASSERT_TRUE(analysePhantom());
    const auto headline = labelText("riskHeadline");
    io::writeVolume(phantom::t1ce({.coreRadiusMm = 12.0}), m_t1ce);
    startWindow();
    clickCase(0);
    EXPECT_TRUE(waitFor([this] { return noticeSays("changed after the analysis"); }));
    EXPECT_EQ(labelText("riskHeadline"), headline);
    EXPECT_TRUE(part<QLabel>("riskHeadline")->isVisible());
    EXPECT_FALSE(imagesShown());
    EXPECT_FALSE(analyseEnabled());
}

TEST_F(WindowBadInput, AFileThatIsGoneKeepsItsNumbersToo)
{
    ASSERT_TRUE(analysePhantom());
    std::filesystem::remove(m_flair);
    startWindow();
    clickCase(0);
    EXPECT_TRUE(waitFor([this] { return noticeSays("no longer at"); }));
    EXPECT_TRUE(part<QLabel>("riskHeadline")->isVisible());
    EXPECT_FALSE(imagesShown());
}

}  // namespace
}  // namespace metrisk
