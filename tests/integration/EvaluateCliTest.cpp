#include "tests/core/evaluation/EvaluationSample.h"
#include "tests/support/Process.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

// metrisk-cli evaluate as a stranger uses it: the real program, tables on the disk, the page read back.
namespace metrisk {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using testing::TemporaryFolder;
using testing::textOf;
using testing::writeText;

const fs::path cli = METRISK_CLI;

testing::Outcome evaluate(const fs::path& predictions, const fs::path& out, std::vector<std::string> more = {})
{
    std::vector<std::string> words{"evaluate", "--predictions", predictions.string(), "--out", out.string(), "--resamples", "100"};
    words.insert(words.end(), more.begin(), more.end());
    return testing::run(cli, words);
}

bool holds(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

TEST(EvaluateCli, WritesPageTablesAndPlotsOfATableWithTraining)
{
    const TemporaryFolder folder;
    writeText(folder / "p.csv", testing::madeUpTable());
    auto training = testing::madeUpTable(300, 0.5);
    writeText(folder / "t.csv", training);
    const auto outcome = evaluate(folder / "p.csv", folder / "out", {"--training", (folder / "t.csv").string(), "--outcome", "local failure"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.output;
    const auto json = Json::parse(textOf(folder / "out/evaluation.json"));
    const int events = json.at("predictions").at("events");
    EXPECT_EQ(json.at("predictions").at("patients"), 200);
    EXPECT_EQ(json.at("predictions").at("sha256").get<std::string>().size(), 64U);
    EXPECT_EQ(json.at("options").at("resamples"), 100);
    EXPECT_TRUE(holds(outcome.output, "200 patients, " + std::to_string(events) + " events")) << outcome.output;

    const auto html = textOf(folder / "out/evaluation.html");
    EXPECT_TRUE(holds(html, "p.csv · 200 patients, " + std::to_string(events) + " events"));
    EXPECT_FALSE(holds(html, "not computable"));
    EXPECT_FALSE(holds(html, "<script"));
    EXPECT_FALSE(holds(html, "http://") && holds(html, "src="));
    for (const char* plot : {"concordance", "comparison", "subgroups", "survival", "incidence", "calibration", "decision", "auc", "roc"}) {
        EXPECT_TRUE(holds(html, std::string("<figure id=\"") + plot + "\"")) << plot;
        EXPECT_TRUE(holds(textOf(folder / "out" / (std::string(plot) + ".svg")), "<svg")) << plot;
    }
    for (const char* table : {"concordance.csv", "groups.csv", "survival.csv", "calibration.csv", "decision.csv", "auc.csv", "subgroups.csv"})
        EXPECT_GT(textOf(folder / "out" / table).size(), 50U) << table;
    EXPECT_TRUE(textOf(folder / "out/evaluation.pdf").starts_with("%PDF-"));
    EXPECT_FALSE(fs::exists(folder / "out/.metrisk-unfinished"));
}

TEST(EvaluateCli, SaysNotComputableWhereItIsSo)
{
    const TemporaryFolder folder;
    writeText(folder / "p.csv", "id,time_months,event,risk,sex\nA,30,0,1,m\nB,40,0,2,f\nC,50,0,3,m\n");
    const auto outcome = evaluate(folder / "p.csv", folder / "out");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.output;
    const auto html = textOf(folder / "out/evaluation.html");
    EXPECT_TRUE(holds(html, "not computable: no event"));
    EXPECT_TRUE(holds(html, "not computable: neither a training table nor a column probability_"));
    EXPECT_TRUE(holds(html, "class=\"warning\">Nobody had the event"));
    EXPECT_FALSE(fs::exists(folder / "out/decision.svg"));
    EXPECT_FALSE(fs::exists(folder / "out/decision.csv"));
}

TEST(EvaluateCli, ReplacesAnEarlierRunOnlyWhenAllIsWritten)
{
    const TemporaryFolder folder;
    writeText(folder / "p.csv", testing::madeUpTable());
    ASSERT_EQ(evaluate(folder / "p.csv", folder / "out").exitCode, 0);
    const auto before = textOf(folder / "out/evaluation.json");
    EXPECT_TRUE(fs::exists(folder / "out/incidence.svg"));
    writeText(folder / "bad.csv", "id,time_months,event,risk\nA,x,1,0\n");
    EXPECT_EQ(evaluate(folder / "bad.csv", folder / "out").exitCode, 2);
    EXPECT_EQ(textOf(folder / "out/evaluation.json"), before);
    writeText(folder / "other.csv", "id,time_months,event,risk\nA,1,1,2\nB,2,1,1\nC,30,0,0\n");
    ASSERT_EQ(evaluate(folder / "other.csv", folder / "out").exitCode, 0);
    EXPECT_FALSE(fs::exists(folder / "out/incidence.svg"));   // of the earlier table, and nothing of this one
    EXPECT_EQ(Json::parse(textOf(folder / "out/evaluation.json")).at("predictions").at("patients"), 3);
}

TEST(EvaluateCli, GivesTheSameNumbersTwice)
{
    const TemporaryFolder folder;
    writeText(folder / "p.csv", testing::madeUpTable());
    ASSERT_EQ(evaluate(folder / "p.csv", folder / "a").exitCode, 0);
    ASSERT_EQ(evaluate(folder / "p.csv", folder / "b").exitCode, 0);
    auto first = Json::parse(textOf(folder / "a/evaluation.json")), second = Json::parse(textOf(folder / "b/evaluation.json"));
    first.erase("createdAt");
    second.erase("createdAt");
    EXPECT_EQ(first, second);
    EXPECT_EQ(textOf(folder / "a/survival.csv"), textOf(folder / "b/survival.csv"));
}

TEST(EvaluateCli, RefusesBadTablesAndOptionsInOneSentence)
{
    const TemporaryFolder folder;
    const auto expectRefused = [&](const std::string& text, const std::string& words, std::vector<std::string> more = {}) {
        writeText(folder / "p.csv", text);
        const auto outcome = evaluate(folder / "p.csv", folder / "out", std::move(more));
        EXPECT_EQ(outcome.exitCode, 2) << outcome.output;
        EXPECT_TRUE(holds(outcome.output, words)) << outcome.output;
        EXPECT_EQ(std::ranges::count(outcome.output, '\n'), 1) << outcome.output;
        EXPECT_FALSE(fs::exists(folder / "out/evaluation.json"));
    };
    const std::string good = "id,time_months,event,risk\nA,1,1,0\nB,2,0,1\n";
    expectRefused("id,time_months,event,risk\nA,1,1\n", "Line 2 of p.csv has 3 fields instead of 4.");
    expectRefused("id,time_months,event,risk\nA,1,yes,0\n", "p.csv, line 2, column “event”: “yes” is not a number.");
    expectRefused("patient,days,status\nA,1,1\n", "p.csv has no column “id”; it has patient, days, status.");
    expectRefused(good, "has no column “days”", {"--time-column", "days"});
    expectRefused(good, "has no column “gpa”", {"--scores", "gpa"});
    expectRefused(good, "A horizon of -1 months", {"--horizon=-1"});
    expectRefused(good, "Thresholds from 0.5 to 0.1", {"--thresholds", "0.5,0.1"});
    const auto absent = evaluate(folder / "absent.csv", folder / "out");
    EXPECT_EQ(absent.exitCode, 2) << absent.output;
    writeText(folder / "p.csv", good);
    EXPECT_EQ(evaluate(folder / "p.csv", "/proc/metrisk").exitCode, 1);
}

TEST(EvaluateCli, HelpsAStranger)
{
    const auto help = testing::run(cli, {"evaluate", "--help"});
    EXPECT_EQ(help.exitCode, 0);
    for (const char* word : {"--predictions", "--training", "--time-unit", "--lower-is-worse", "probability_<months>", "risk_1", "veteran.csv"})
        EXPECT_TRUE(holds(help.output, word)) << word;
}

}  // namespace
}  // namespace metrisk
