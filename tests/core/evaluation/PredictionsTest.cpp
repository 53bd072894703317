#include "core/evaluation/Predictions.h"

#include "core/common/Error.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>

namespace metrisk::evaluation {
namespace {

using Texts = std::vector<std::string>;

Predictions read(const std::string& text, const ColumnNames& names = {})
{
    return predictionsFrom(common::csvTable(text, "p.csv"), names);
}

std::string refusalOf(const std::string& text, const ColumnNames& names = {})
{
    try {
        read(text, names);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Input);
        EXPECT_FALSE(error.whatToDo().empty());
        return error.whatHappened();
    }
    return "accepted";
}

TEST(Predictions, ReadsTheLeastATableCanHave)
{
    const auto predictions = read("id,time_months,event,risk\nA,12.5,1,0.7\nB,3,0,-1e-2\n");
    EXPECT_EQ(predictions.ids, (Texts{"A", "B"}));
    EXPECT_EQ(predictions.followUp[0].timeMonths, 12.5);
    EXPECT_TRUE(predictions.followUp[0].event);
    EXPECT_FALSE(predictions.followUp[1].event);
    EXPECT_EQ(predictions.risks, (std::vector{0.7, -0.01}));
    EXPECT_TRUE(predictions.causes.empty());
    EXPECT_FALSE(predictions.folds);
    EXPECT_EQ(predictions.events(), 1);
}

TEST(Predictions, TakesTheMeanOfTheMembersAsTheEnsemblesRisk)
{
    const auto predictions = read("id,time_months,event,risk_2,risk_10,risk_1\nA,1,1,2,6,1\nB,2,0,0,3,0\n");
    EXPECT_EQ(predictions.risks, (std::vector{3.0, 1.0}));
    ASSERT_EQ(predictions.members.size(), 3U);
    EXPECT_EQ(predictions.members[0].name, "member 1");
    EXPECT_EQ(predictions.members[2].name, "member 10");
    EXPECT_EQ(predictions.members[2].risks, (std::vector{6.0, 3.0}));
    EXPECT_EQ(refusalOf("id,time_months,event,risk,risk_1,risk_2\nA,1,1,2,1,3\nB,2,0,2,1,2\n"),
              "p.csv, line 3, column “risk”: it is not the mean of the members, which is 1.5.");
    EXPECT_EQ(refusalOf("id,time_months,event,risk,risk_1,risk_2\nA,1,1,2,1,3\nB,2,0,1.5,1,2\n"), "accepted");
    EXPECT_EQ(refusalOf("id,time_months,event,risk_1,risk_01\nA,1,1,2,1\n"), "p.csv has member 1 twice.");
}

TEST(Predictions, TellsDeathsApartAndHoldsTheEventAgainstThem)
{
    const auto predictions = read("id,time_months,event,cause,risk\nA,1,1,1,0\nB,2,0,2,0\nC,2,0,0,0\n");
    EXPECT_EQ(predictions.causes, (std::vector{1, 2, 0}));
    EXPECT_EQ(predictions.events(), 1);
    EXPECT_EQ(refusalOf("id,time_months,event,cause,risk\nA,1,1,2,0\n"), "p.csv, line 2, column “event”: it contradicts the cause 2.");
    EXPECT_EQ(refusalOf("id,time_months,cause,risk\nA,1,3,0\n"), "p.csv, line 2, column “cause”: “3” is not 0, 1 or 2.");
}

TEST(Predictions, ReadsATableWithItsOwnNamesUnitsAndDirection)
{
    ColumnNames names{.id = "none", .time = "days", .event = "status", .risk = "karno", .timeUnit = TimeUnit::Days, .lowerIsWorse = {"karno"}};
    const auto predictions = read("days,status,karno\n30.4375,1,60\n60.875,0,90\n", names);
    EXPECT_DOUBLE_EQ(predictions.followUp[0].timeMonths, 1.0);
    EXPECT_DOUBLE_EQ(predictions.followUp[1].timeMonths, 2.0);
    EXPECT_EQ(predictions.risks, (std::vector{-60.0, -90.0}));
    EXPECT_TRUE(predictions.ids.empty());
    EXPECT_DOUBLE_EQ(monthsIn(TimeUnit::Years), 12.0);
    EXPECT_DOUBLE_EQ(monthsIn(TimeUnit::Weeks), 7 * monthsIn(TimeUnit::Days));
}

TEST(Predictions, ReadsProbabilitiesAndScoresWithGaps)
{
    const auto predictions = read("id,time_months,event,risk,probability_24,probability_6,score_gpa,volume\n"
                                  "A,1,1,0,0.4,0.1,,3\nB,2,0,0,0.5,0.2,1.5,NA\n", {.scores = {"volume"}});
    ASSERT_EQ(predictions.probabilities.size(), 2U);
    EXPECT_EQ(predictions.probabilities[0].months, 6.0);
    EXPECT_EQ(predictions.probabilities[1].event, (std::vector{0.4, 0.5}));
    ASSERT_EQ(predictions.scores.size(), 2U);
    EXPECT_EQ(predictions.scores[0].name, "gpa");
    EXPECT_FALSE(predictions.scores[0].values[0]);
    EXPECT_EQ(predictions.scores[1].values[0].value(), 3.0);
    EXPECT_TRUE(predictions.subgroups.empty());
    EXPECT_EQ(refusalOf("id,time_months,event,risk,probability_24\nA,1,1,0,1.5\n"), "p.csv, line 2, column “probability_24”: 1.5 is no probability.");
    EXPECT_EQ(refusalOf("id,time_months,event,risk,probability_soon\nA,1,1,0,1\n"), "p.csv has a column “probability_soon”, which names no time.");
    EXPECT_EQ(refusalOf("id,time_months,event,risk,probability_24,probability_24.0\nA,1,1,0,1,1\n"), "p.csv has the probability by 24 months twice.");
}

std::string longTable(const std::string& column, const std::function<std::string(int)>& value, int rows = 20)
{
    std::string text = "id,time_months,event,risk," + column + "\n";
    for (int i = 1; i <= rows; ++i)
        text += fmt::format("P{},1,1,0,{}\n", i, value(i));
    return text;
}

TEST(Predictions, MakesSubgroupsOfOtherColumns)
{
    const auto texts = read(longTable("sex", [](int i) { return i % 2 ? "male" : i == 4 ? "NA" : "female"; }));
    EXPECT_EQ(texts.subgroups.at(0).levels, (Texts{"female", "male", "not recorded"}));
    EXPECT_EQ(rowsOf(texts.subgroups[0], 2), (std::vector<std::size_t>{3}));

    const auto few = read(longTable("kps", [](int i) { return std::to_string(60 + 10 * (i % 5)); }));
    EXPECT_EQ(few.subgroups.at(0).levels, (Texts{"60", "70", "80", "90", "100"}));

    const auto many = read(longTable("age", [](int i) { return std::to_string(30 + 2 * i); }));
    EXPECT_EQ(many.subgroups.at(0).levels, (Texts{"51 or less", "above 51"}));
    EXPECT_EQ(many.subgroups[0].note, "split at its median");
    EXPECT_EQ(rowsOf(many.subgroups[0], 0).size(), 10U);
}

TEST(Predictions, LeavesOutColumnsThatPartNobodyAndSaysSo)
{
    const auto rowNumbers = read(longTable("row", [](int i) { return std::to_string(i); }));
    EXPECT_TRUE(rowNumbers.subgroups.empty());
    EXPECT_EQ(rowNumbers.notes, (Texts{"Not used as subgroups: row (counts the rows)."}));
    const auto same = read(longTable("site", [](int) { return "one"; }));
    EXPECT_EQ(same.notes, (Texts{"Not used as subgroups: site (is the same for everybody)."}));
    const auto names = read(longTable("name", [](int i) { return fmt::format("n{}", i); }));
    EXPECT_EQ(names.notes, (Texts{"Not used as subgroups: name (has 20 different texts)."}));
    const auto chosen = longTable("name", [](int i) { return fmt::format("n{}", i); });
    EXPECT_EQ(refusalOf(chosen, {.subgroups = Texts{"name"}}), "“name” makes no subgroups: it has 20 different texts.");
    EXPECT_TRUE(read(chosen, {.subgroups = Texts{}}).notes.empty());
}

TEST(Predictions, ReadsFoldsInTheirOrder)
{
    const auto predictions = read("id,time_months,event,risk,fold\nA,1,1,0,10\nB,1,1,0,2\nC,1,1,0,10\n");
    EXPECT_EQ(predictions.folds.value().levels, (Texts{"2", "10"}));
    EXPECT_EQ(predictions.folds->levelOf, (std::vector<std::size_t>{1, 0, 1}));
}

TEST(Predictions, RefusesEveryBadValueByLineAndColumn)
{
    const std::string head = "id,time_months,event,risk\n";
    EXPECT_EQ(refusalOf(head + "A,x,1,0\n"), "p.csv, line 2, column “time_months”: “x” is not a number.");
    EXPECT_EQ(refusalOf(head + "A,-1,1,0\n"), "p.csv, line 2, column “time_months”: a follow-up of -1 is below zero.");
    EXPECT_EQ(refusalOf(head + "A,,1,0\n"), "p.csv, line 2, column “time_months”: there is no value.");
    EXPECT_EQ(refusalOf(head + "A,nan,1,0\n"), "p.csv, line 2, column “time_months”: “nan” is not a number.");
    EXPECT_EQ(refusalOf(head + "A,1e15,1,0\n"), "p.csv, line 2, column “time_months”: “1e15” is too large.");
    EXPECT_EQ(refusalOf(head + "A,1,2,0\n"), "p.csv, line 2, column “event”: “2” is not 0 or 1.");
    EXPECT_EQ(refusalOf(head + "A,1,1,\"0,5\"\n"), "p.csv, line 2, column “risk”: “0,5” is not a number.");
    EXPECT_EQ(refusalOf(head + "A,1,1,inf\n"), "p.csv, line 2, column “risk”: “inf” is not a number.");
    EXPECT_EQ(refusalOf(head + "A,1,1,0\nB,1,1,0\nA,1,1,0\n"), "p.csv, line 4, column “id”: “A” is in line 2 already.");
    EXPECT_EQ(refusalOf(head + ",1,1,0\n"), "p.csv, line 2, column “id”: there is no id.");
    EXPECT_EQ(refusalOf("id,time,event,risk\nA,1,1,0\n"), "p.csv has no column “time_months”; it has id, time, event, risk.");
    EXPECT_EQ(refusalOf("id,time_months,risk\nA,1,0\n"), "p.csv has no column “event”; it has id, time_months, risk.");
    EXPECT_EQ(refusalOf("id,time_months,event\nA,1,0\n"), "p.csv has no column “risk”; it has id, time_months, event.");
    EXPECT_EQ(refusalOf(head + "A,1,1,0\n", {.lowerIsWorse = {"time_months"}}),
              "“time_months” is neither the risk nor a score, so its sign cannot be turned.");
    EXPECT_EQ(refusalOf("id,time_months,event,risk,kps\nA,1,1,0,90\n", {.lowerIsWorse = {"kps"}}),
              "“kps” is neither the risk nor a score, so its sign cannot be turned.");
}

TEST(Predictions, NeedsNeitherScoresNorSubgroupsOfTheTrainingTable)
{
    const ColumnNames names{.scores = {"gpa"}, .lowerIsWorse = {"gpa"}, .subgroups = Texts{"sex"}};
    const auto training = read("id,time_months,event,risk\nA,1,1,0\n", trainingNames(names));
    EXPECT_EQ(training.size(), 1U);
}

}  // namespace
}  // namespace metrisk::evaluation
