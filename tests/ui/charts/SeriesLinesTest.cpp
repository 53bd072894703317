#include "ui/charts/SeriesLines.h"

#include <gtest/gtest.h>

namespace metrisk::ui::charts {
namespace {

const Axis unit{.low = 0.0, .high = 10.0};

Series steps(QList<Datum> data)
{
    return {Shape::Steps, "steps", {}, {}, std::move(data), {}};
}

TEST(SeriesLines, StepsHoldTheirValueUntilTheNextPoint)
{
    const auto lines = linesOf(steps({{0, 10, {}, {}}, {2, 5, {}, {}}, {6, 5, {}, {}}}), unit, unit).lines;
    ASSERT_EQ(lines.size(), 1);
    EXPECT_EQ(lines[0], (QPolygonF{{0, 1}, {0.2, 1}, {0.2, 0.5}, {0.6, 0.5}}));
}

TEST(SeriesLines, TwoPartsMeetAndTheFallBelongsToTheFirst)
{
    const auto series = steps({{0, 10, {}, {}}, {4, 5, {}, {}}, {8, 5, {}, {}}});
    const auto first = linesOf(series, unit, unit, 0, 4).lines, second = linesOf(series, unit, unit, 4, 10).lines;
    ASSERT_EQ(first.size(), 1);
    ASSERT_EQ(second.size(), 1);
    EXPECT_EQ(first[0].last(), QPointF(0.4, 0.5));
    EXPECT_EQ(second[0], (QPolygonF{{0.4, 0.5}, {0.8, 0.5}}));
}

TEST(SeriesLines, AStepThatOnlyTouchesAnEdgeLeavesNoPieceWithoutLength)
{
    const auto series = steps({{0, 10, {}, {}}, {4, 5, {}, {}}, {8, 5, {}, {}}});
    for (const double edge : {4.0, 8.0})
        for (const auto& part : {linesOf(series, unit, unit, 0, edge), linesOf(series, unit, unit, edge, 10)})
            for (const auto& line : part.lines)
                for (qsizetype i = 1; i < line.size(); ++i)
                    EXPECT_NE(line[i - 1], line[i]);
}

TEST(SeriesLines, ALineThatLeavesThePlaneIsCutAtItsEdge)
{
    const Series series{Shape::Line, "line", {}, {}, {{0, 5, {}, {}}, {4, -5, {}, {}}, {8, 5, {}, {}}}, {}};
    const auto lines = linesOf(series, unit, unit).lines;
    ASSERT_EQ(lines.size(), 2);
    EXPECT_EQ(lines[0].last(), QPointF(0.2, 0.0));
    EXPECT_EQ(lines[1].first(), QPointF(0.6, 0.0));
}

TEST(SeriesLines, ABandThatLeavesThePlaneFollowsItsEdge)
{
    const Series series{Shape::Line, "band", {}, {}, {{0, 5, 5, 5}, {10, 5, -5, 15}}, {}};
    const auto bands = linesOf(series, unit, unit).bands;
    ASSERT_EQ(bands.size(), 1);
    EXPECT_EQ(bands[0].first, (QPolygonF{{0, 0.5}, {0.5, 0}, {1, 0}}));
    EXPECT_EQ(bands[0].second, (QPolygonF{{0, 0.5}, {0.5, 1}, {1, 1}}));
}

TEST(SeriesLines, WithoutIntervalsThereIsNoBand)
{
    auto series = steps({{0, 5, 4, 6}, {5, 5, 4, 6}});
    EXPECT_EQ(linesOf(series, unit, unit).bands.size(), 1);
    series.withBand = false;
    EXPECT_TRUE(linesOf(series, unit, unit).bands.isEmpty());
    EXPECT_TRUE(linesOf(steps({{0, 5, {}, {}}, {5, 5, {}, {}}}), unit, unit).bands.isEmpty());
}

}  // namespace
}  // namespace metrisk::ui::charts
