#include "ui/charts/SurvivalChart.h"

#include "tests/core/reporting/DemoResult.h"
#include "ui/charts/CurveLabels.h"
#include "ui/charts/StepCurve.h"
#include "ui/charts/SurvivalScene.h"

#include <QApplication>
#include <QChart>
#include <QPainter>

#include <gtest/gtest.h>

namespace metrisk::ui::charts {
namespace {

using ::metrisk::testing::drawnPlacement;

const QString family = "DejaVu Sans";

/// Pixels of the picture within a square around a point that are near a colour.
int pixelsNear(const QImage& picture, const QPointF& point, const QColor& colour, int reach = 3)
{
    int count = 0;
    for (int y = int(point.y()) - reach; y <= int(point.y()) + reach; ++y)
        for (int x = int(point.x()) - reach; x <= int(point.x()) + reach; ++x) {
            const QColor found = picture.pixelColor(x, y);
            count += std::abs(found.red() - colour.red()) < 30 && std::abs(found.green() - colour.green()) < 30 &&
                     std::abs(found.blue() - colour.blue()) < 30;
        }
    return count;
}

QImage picture(SurvivalScene& scene, const QSize& size)
{
    scene.setSize(size);
    QImage image(size, QImage::Format_RGB32);
    image.fill(scene.theme().background);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    scene.render(&painter, QRectF(QPointF(), size), scene.sceneRect());
    return image;
}

TEST(StepCurve, StepsAtTheEventsAndEndsWithTheLastFollowUp)
{
    const auto curve = survival::kaplanMeier({{2, true}, {3, false}, {5, true}, {9, false}});
    const auto part = partOf(curve, 0, lastFollowUpMonths(curve));
    const StepLine expected{{0, 100}, {2, 100}, {2, 75}, {3, 75}, {5, 75}, {5, 37.5}, {9, 37.5}};
    EXPECT_EQ(part.survival, expected);
    EXPECT_EQ(part.upper.size(), part.lower.size());
    EXPECT_EQ(partOf(curve, 0, 60).survival.last(), QPointF(9, 37.5));  // asked for more than there is
    EXPECT_EQ(censoringMarks(curve), (QList<QPointF>{{3, 75}, {9, 37.5}}));
}

TEST(StepCurve, TwoPartsMeetWhereTheCurveTurnsFaint)
{
    const auto curve = survival::kaplanMeier(::metrisk::testing::drawnFollowUp(60, 0.02, 7));
    const double firm = firmUntilMonths(curve);
    EXPECT_GE(curve.atRiskAt(firm), fewAtRisk);
    EXPECT_LT(curve.atRiskAt(firm + 1e-6), fewAtRisk);
    EXPECT_EQ(partOf(curve, 0, firm).survival.last(), partOf(curve, firm, 999).survival.first());
}

TEST(AtRiskTable, CountsAgreeWithTheCurveAndAddUpToTheGroup)
{
    const auto placement = drawnPlacement();
    const auto table = atRiskTable(placement, {0, 6, 12, 24, 36, 48, 60});
    ASSERT_EQ(table.rows.size(), 3);
    for (qsizetype row = 0; row < 3; ++row) {
        const auto& curve = placement.groups[std::size_t(row)].curve;
        for (qsizetype column = 0; column < table.months.size(); ++column) {
            const auto& cell = table.rows[row].cells[column];
            EXPECT_EQ(cell.atRisk, curve.atRiskAt(table.months[column]));
            EXPECT_EQ(cell.atRisk + cell.censored + cell.events, curve.patients);
        }
        EXPECT_EQ(table.rows[row].cells.first().atRisk, curve.patients);
        EXPECT_EQ(table.rows[row].cells.last().events, curve.events);
    }
}

TEST(SurvivalScene, TableTicksAndCurvesShareOneAxis)
{
    SurvivalScene scene(drawnPlacement(), "high", ChartTheme::screen(family));
    for (const QSizeF size : {QSizeF(320, 420), QSizeF(500, 600), QSizeF(340, 420)}) {
        scene.setSize(size);
        auto* series = scene.chart()->series().last();
        EXPECT_EQ(scene.tickMonths(), (QList<double>{0, 6, 12, 18, 24, 30, 36, 42, 48}));
        for (const double month : scene.tickMonths()) {
            const QPointF charts = scene.chart()->mapToPosition({month, 50}, series);
            EXPECT_NEAR(charts.x(), scene.at(month, 50).x(), 0.01) << month;
            EXPECT_NEAR(charts.y(), scene.at(month, 50).y(), 0.01) << month;
        }
    }
}

TEST(SurvivalScene, DrawsEveryCurveWhereItsNumbersAre)
{
    const auto placement = drawnPlacement();
    SurvivalScene scene(placement, "high", ChartTheme::screen(family));
    const QImage image = picture(scene, {600, 700});
    for (const auto& group : placement.groups) {
        const auto name = QString::fromStdString(group.group);
        const double months = firmUntilMonths(group.curve);
        const double percent = 100 * group.curve.at(months).survival;
        EXPECT_GT(pixelsNear(image, scene.at(months - 0.2, percent), scene.theme().colourOf(name)), 0) << group.group;
        const double last = lastFollowUpMonths(group.curve);
        const QPointF end = scene.at(last, 100 * group.curve.at(last).survival);
        EXPECT_EQ(pixelsNear(image, end + QPointF(4, 0), scene.theme().colourOf(name), 1), 0)
            << group.group << " goes on beyond its last follow-up";
    }
}

TEST(SurvivalScene, LabelsLieOnNoCurveAndOnNoOtherLabel)
{
    SurvivalScene scene(drawnPlacement(), "high", ChartTheme::screen(family));
    for (const double width : {320.0, 420.0, 800.0}) {
        scene.setSize({width, 420});
        QList<LabelledCurve> curves;
        for (const auto& group : scene.placement().groups) {
            QPolygonF line;
            for (const auto& point : partOf(group.curve, 0, lastFollowUpMonths(group.curve)).survival)
                line << scene.at(point.x(), point.y());
            curves << LabelledCurve{line, {60, 14}};
        }
        const auto places = placeLabels(curves, scene.chart()->plotArea());
        for (qsizetype i = 0; i < places.size(); ++i) {
            EXPECT_TRUE(scene.chart()->plotArea().contains(places[i]));
            for (const auto& curve : curves)
                for (qsizetype p = 0; p + 1 < curve.line.size(); ++p)
                    EXPECT_FALSE(places[i].intersects(
                        QRectF(curve.line[p], curve.line[p + 1]).normalized().adjusted(0, 0, 0.1, 0.1)));
            for (qsizetype j = 0; j < i; ++j)
                EXPECT_FALSE(places[i].intersects(places[j]));
        }
    }
}

TEST(SurvivalChart, ShowsClearsAndShowsAgain)
{
    SurvivalChart chart;
    chart.resize(320, 420);
    const auto colours = [&] {
        const QImage image = chart.grab().toImage();
        int coloured = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                coloured += image.pixelColor(x, y).hsvSaturation() > 100 && image.pixelColor(x, y).value() > 120;
        return coloured;
    };
    EXPECT_EQ(colours(), 0);
    chart.setPlacement(drawnPlacement(), "medium");
    EXPECT_GT(colours(), 300);
    EXPECT_TRUE(chart.accessibleDescription().contains("Log-rank test p < 0.001 · 253 patients"));
    chart.clear();
    EXPECT_EQ(colours(), 0);
    chart.setPlacement(drawnPlacement(), "low");
    EXPECT_GT(colours(), 300);
}

TEST(SurvivalChart, SurvivesACohortOfOneGroupAndOneOfNobody)
{
    auto placement = drawnPlacement();
    placement.groups.resize(1);
    placement.logRank = {};
    SurvivalChart chart;
    chart.resize(320, 420);
    chart.setPlacement(placement, "high");
    EXPECT_FALSE(chart.grab().isNull());
    EXPECT_TRUE(chart.accessibleDescription().contains(". 84 patients"));  // no test without a second group
    chart.setPlacement({}, "high");
    EXPECT_FALSE(chart.grab().isNull());
}

}  // namespace
}  // namespace metrisk::ui::charts
