#include "ui/charts/PlotScene.h"

#include "tests/core/reporting/DemoResult.h"
#include "tests/ui/charts/ChartPictures.h"
#include "ui/charts/CurveLabels.h"
#include "ui/charts/EvaluationPlots.h"
#include "ui/charts/PlotMeasures.h"
#include "ui/charts/SeriesLines.h"
#include "ui/charts/SurvivalPlots.h"

#include <QAbstractSeries>
#include <QChart>

#include <gtest/gtest.h>

namespace metrisk::ui::charts {
namespace {

using ::metrisk::testing::drawnPlacement;
using ::metrisk::testing::pictureOf;
using ::metrisk::testing::pixelsNear;
using ::metrisk::testing::seriesOf;

const QString family = "DejaVu Sans";

Plot highRisk()
{
    return kaplanMeierPlot(drawnPlacement(), {.patientGroup = "high"});
}

/// As beside the risk, where the landmarks stand in words of their own.
Plot smallPlot()
{
    return kaplanMeierPlot(drawnPlacement(), {.patientGroup = "high", .landmarksMonths = {}});
}

TEST(PlotScene, TableTicksAndCurvesShareOneAxis)
{
    PlotScene scene(highRisk(), ChartTheme::screen(family));
    for (const QSizeF size : {QSizeF(320, 420), QSizeF(500, 600), QSizeF(340, 420)}) {
        scene.setSize(size);
        auto* series = scene.chart()->series().last();
        for (const auto& tick : scene.plot().x.ticks) {
            const QPointF charts = scene.chart()->mapToPosition({scene.plot().x.share(tick.value), 0.5}, series);
            EXPECT_NEAR(charts.x(), scene.at(tick.value, 50).x(), 0.01) << tick.value;
            EXPECT_NEAR(charts.y(), scene.at(tick.value, 50).y(), 0.01) << tick.value;
            EXPECT_NEAR(charts.x(), scene.layout().at(scene.plot().x.share(tick.value), 0).x(), 0.01) << tick.value;
        }
    }
}

TEST(PlotScene, DrawsEveryCurveWhereItsNumbersAre)
{
    PlotScene scene(highRisk(), ChartTheme::screen(family));
    const QImage image = pictureOf(scene, {600, 700});
    for (const QString name : {"low", "medium", "high"}) {
        const auto& series = seriesOf(scene.plot(), name, Shape::Steps);
        const QColor colour = scene.theme().colourOf(series.look);
        double firm = 0.0;
        for (const auto& datum : series.data)
            if (datum.x <= *series.faintFrom)
                firm = datum.y;
        // Where the curve turns faint it is still drawn firmly, within a dash.
        EXPECT_GT(pixelsNear(image, scene.at(*series.faintFrom - 0.2, firm), colour, 5), 0) << name.toStdString();
        const QPointF end = scene.at(series.data.last().x, series.data.last().y);
        EXPECT_EQ(pixelsNear(image, end + QPointF(4, 0), colour, 1), 0)
            << name.toStdString() << " goes on beyond its last follow-up";
    }
}

TEST(PlotScene, LabelsLieOnNoCurveAndOnNoOtherLabel)
{
    PlotScene scene(smallPlot(), ChartTheme::screen(family));
    for (const double width : {320.0, 420.0, 800.0}) {
        scene.setSize({width, suitableHeight(scene.plot(), scene.theme(), width)});
        QList<LabelledCurve> curves;
        for (const QString name : {"low", "medium", "high"}) {
            QPolygonF line;
            for (const auto& piece : linesOf(seriesOf(scene.plot(), name, Shape::Steps), scene.plot().x, scene.plot().y).lines)
                for (const auto& point : piece)
                    line << scene.layout().at(point.x(), point.y());
            curves << LabelledCurve{line, {60, 14}};
        }
        const auto places = placeLabels(curves, scene.layout().plane);
        for (qsizetype i = 0; i < places.size(); ++i) {
            EXPECT_TRUE(scene.layout().plane.contains(places[i]));
            for (const auto& curve : curves)
                EXPECT_EQ(crossings(places[i], curve.line), 0);
            for (qsizetype j = 0; j < i; ++j)
                EXPECT_FALSE(places[i].intersects(places[j]));
        }
    }
}

TEST(PlotScene, GivesUpTheSpareLinesOfTheTableBeforeThePlaneVanishes)
{
    PlotScene scene(smallPlot(), ChartTheme::screen(family));
    scene.setSize({320, 300});
    EXPECT_FALSE(scene.layout().spareLines);
    EXPECT_GT(scene.layout().plane.height(), 40);
    scene.setSize({600, 800});
    EXPECT_TRUE(scene.layout().spareLines);
}

TEST(PlotScene, PredictedAgainstObservedIsSquare)
{
    CalibrationContent content;
    content.groups = {{.range = {0, 0.4}, .patients = 30, .events = 5, .meanPredicted = 0.2, .observed = 0.2, .interval = {0.1, 0.3}}};
    PlotScene scene(calibrationPlot(content), ChartTheme::paper(family));
    for (const QSizeF size : {QSizeF(420, 640), QSizeF(800, 500)}) {
        scene.setSize(size);
        EXPECT_NEAR(scene.layout().plane.width(), scene.layout().plane.height(), 1e-9);
    }
}

TEST(PlotScene, NothingLeavesTheCanvasOfItsSuitableHeight)
{
    const auto theme = ChartTheme::paper(family);
    for (const double width : {340.0, 640.0}) {
        const double height = suitableHeight(highRisk(), theme, width);
        const auto layout = layOut(highRisk(), theme, {width, height});
        EXPECT_TRUE(layout.spareLines);
        EXPECT_LE(layout.footer.bottom(), height + 0.5);
        EXPECT_GT(layout.plane.height(), 190);
    }
}

TEST(PlotScene, GroupsStayApartInGrey)
{
    // Printed without colour the three lines still differ in how much of them is drawn: dashes.
    PlotScene scene(highRisk(), ChartTheme::paper(family));
    const QImage grey = pictureOf(scene, {900, 900}).convertToFormat(QImage::Format_Grayscale8);
    const auto dashesOf = [&](const QString& name) {
        const auto& data = seriesOf(scene.plot(), name, Shape::Steps).data;
        int changes = 0;
        bool dark = true;
        for (qsizetype i = 1; i < data.size() && data[i].x < 20; ++i)
            for (double x = scene.at(data[i - 1].x, 0).x() + 2; x < scene.at(data[i].x, 0).x() - 2; x += 1) {
                const bool now = grey.pixelColor(int(x), int(scene.at(0, data[i - 1].y).y())).value() < 150;
                changes += now != dark;
                dark = now;
            }
        return changes;
    };
    EXPECT_LT(2 * dashesOf("high"), dashesOf("low"));
    EXPECT_LT(dashesOf("low"), dashesOf("medium"));
}

}  // namespace
}  // namespace metrisk::ui::charts
