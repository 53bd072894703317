#include "ui/charts/EvaluationPlots.h"

#include "tests/ui/charts/ChartPictures.h"

#include <gtest/gtest.h>

namespace metrisk::ui::charts {
namespace {

using ::metrisk::testing::seriesOf;

ForestContent ratios()
{
    ForestContent content;
    content.title = "Cox model";
    content.rows = {{.name = "Primary tumour", .heading = true},
                    {.name = "NSCLC", .indent = 1, .patients = 90, .events = 20, .instead = "reference"},
                    {.name = "Melanoma", .indent = 1, .patients = 40, .events = 12, .estimate = 1.52,
                     .interval = survival::Interval{1.04, 2.21}, .p = 0.03},
                    {.name = "Other", .indent = 1, .patients = 9, .events = 2, .estimate = 3.1,
                     .interval = survival::Interval{0.0004, 900.0}, .p = 0.6}};
    return content;
}

TEST(ForestPlot, HasAColumnForEveryNumberAndAWordForEveryReference)
{
    const auto plot = forestPlot(ratios());
    ASSERT_EQ(plot.rows.columns.size(), 4);
    EXPECT_EQ(plot.rows.columns[2].title, "Hazard ratio (95 % interval)");
    EXPECT_EQ(plot.rows.rows[2].cells, (QStringList{"40", "12", "1.52 (1.04 to 2.21)", "0.03"}));
    EXPECT_EQ(plot.rows.rows[1].instead, "reference");
    EXPECT_FALSE(plot.rows.rows[1].estimate);
    EXPECT_TRUE(plot.rows.rows[0].heading);
    EXPECT_TRUE(plot.x.title.startsWith("Hazard ratio, 95 % interval, logarithmic scale"));
}

TEST(ForestPlot, NamesTheConfidenceThatWasUsed)
{
    auto content = ratios();
    content.confidence = 0.9;
    EXPECT_TRUE(forestPlot(content).x.title.contains("90 % interval"));
}

TEST(ForestPlot, AnIntervalMayLeaveTheAxisButTheEstimateDoesNot)
{
    const auto plot = forestPlot(ratios());
    const auto& other = plot.rows.rows[3];
    EXPECT_LT(plot.x.share(*other.low), 0.0);
    EXPECT_GT(plot.x.share(*other.high), 1.0);
    for (const auto& row : plot.rows.rows)
        if (row.estimate) {
            EXPECT_GE(plot.x.share(*row.estimate), 0.0);
            EXPECT_LE(plot.x.share(*row.estimate), 1.0);
        }
    EXPECT_TRUE(plot.x.logarithmic);
}

TEST(ForestPlot, DrawsAnArrowWhereAnIntervalLeavesTheAxis)
{
    auto content = ratios();
    const auto theme = ChartTheme::paper("DejaVu Sans");
    PlotScene with(forestPlot(content), theme);
    content.rows[3].interval = survival::Interval{0.5, 20.0};
    content.range = survival::Interval{with.plot().x.low, with.plot().x.high};
    PlotScene without(forestPlot(content), theme);
    const auto inkAtRightEdge = [&](PlotScene& scene) {
        const QImage image = ::metrisk::testing::pictureOf(scene, {760, 260});
        const auto& layout = scene.layout();
        return ::metrisk::testing::pixelsNear(image, {layout.plane.right() - 2, layout.plane.top() + 3.5 * layout.rowHeight},
                                              theme.text, 5);
    };
    EXPECT_GT(inkAtRightEdge(with), 0);
    EXPECT_EQ(inkAtRightEdge(without), 0);
}

TEST(ForestPlot, TheConcordanceFormIsLinearWithItsLineAtOneHalf)
{
    const survival::Concordance c{.value = 0.68, .standardError = 0.05, .interval = {0.58, 0.78}, .pairs = {}};
    const auto plot = forestPlot(concordanceForest("C-index", "by fold", {concordanceRow("Fold 1", c, 50, 11),
                                                                         notComputableRow("Fold 2", 3, 0, "no event")}));
    EXPECT_FALSE(plot.x.logarithmic);
    EXPECT_EQ(plot.references.first().data.first().x, 0.5);
    EXPECT_EQ(plot.rows.rows[0].cells, (QStringList{"50", "11", "0.68 (0.58 to 0.78)"}));  // no p anywhere: no column for it
    EXPECT_EQ(plot.rows.rows[1].instead, "not computable: no event");
    EXPECT_EQ(plot.rows.rows[1].cells, (QStringList{"3", "0", ""}));
    EXPECT_TRUE(plot.spoken.contains("Fold 2: not computable: no event."));
}

CalibrationContent calibrated()
{
    CalibrationContent content;
    content.horizonMonths = 24.0;
    content.groups = {{.range = {0.0, 0.1}, .patients = 40, .events = 3, .meanPredicted = 0.05, .observed = 0.08,
                       .interval = {0.03, 0.22}, .beyondFollowUp = false},
                      {.range = {0.1, 0.5}, .patients = 41, .events = 11, .meanPredicted = 0.30, .observed = 0.25,
                       .interval = {0.13, 0.42}, .beyondFollowUp = true}};
    content.recalibration = survival::Recalibration{{-0.1, 0.3, {-0.69, 0.49}}, survival::CalibrationTerm{0.8, 0.2, {0.41, 1.19}}};
    content.predictions = {0.02, 0.05, 0.051, 0.30, 0.45};
    content.patients = 81;
    content.events = 14;
    return content;
}

TEST(CalibrationPlot, SharesOneAxisAndMarksGroupsBeyondFollowUp)
{
    const auto plot = calibrationPlot(calibrated());
    EXPECT_EQ(plot.x.high, plot.y.high);
    EXPECT_EQ(plot.x.high, 50.0);
    EXPECT_EQ(plot.references.first().data.last().x, plot.references.first().data.last().y);
    EXPECT_EQ(seriesOf(plot, "groups", Shape::Points).data, (QList<Datum>{{5, 8, 3, 22}}));
    const auto& beyond = seriesOf(plot, "groups followed for less than the horizon", Shape::Points);
    EXPECT_TRUE(beyond.look.faint);
    EXPECT_EQ(beyond.data.size(), 1);
    EXPECT_TRUE(plot.footnotes.join(" ").contains("Open points"));
    EXPECT_EQ(plot.title, "Calibration at 24 months");
}

TEST(CalibrationPlot, PrintsInterceptAndSlopeWithTheirIntervals)
{
    const auto plot = calibrationPlot(calibrated());
    EXPECT_TRUE(plot.inset.contains("Intercept −0.10 (−0.69 to 0.49)"));
    EXPECT_TRUE(plot.inset.contains("Slope 0.80 (0.41 to 1.19)"));
    EXPECT_TRUE(plot.inset.contains("81 patients, 14 events by 24 months"));
}

TEST(CalibrationPlot, CountsEveryPredictionOnce)
{
    const auto plot = calibrationPlot(calibrated());
    double sum = 0.0;
    for (const auto& bin : plot.strip.bins)
        sum += bin.y;
    EXPECT_EQ(sum, 5.0);
    EXPECT_EQ(plot.strip.bins[2].y, 2.0);  // 4 to 6 %: 5 and 5.1
    EXPECT_EQ(*plot.strip.bins[2].low, 4.0);
}

DecisionContent decided()
{
    DecisionContent content;
    content.horizonMonths = 24.0;
    content.curve = {.patients = 200, .events = 40, .points = {}};
    content.curve.points = {{.threshold = 0.1, .treated = 150, .model = 0.12, .all = 0.13, .reductionPer100 = -9, .beyondFollowUp = false, .band = survival::Interval{0.06, 0.18}},
                            {.threshold = 0.2, .treated = 90, .model = 0.08, .all = 0.03, .reductionPer100 = 20, .beyondFollowUp = false, .band = survival::Interval{0.02, 0.13}},
                            {.threshold = 0.3, .treated = 40, .model = 0.04, .all = -0.10, .reductionPer100 = 33, .beyondFollowUp = false, .band = survival::Interval{-0.01, 0.09}},
                            {.threshold = 0.4, .treated = 5, .model = -0.01, .all = -0.30, .reductionPer100 = 44, .beyondFollowUp = true, .band = survival::Interval{-0.04, 0.03}}};
    return content;
}

TEST(DecisionPlot, SaysWhereTheModelIsWorthMore)
{
    const auto text = decisionSentence(decided());
    EXPECT_TRUE(text.contains("at thresholds of 20 % to 30 % (of 10 % to 40 % looked at)")) << text.toStdString();
    auto worthless = decided();
    for (auto& point : worthless.curve.points)
        point.model = -0.01;
    EXPECT_TRUE(decisionSentence(worthless).startsWith("At no threshold from 10 % to 40 %"));
}

TEST(DecisionPlot, DrawsThreeStrategiesOverTheThresholds)
{
    const auto plot = decisionPlot(decided());
    EXPECT_EQ(seriesOf(plot, "treat nobody", Shape::Line).data[3], (Datum{40, 0, {}, {}}));
    EXPECT_EQ(seriesOf(plot, "treat all", Shape::Line).data[1], (Datum{20, 0.03, {}, {}}));
    const auto& model = seriesOf(plot, "treat by the model", Shape::Line);
    EXPECT_EQ(model.data[0], (Datum{10, 0.12, 0.06, 0.18}));
    EXPECT_EQ(model.faintFrom, 40.0);
    EXPECT_GT(plot.y.low, -0.30);  // treating all falls out of the plane instead of pressing the rest together
    EXPECT_GE(plot.y.high, 0.18);
    EXPECT_EQ(plot.x.low, 10.0);
    EXPECT_EQ(plot.x.high, 40.0);
}

TEST(RocPlot, NamesTheAreaWithItsInterval)
{
    // Scores 1 to 4, outcomes 0 1 0 1: three of four pairs in order.
    const auto roc = survival::rocCurve({false, true, false, true}, {1, 2, 3, 4});
    RocContent content;
    content.curves = {{"Model", roc}, {"Volume", roc}};
    const auto plot = rocPlot(content);
    EXPECT_TRUE(plot.inset.first().startsWith("Model: AUC 0.75 (95 % interval ")) << plot.inset.first().toStdString();
    EXPECT_EQ(plot.inset.last(), "2 with and 2 without the outcome");
    ASSERT_EQ(plot.series.size(), 2);
    EXPECT_EQ(plot.series[0].data.first(), (Datum{0, 0, {}, {}}));
    EXPECT_EQ(plot.series[0].data.last(), (Datum{100, 100, {}, {}}));
    EXPECT_NE(plot.series[0].look.dash, plot.series[1].look.dash);
    EXPECT_EQ(plot.references.first().data.last(), (Datum{100, 100, {}, {}}));
}

TEST(TimeAucPlot, LeavesOutTimesWithoutAnAreaAndSaysSo)
{
    TimeAucContent content;
    content.curves = {{"", {.at = {{6, 0, 90, {}}, {12, 8, 70, 0.71}, {24, 15, 40, 0.66}}, .mean = 0.68}}};
    const auto plot = timeAucPlot(content);
    EXPECT_EQ(seriesOf(plot, "AUC", Shape::Points).data, (QList<Datum>{{12, 0.71, {}, {}}, {24, 0.66, {}, {}}}));
    EXPECT_EQ(plot.table.columns, (QList<double>{6, 12, 24}));
    EXPECT_EQ(plot.table.groups[0].lines[0].cells, (QStringList{"0*", "8", "15"}));
    EXPECT_TRUE(plot.footnotes.join(" ").contains("* not computable"));
    EXPECT_TRUE(plot.inset.contains("mean AUC 0.68"));
    EXPECT_EQ(plot.y.low, 0.4);
}

TEST(TimeAucPlot, DrawsKnownIntervalsAsWhiskersWithinTheAxis)
{
    TimeAucContent content;
    content.curves.resize(1);
    content.curves[0].auc.at = {{12, 8, 70, 0.71}, {24, 15, 40, 0.66}};
    content.curves[0].intervals = {survival::Interval{0.31, 0.9}, {}};
    const auto plot = timeAucPlot(content);
    EXPECT_EQ(seriesOf(plot, "AUC", Shape::Points).data, (QList<Datum>{{12, 0.71, 0.31, 0.9}, {24, 0.66, {}, {}}}));
    EXPECT_EQ(seriesOf(plot, "AUC", Shape::Line).data[0], (Datum{12, 0.71, {}, {}}));  // no band between the times
    EXPECT_LE(plot.y.low, 0.31);
}

}  // namespace
}  // namespace metrisk::ui::charts
