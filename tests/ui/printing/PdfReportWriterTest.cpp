#include "ui/printing/PdfReportWriter.h"

#include "core/common/Error.h"
#include "tests/core/reporting/DemoResult.h"
#include "tests/support/Phantom.h"
#include "tests/support/TestFiles.h"
#include "tests/ui/printing/PdfText.h"

#include <QStringList>

#include <gtest/gtest.h>

#include <sys/resource.h>

#include <csignal>

namespace metrisk::ui::printing {
namespace {

using namespace ::metrisk::testing;

const preprocessing::PreparedCase& preparedCase()
{
    phantom::Options options;
    options.size = {128, 144, 120};
    options.spacingMm = 1.0;
    static const preprocessing::PreparedCase prepared{phantom::t1ce(options), phantom::flair(options),
                                                      phantom::label(options), {}};
    return prepared;
}

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

/// A report of the demonstration case, written once and read back by another program.
class PrintedReport : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!popplerIsInstalled())
            GTEST_SKIP() << "pdftotext (package poppler-utils) is not installed; the PDF is not read back.";
    }

    void print(const analysis::CaseResult& result)
    {
        PdfReportWriter(m_path).write(reporting::Report(result), preparedCase());
        m_pages = pageTexts(m_path);
        for (const QString& page : m_pages)
            m_text += page.simplified() + "\n";
    }

    TemporaryFolder m_folder;
    std::filesystem::path m_path = m_folder / "report.pdf";
    std::vector<QString> m_pages;
    QString m_text;
};

TEST_F(PrintedReport, HasThreePagesThatSayEverything)
{
    const auto result = demoResult();
    const reporting::Report report(result);
    print(result);
    ASSERT_EQ(m_pages.size(), 3U);
    for (const auto& expected : {report.patientLine, report.headline, report.headlineDetail, report.freedom[0].value,
                                 report.freedom[1].value, result.pack.sha256, result.inputs[0].sha256,
                                 result.inputs[1].sha256, result.inputs[2].sha256, result.notes[0], result.notes[1]})
        EXPECT_TRUE(m_text.contains(qt(expected))) << expected;
}

TEST_F(PrintedReport, EveryPageSaysWhoWhatKindOfModelAndWhatItIsNot)
{
    const auto result = demoResult();
    print(result);
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        const QString page = m_pages[i].simplified();
        EXPECT_TRUE(page.contains("DEMO-0001"));
        EXPECT_TRUE(page.contains("Demonstration model, trained on simulated patients."));
        EXPECT_TRUE(page.contains("Research use only. Not a medical device. It does not replace clinical judgement."));
        EXPECT_TRUE(page.contains("DRAFT"));
        EXPECT_TRUE(page.contains(QString("Page %1 of 3").arg(i + 1)));
    }
}

TEST_F(PrintedReport, ThePatientsAtRiskAreThoseOfTheCurves)
{
    const auto result = demoResult();
    print(result);
    const QString front = m_pages.at(0).simplified();
    for (const auto& group : result.placement.groups) {
        QStringList counts;
        for (const double month : {0, 6, 12, 18, 24, 30, 36, 42, 48})
            counts << QString::number(group.curve.atRiskAt(month));
        EXPECT_TRUE(front.contains(qt(group.group) + " " + counts.join(' '))) << group.group << counts.join(' ').toStdString();
    }
}

TEST_F(PrintedReport, TheFrontPagePointsToNotesAndToWhatSpeaksAgainstTrustingTheNumber)
{
    auto result = demoResult();
    ASSERT_EQ(result.notes.size(), 2U);
    print(result);
    EXPECT_TRUE(m_pages.at(0).simplified().contains("2 notes apply: see page 2."));
    result.applicability.unusual = {"The core measures 96 mL; in the reference cohort it is 0.5 to 58 mL."};
    print(result);
    EXPECT_TRUE(m_pages.at(0).simplified().contains("3 notes apply: see page 2."));
    EXPECT_TRUE(m_pages.at(1).simplified().contains("The core measures 96 mL"));
}

TEST_F(PrintedReport, OnlyTheSlicesAreRasterPictures)
{
    print(demoResult());
    EXPECT_EQ(pictureCount(m_path), 6);  // four slices and two relevance maps; curves, outlines, bars are vectors
}

TEST_F(PrintedReport, WithoutRelevanceThePicturesArePlain)
{
    auto result = demoResult();
    result.explanation = {};
    print(result);
    EXPECT_EQ(m_pages.size(), 3U);
    EXPECT_EQ(pictureCount(m_path), 2);
}

/// No word touches another, none leaves the page's margins.
void expectTidy(const std::vector<PdfWord>& words, std::size_t page)
{
    const QRectF paper = QRectF(0, 0, 595.3, 841.9).adjusted(44, 44, -44, -14);
    const auto inner = [](const QRectF& box) {  // line boxes of a font are higher than its letters
        return box.adjusted(0.2, 0.25 * box.height(), -0.2, -0.25 * box.height());
    };
    for (std::size_t i = 0; i < words.size(); ++i) {
        EXPECT_TRUE(paper.contains(words[i].box)) << words[i].text.toStdString() << " on page " << page;
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_FALSE(inner(words[i].box).intersects(inner(words[j].box)))
                << words[i].text.toStdString() << " over " << words[j].text.toStdString() << " on page " << page;
    }
}

TEST_F(PrintedReport, NothingOverlaps)
{
    print(demoResult());
    const auto pages = pageWords(m_path);
    ASSERT_EQ(pages.size(), 3U);
    for (std::size_t i = 0; i < pages.size(); ++i)
        expectTidy(pages[i], i + 1);
}

TEST_F(PrintedReport, LongNamesAndManyNotesFlowOnToMorePages)
{
    auto result = demoResult();
    result.patient.name = std::string(120, 'W') + " Maximiliana Theodora von und zu Hohenlohe-Schillingsfürst";
    result.inputs[0].path = "/data/" + std::string(150, 'x') + ".nii.gz";
    result.placement.cohortName += ", of three centres, with a name that does not fit into one line of the chart at all";
    result.notes.assign(40, "The oedema of 61 mL is larger than in 99 of 100 patients of the reference cohort, so the "
                            "models have seen hardly anybody like this patient; read the number with that in mind.");
    print(result);
    const auto pages = pageWords(m_path);
    EXPECT_GT(pages.size(), 3U);
    for (std::size_t i = 0; i < pages.size(); ++i)
        expectTidy(pages[i], i + 1);
    EXPECT_EQ(m_text.count("with that in mind."), 40);
    EXPECT_TRUE(m_text.contains("Signature"));
    EXPECT_TRUE(m_pages.back().simplified().contains(QString("Page %1 of %1").arg(pages.size())));
}

TEST_F(PrintedReport, NamesOfOtherScriptsArePrinted)
{
    auto result = demoResult();
    result.patient.name = "Ωμέγα Željko Łukasz Ёлкин";
    print(result);
    EXPECT_TRUE(m_pages[0].contains("Ωμέγα Željko Łukasz Ёлкин"));
}

void expectStorageError(const std::filesystem::path& path)
{
    try {
        PdfReportWriter(path).write(reporting::Report(demoResult()), preparedCase());
        FAIL() << "written to " << path;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Storage);
        EXPECT_NE(error.whatHappened().find(path.string()), std::string::npos);
        EXPECT_FALSE(error.whatToDo().empty());
    }
}

TEST(PdfReportWriter, SaysWhyItCannotWrite)
{
    const TemporaryFolder folder;
    writeText(folder / "file", "not a folder");
    expectStorageError(folder / "absent" / "report.pdf");
    expectStorageError(folder / "file" / "report.pdf");
    expectStorageError(folder.path());
    expectStorageError("/dev/full");
    EXPECT_TRUE(std::filesystem::is_character_file("/dev/full"));
    expectStorageError("/proc/report.pdf");
}

/// No file of this process may grow beyond some bytes: what a full disk looks like from inside.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes) : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit m_before{};
    void (*m_handler)(int);
};

TEST(PdfReportWriter, AFullDiskLeavesTheOlderFileAndNothingElse)
{
    const TemporaryFolder folder;
    writeText(folder / "report.pdf", "an older report");
    {
        const FullDisk disk(4096);
        expectStorageError(folder / "report.pdf");
    }
    EXPECT_EQ(textOf(folder / "report.pdf"), "an older report");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(PdfReportWriter, RefusesImagesOfAnotherCase)
{
    const TemporaryFolder folder;
    auto result = demoResult();
    result.lesion.centreMm = {40, 30, -20};
    EXPECT_THROW(PdfReportWriter(folder / "report.pdf").write(reporting::Report(result), preparedCase()), Error);
    result.lesion.centreVoxel = {500, 0, 0};
    EXPECT_THROW(PdfReportWriter(folder / "report.pdf").write(reporting::Report(result), preparedCase()), Error);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace metrisk::ui::printing
