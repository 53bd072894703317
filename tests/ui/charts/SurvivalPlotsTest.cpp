#include "ui/charts/SurvivalPlots.h"

#include "tests/core/reporting/DemoResult.h"
#include "tests/ui/charts/ChartPictures.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::ui::charts {
namespace {

using ::metrisk::testing::drawnPlacement;
using ::metrisk::testing::seriesOf;

/// Four patients: failure at 2, lost at 3, failure at 5, lost at 9. Worked out by hand: 100, 75, 75, 37.5 %.
analysis::Placement fourPatients()
{
    return {.cohortName = "four patients", .endpoint = "freedom from local failure", .cutLow = 0, .cutHigh = 0,
            .groups = {{"A", survival::kaplanMeier({{2, true}, {3, false}, {5, true}, {9, false}})}},
            .logRank = {}, .incidences = {}, .grayTest = {}, .predicted = {}};
}

analysis::Placement competingPlacement()
{
    auto placement = drawnPlacement();
    // Failure at 2, death at 4, lost at 6, failure at 8: incidence of failure 25 % from 2 on, then 25 + 50 %.
    placement.incidences = {{"low", survival::cumulativeIncidence({{2, 1}, {4, 2}, {6, 0}, {8, 1}})},
                            {"high", survival::cumulativeIncidence({{1, 1}, {3, 1}, {7, 2}, {9, 0}})}};
    placement.grayTest = survival::LogRank{4.2, 1, 0.04};
    return placement;
}

analysis::Placement predictedPlacement()
{
    auto placement = drawnPlacement();
    for (int month = 0; month <= 30; ++month) {
        const double freedom = std::exp(-0.01 * month);
        placement.predicted.push_back({double(month), freedom, {freedom * freedom, std::sqrt(freedom)}, false});
    }
    placement.predicted.push_back({31.0, 0.5, {0.1, 0.9}, true});
    return placement;
}

TEST(KaplanMeierPlot, StepsFromAHundredPercentToTheLastFollowUp)
{
    const auto plot = kaplanMeierPlot(fourPatients());
    const auto& curve = seriesOf(plot, "A", Shape::Steps);
    ASSERT_EQ(curve.data.size(), 5);
    const double times[] = {0, 2, 3, 5, 9}, percents[] = {100, 75, 75, 37.5, 37.5};
    for (qsizetype i = 0; i < 5; ++i) {
        EXPECT_EQ(curve.data[i].x, times[i]);
        EXPECT_NEAR(curve.data[i].y, percents[i], 1e-12);
        EXPECT_LE(*curve.data[i].low, curve.data[i].y);
        EXPECT_GE(*curve.data[i].high, curve.data[i].y);
    }
    const auto& censored = seriesOf(plot, "A, censored", Shape::Ticks);
    ASSERT_EQ(censored.data.size(), 2);
    EXPECT_EQ(censored.data[0].x, 3.0);
    EXPECT_EQ(censored.data[1].x, 9.0);
    EXPECT_EQ(curve.faintFrom, 0.0);  // never ten at risk
}

TEST(KaplanMeierPlot, CountsAgreeWithTheCurveAndAddUpToTheGroup)
{
    const auto placement = drawnPlacement();
    const auto plot = kaplanMeierPlot(placement);
    ASSERT_EQ(plot.table.groups.size(), 3);
    for (qsizetype row = 0; row < 3; ++row) {
        const auto& curve = placement.groups[std::size_t(row)].curve;
        const auto& lines = plot.table.groups[row].lines;
        ASSERT_EQ(lines.size(), 3);
        for (qsizetype column = 0; column < plot.table.columns.size(); ++column) {
            EXPECT_EQ(lines[0].cells[column].toInt(), curve.atRiskAt(plot.table.columns[column]));
            EXPECT_EQ(lines[0].cells[column].toInt() + lines[1].cells[column].toInt() + lines[2].cells[column].toInt(),
                      curve.patients);
        }
        EXPECT_EQ(lines[0].cells.first().toInt(), curve.patients);
        EXPECT_EQ(lines[2].cells.last().toInt(), curve.events);
    }
}

TEST(KaplanMeierPlot, TurnsFaintWhereFewerThanTenAreLeft)
{
    const auto placement = drawnPlacement();
    const auto plot = kaplanMeierPlot(placement);
    for (const auto& group : placement.groups) {
        const double firm = *seriesOf(plot, QString::fromStdString(group.group), Shape::Steps).faintFrom;
        EXPECT_GE(group.curve.atRiskAt(firm), fewAtRisk);
        EXPECT_LT(group.curve.atRiskAt(firm + 1e-6), fewAtRisk);
    }
}

TEST(KaplanMeierPlot, NamesAndEmphasisesThePatientsGroup)
{
    const auto plot = kaplanMeierPlot(drawnPlacement(), {.patientGroup = "medium"});
    EXPECT_EQ(seriesOf(plot, "medium", Shape::Steps).label, "medium: this case");
    EXPECT_TRUE(seriesOf(plot, "medium", Shape::Steps).look.emphasised);
    EXPECT_EQ(seriesOf(plot, "low", Shape::Steps).label, "low");
    EXPECT_FALSE(seriesOf(plot, "low", Shape::Steps).look.emphasised);
    for (const auto& series : kaplanMeierPlot(drawnPlacement()).series)
        EXPECT_FALSE(series.look.emphasised);
}

TEST(KaplanMeierPlot, GivesEveryGroupItsOwnInkAndDash)
{
    auto placement = drawnPlacement();
    const auto curve = placement.groups[0].curve;
    placement.groups.clear();
    for (const char* name : {"centre 1", "centre 2", "centre 3", "centre 4", "centre 5", "centre 6"})
        placement.groups.push_back({name, curve});
    const auto plot = kaplanMeierPlot(placement, {.groupedBy = "centre"});
    EXPECT_EQ(plot.title, "Freedom from local failure by centre");
    for (qsizetype i = 0; i < plot.table.groups.size(); ++i)
        for (qsizetype j = 0; j < i; ++j) {
            EXPECT_NE(plot.table.groups[i].look.ink, plot.table.groups[j].look.ink);
            EXPECT_NE(plot.table.groups[i].look.dash, plot.table.groups[j].look.dash);
        }
}

TEST(KaplanMeierPlot, MarksTheLandmarksAndSaysTheirRates)
{
    const auto plot = kaplanMeierPlot(fourPatients(), {.landmarksMonths = {6, 12}});
    EXPECT_TRUE(plot.footnotes.join("\n").contains("6 months: A 38 %"));
    EXPECT_FALSE(plot.footnotes.join("\n").contains("12 months"));  // nobody was followed for that long
    EXPECT_TRUE(kaplanMeierPlot(fourPatients(), {.landmarksMonths = {}}).footnotes.filter("6 months").isEmpty());
}

TEST(KaplanMeierPlot, SaysTheTestWithItsNumbers)
{
    const auto placement = drawnPlacement();
    const auto text = kaplanMeierPlot(placement).footnotes.first();
    EXPECT_TRUE(text.startsWith("Log-rank test")) << text.toStdString();
    EXPECT_TRUE(text.contains("2 df"));
    EXPECT_TRUE(text.contains(QString::number(placement.logRank.chiSquare, 'f', 1)));
    EXPECT_TRUE(text.contains("253 patients"));
}

TEST(KaplanMeierPlot, SaysHowLongPatientsWereFollowed)
{
    // Lost at 3 of three still followed, and at 9: the reversed curve falls to 2/3 and to 0.
    EXPECT_TRUE(kaplanMeierPlot(fourPatients()).footnotes.contains("Median follow-up (reverse Kaplan-Meier): 9 months (3 to not reached)"));
    // Deaths at 4 and 7 are no losses: those were at 6 and 9. Taken for losses the median would be 7.
    const auto text = kaplanMeierPlot(competingPlacement()).footnotes.join("\n");
    EXPECT_TRUE(text.contains("(reverse Kaplan-Meier): 9 months")) << text.toStdString();
    EXPECT_TRUE(text.contains("Ticks: censored, deaths included."));
    EXPECT_TRUE(incidencePlot(competingPlacement()).footnotes.join("\n").contains("(reverse Kaplan-Meier): 9 months"));
}

TEST(KaplanMeierPlot, SaysHowTheGroupsWereCutAndWhatIsCensored)
{
    const auto text = kaplanMeierPlot(drawnPlacement()).footnotes.join("\n");   // 84, 83 and 86 patients
    EXPECT_TRUE(text.contains("Groups cut at the 33rd and 66th percentiles of this cohort’s risks")) << text.toStdString();
    EXPECT_TRUE(text.contains("Ticks: censored. Faint"));
    EXPECT_TRUE(kaplanMeierPlot(drawnPlacement(), {.cutOffs = "Cut elsewhere"}).footnotes.contains("Cut elsewhere"));
    EXPECT_FALSE(kaplanMeierPlot(fourPatients()).footnotes.join("\n").contains("percentile"));   // no risk groups
    EXPECT_TRUE(kaplanMeierPlot(fourPatients(), {.confidence = 0.9}).footnotes.last().startsWith("Bands: 90 %"));
}

TEST(KaplanMeierPlot, HoldsACohortOfNobody)
{
    const auto plot = kaplanMeierPlot({}, {.patientGroup = "high"});
    EXPECT_TRUE(plot.series.isEmpty());
    EXPECT_TRUE(plot.empty());
}

TEST(IncidencePlot, RisesFromZeroAndCountsDeathsApart)
{
    const auto plot = incidencePlot(competingPlacement());
    const auto& low = seriesOf(plot, "low", Shape::Steps);
    EXPECT_EQ(low.data.first(), (Datum{0, 0, 0, 0}));
    EXPECT_NEAR(low.data.last().y, 75.0, 1e-9);  // 25 at 2; half are free of everything at 8, who then fails
    EXPECT_NEAR(seriesOf(plot, "low, death before", Shape::Steps).data.last().y, 25.0, 1e-9);
    const auto& lines = plot.table.groups[0].lines;
    ASSERT_EQ(lines.size(), 4);
    const auto last = plot.table.columns.size() - 1;
    EXPECT_EQ(plot.table.columns[last], 9.0);
    for (const auto& [line, count] : {std::pair{0, "0"}, {1, "1"}, {2, "2"}, {3, "1"}})
        EXPECT_EQ(lines[line].cells[last], count);
    EXPECT_TRUE(plot.footnotes.first().startsWith("Gray’s test χ² 4.2, 1 df, p = 0.04 · 8 patients, 4 events, 2 deaths"));
}

TEST(IncidencePlot, SaysWhyItIsNotThere)
{
    EXPECT_TRUE(incidencePlot(drawnPlacement()).empty());
    EXPECT_FALSE(whyNoIncidence(drawnPlacement()).isEmpty());
    EXPECT_TRUE(whyNoIncidence(competingPlacement()).isEmpty());
}

TEST(OutlookPlot, EndsWithTheFollowUpOverTheGroupsFaintCurve)
{
    const auto plot = outlookPlot(predictedPlacement(), {.patientGroup = "high"});
    const auto& own = seriesOf(plot, "this patient, predicted", Shape::Steps);
    ASSERT_EQ(own.data.size(), 31);
    EXPECT_EQ(own.data.last().x, 30.0);
    EXPECT_NEAR(own.data[12].y, 100 * std::exp(-0.12), 1e-9);
    EXPECT_TRUE(own.look.emphasised);
    EXPECT_TRUE(seriesOf(plot, "high group, observed", Shape::Steps).look.faint);
    ASSERT_EQ(plot.table.groups.size(), 1);
    EXPECT_EQ(plot.table.groups[0].name, "high");
    EXPECT_TRUE(plot.footnotes.join(" ").contains("does not cover the error of the model"));
    EXPECT_TRUE(plot.footnotes.first().contains("24 months: 79 % (62 to 89)"));
}

TEST(OutlookPlot, SaysWhyItIsNotThere)
{
    EXPECT_TRUE(outlookPlot(drawnPlacement(), {.patientGroup = "high"}).empty());
    EXPECT_FALSE(whyNoOutlook(drawnPlacement()).isEmpty());
    EXPECT_TRUE(whyNoOutlook(predictedPlacement()).isEmpty());
}

}  // namespace
}  // namespace metrisk::ui::charts
