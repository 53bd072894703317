#include "core/evaluation/EvaluationPage.h"
#include "tests/core/evaluation/EvaluationSample.h"
#include "tests/support/TestFiles.h"
#include "tests/ui/printing/PdfText.h"
#include "ui/printing/EvaluationHtml.h"
#include "ui/printing/EvaluationPdf.h"
#include "ui/printing/Paper.h"

#include <gtest/gtest.h>

namespace metrisk::ui::printing {
namespace {

using namespace ::metrisk::testing;
using evaluation::EvaluationPage, evaluation::PageSection, evaluation::PageTable;

const Evaluation& evaluated()
{
    static const Evaluation result = [] {
        const auto training = predictionsOf(madeUpTable(300, 0.5));
        return evaluation::evaluate(predictionsOf(madeUpTable()), &training, quickly());
    }();
    return result;
}

EvaluationPage page()
{
    return evaluation::pageOf(evaluated(), {std::string(64, 'a'), std::string(64, 'b'), "2026-03-14T09:26:53Z", "2026-03-14 09:26 UTC", "MetRisk test"});
}

TEST(EvaluationHtml, WritesWordsThatHtmlWouldReadAsMarkup)
{
    EvaluationPage draft{.title = "A & B", .subtitle = "<p.csv>", .warnings = {"x < \"y\""}, .sections = {}, .foot = "foot"};
    PageTable table{"T", {"", "n"}, {{{"<b>"}, true}, {{"level & more", "12"}, false}}, "note > all"};
    draft.sections.push_back({"S", {"p < 0.001"}, {table}, {"km", "absent"}});
    const auto html = evaluationHtml(draft, {{"km", "<?xml version=\"1.0\"?>\n<svg>x</svg>"}});
    for (const char* words : {"A &amp; B", "&lt;p.csv&gt;", "x &lt; &quot;y&quot;", "&lt;b&gt;", "level &amp; more", "note &gt; all",
                              "<p>p &lt; 0.001</p>", "<figure id=\"km\"><svg>x</svg></figure>", "<td class=\"number\">12</td>"})
        EXPECT_NE(html.find(words), std::string::npos) << words;
    EXPECT_EQ(html.find("<?xml"), std::string::npos);
    EXPECT_EQ(html.find("absent"), std::string::npos);
}

TEST(EvaluationHtml, HoldsEverySectionAndLoadsNothing)
{
    const auto html = evaluationHtml(page(), {});
    for (const auto& section : page().sections)
        EXPECT_NE(html.find(section.title.substr(0, section.title.find('?'))), std::string::npos) << section.title;
    for (const char* outside : {"<script", "src=", "href=", "@import", "url("})
        EXPECT_EQ(html.find(outside), std::string::npos) << outside;
}

TEST(EvaluationPlots, AreThoseThePageNames)
{
    std::vector<std::string> wanted, made;
    for (const auto& section : page().sections)
        wanted.insert(wanted.end(), section.plots.begin(), section.plots.end());
    for (const auto& plot : evaluationPlots(evaluated())) {
        made.push_back(plot.name);
        EXPECT_FALSE(plot.plot.empty()) << plot.name;
        EXPECT_EQ(std::ranges::count(evaluationPlotNames(), plot.name), 1) << plot.name;
    }
    std::ranges::sort(wanted);
    std::ranges::sort(made);
    EXPECT_EQ(made, wanted);
    EXPECT_EQ(made.size(), evaluationPlotNames().size());
}

TEST(EvaluationPlots, TellFollowUpAndTheCutOffsOfTheTrainingTable)
{
    for (const auto& plot : evaluationPlots(evaluated()))
        if (plot.name == "survival" || plot.name == "incidence") {
            const auto notes = plot.plot.footnotes.join("\n");
            EXPECT_TRUE(notes.contains("percentiles 33 and 66 of the training table")) << notes.toStdString();
            const auto months = QString::number(evaluated().cohort.medianFollowUp.months.value(), 'f', 0);
            EXPECT_TRUE(notes.contains("Median follow-up (reverse Kaplan-Meier): " + months + " months")) << notes.toStdString();
        }
}

/// The PDF, written once and read back by another program.
class PrintedEvaluation : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!popplerIsInstalled())
            GTEST_SKIP() << "pdftotext (package poppler-utils) is not installed; the PDF is not read back.";
        writeText(m_path, evaluationPdf(page(), evaluationPlots(evaluated())).toStdString());
    }
    TemporaryFolder m_folder;
    std::filesystem::path m_path = m_folder / "evaluation.pdf";
};

TEST_F(PrintedEvaluation, SaysEverythingAndNumbersItsPages)
{
    const auto pages = pageTexts(m_path);
    QString text;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        EXPECT_TRUE(pages[i].simplified().contains(QString("Page %1 of %2").arg(i + 1).arg(pages.size())));
        EXPECT_TRUE(pages[i].simplified().contains("200 patients"));
        text += pages[i].simplified() + "\n";
    }
    for (const auto& section : page().sections)
        for (const auto& table : section.tables)
            EXPECT_TRUE(text.contains(QString::fromStdString(table.title))) << table.title;
    EXPECT_TRUE(text.contains("Research use only. Not a medical device."));
    EXPECT_EQ(pictureCount(m_path), 0);   // vectors only
}

TEST_F(PrintedEvaluation, IsDrawnWithoutComplaint)
{
    EXPECT_EQ(complaintsOf(m_path).toStdString(), "");
}

TEST_F(PrintedEvaluation, KeepsEveryWordOnThePaper)
{
    constexpr double pointsPerUnit = 72.0 / paper::unitsPerInch;
    for (const auto& words : pageWords(m_path))
        for (const auto& word : words) {
            EXPECT_GE(word.box.left(), paper::left * pointsPerUnit - 2.0) << word.text.toStdString();
            EXPECT_LE(word.box.right(), paper::right * pointsPerUnit + 2.0) << word.text.toStdString();
            EXPECT_LE(word.box.bottom(), paper::height * pointsPerUnit) << word.text.toStdString();
        }
}

}  // namespace
}  // namespace metrisk::ui::printing
