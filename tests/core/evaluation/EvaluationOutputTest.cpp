#include "core/evaluation/EvaluationJson.h"
#include "tests/core/evaluation/EvaluationSample.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>

namespace metrisk::evaluation {
namespace {

using Json = nlohmann::json;
using testing::predictionsOf, testing::quickly;

const Provenance provenance{std::string(64, 'a'), {}, "2026-03-14T09:26:53Z", "2026-03-14 09:26 UTC", "MetRisk test"};

std::map<std::string, common::CsvTable> tablesOf(const Evaluation& evaluation)
{
    std::map<std::string, common::CsvTable> tables;
    for (const auto& file : evaluationTables(evaluation))
        tables[file.name] = common::csvTable(file.text, file.name);
    return tables;
}

std::string textOf(const EvaluationPage& page)
{
    std::string text = page.title + page.subtitle;
    for (const auto& section : page.sections) {
        for (const auto& paragraph : section.paragraphs)
            text += "\n" + paragraph;
        for (const auto& table : section.tables)
            for (const auto& row : table.rows)
                for (const auto& cell : row.cells)
                    text += "\n" + cell;
    }
    return text;
}

TEST(EvaluationOutput, KeepsEveryNumberInJson)
{
    const auto training = predictionsOf(testing::madeUpTable(300, 0.5));
    const auto result = evaluate(predictionsOf(testing::madeUpTable()), &training, quickly());
    const auto json = Json::parse(evaluationToJson(result, provenance));
    EXPECT_EQ(json.at("schema"), 1);
    EXPECT_EQ(json.at("predictions").at("patients"), 200);
    EXPECT_EQ(json.at("discrimination").at("ensemble").at("c").at("value").get<double>(), result.discrimination.ensemble.c->value);
    EXPECT_EQ(json.at("discrimination").at("folds").at("rows").size(), 5U);
    EXPECT_EQ(json.at("discrimination").at("members").at("spread").at("count"), 2);
    EXPECT_EQ(json.at("riskGroups").at("groups").size(), 3U);
    EXPECT_EQ(json.at("riskGroups").at("cutsFrom"), "training table");
    EXPECT_EQ(json.at("riskGroups").at("logRank").at("p").get<double>(), result.groups.logRank->p);
    EXPECT_EQ(json.at("time").at("auc").size(), 7U);
    EXPECT_EQ(json.at("horizon").at("decisionCurve").at("points").size(), 46U);
    EXPECT_EQ(json.at("horizon").at("calibration").at("slope").at("value").get<double>(), result.horizon.recalibration->slope->estimate);
    EXPECT_EQ(json.at("riskGroups").at("cumulativeIncidence").at("deaths").get<int>(), *result.cohort.deaths);
}

TEST(EvaluationOutput, GivesTheReasonWhereJsonHasNoNumber)
{
    const auto result = evaluate(predictionsOf("id,time_months,event,risk\nA,30,0,1\nB,40,0,2\n"), nullptr, quickly());
    const auto json = Json::parse(evaluationToJson(result, provenance));
    EXPECT_TRUE(json.at("discrimination").at("ensemble").at("c").at("value").is_null());
    EXPECT_EQ(json.at("discrimination").at("ensemble").at("c").at("reason"), "no event");
    EXPECT_TRUE(json.at("horizon").at("decisionCurve").at("value").is_null());
    EXPECT_TRUE(json.at("training").is_null());
}

TEST(EvaluationOutput, WritesTablesThatReadBack)
{
    const auto training = predictionsOf(testing::madeUpTable(300, 0.5));
    const auto result = evaluate(predictionsOf(testing::madeUpTable()), &training, quickly());
    const auto tables = tablesOf(result);
    EXPECT_EQ(tables.size(), evaluationTableNames().size());
    for (const auto& name : evaluationTableNames())
        EXPECT_TRUE(tables.contains(name)) << name;
    const auto& concordance = tables.at("concordance.csv");
    EXPECT_EQ(concordance.rows.size(), 1U + 1U + 2U + 5U);
    EXPECT_EQ(std::stod(concordance.rows[0].fields[4]), result.discrimination.ensemble.c->value);
    EXPECT_EQ(tables.at("decision.csv").rows.size(), 46U);
    EXPECT_EQ(tables.at("auc.csv").rows.size(), 7U);
    std::size_t steps = 0;
    for (const auto& group : result.groups.groups)
        steps += group.curve.steps.size();
    EXPECT_EQ(tables.at("survival.csv").rows.size(), steps);
}

TEST(EvaluationOutput, WritesOnlyTheTablesThatHoldAnything)
{
    const auto tables = tablesOf(evaluate(predictionsOf("id,time_months,event,risk\nA,30,0,1\nB,40,0,2\n"), nullptr, quickly()));
    EXPECT_FALSE(tables.contains("decision.csv"));
    EXPECT_FALSE(tables.contains("incidence.csv"));
    EXPECT_EQ(tables.at("concordance.csv").rows[0].fields.back(), "not computable: no event");
}

TEST(EvaluationOutput, NamesPatientsAndEventsInEveryTableOfThePage)
{
    const auto training = predictionsOf(testing::madeUpTable(300, 0.5));
    const auto page = pageOf(evaluate(predictionsOf(testing::madeUpTable()), &training, quickly()), provenance);
    for (const auto& section : page.sections)
        for (const auto& table : section.tables) {
            const auto has = [&](const char* name) { return std::ranges::count(table.head, name) > 0; };
            EXPECT_TRUE(has("n")) << table.title;
            EXPECT_TRUE(has("Events") || has("Failed by then")) << table.title;
            for (const auto& row : table.rows)
                EXPECT_TRUE(row.heading || row.cells.size() == table.head.size()) << table.title << ": " << row.cells.front();
        }
}

TEST(EvaluationOutput, SaysNotComputableOnThePage)
{
    const auto empty = textOf(pageOf(evaluate(predictionsOf("id,time_months,event,risk\nA,30,0,1\nB,40,0,2\n"), nullptr, quickly()), provenance));
    EXPECT_NE(empty.find("not computable: no event"), std::string::npos);
    EXPECT_NE(empty.find("not computable: neither a training table nor a column probability_24"), std::string::npos);
    const auto training = predictionsOf(testing::madeUpTable(300, 0.5));
    const auto full = textOf(pageOf(evaluate(predictionsOf(testing::madeUpTable()), &training, quickly()), provenance));
    const auto reason = full.find("not computable");
    EXPECT_EQ(reason, std::string::npos) << full.substr(std::min(reason, full.size()), 100);
}

TEST(EvaluationOutput, WritesNumbersAsClinicalJournalsDo)
{
    EXPECT_EQ(intervalText(0.694, {0.6, 0.771}), "0.69 (0.60 to 0.77)");
    EXPECT_EQ(intervalText(-0.004, {-0.5, 0.1}), "0.00 (−0.50 to 0.10)");
    EXPECT_EQ(reasonText("No two patients can be compared."), "not computable: no two patients can be compared");
    EXPECT_EQ(reasonText("no event"), "not computable: no event");
    EXPECT_EQ(monthsText(22.44), "22.4 months");
    EXPECT_EQ(unbroken("97 % (90 to 99)"), "97\u00a0% (90\u00a0to\u00a099)");
    EXPECT_EQ(unbroken("p < 0.001 and more words"), "p <\u00a00.001 and more words");
}

}  // namespace
}  // namespace metrisk::evaluation
