#include "ui/charts/SeriesLines.h"

#include <algorithm>
#include <functional>

namespace metrisk::ui::charts {

namespace {

constexpr double farAway = 1e7;

using Value = std::function<double(const Datum&)>;

QPolygonF corners(const Series& series, const Axis& x, const Axis& y, const Value& value)
{
    QPolygonF line;
    for (const auto& datum : series.data) {
        const QPointF point(x.share(datum.x), y.share(value(datum)));
        if (series.shape == Shape::Steps && !line.isEmpty() && line.last().y() != point.y())
            line << QPointF(point.x(), line.last().y());
        line << point;
    }
    return line;
}

/// The part of a segment inside, after Liang and Barsky 1984; nothing when it passes by.
std::optional<QPair<QPointF, QPointF>> clippedSegment(const QPointF& a, const QPointF& b, const QRectF& rect)
{
    double from = 0.0, to = 1.0;
    const QPointF d = b - a;
    const double directions[] = {-d.x(), d.x(), -d.y(), d.y()};
    const double distances[] = {a.x() - rect.left(), rect.right() - a.x(), a.y() - rect.top(), rect.bottom() - a.y()};
    for (int side = 0; side < 4; ++side) {
        if (directions[side] == 0.0) {
            if (distances[side] < 0.0)
                return {};
            continue;
        }
        const double at = distances[side] / directions[side];
        (directions[side] < 0.0 ? from : to) = directions[side] < 0.0 ? std::max(from, at) : std::min(to, at);
    }
    if (from > to)
        return {};
    return QPair(from == 0.0 ? a : a + from * d, to == 1.0 ? b : a + to * d);
}

/// The line with the places added where it crosses a level, and nothing of it beyond.
QPolygonF heldBetween(const QPolygonF& line, double low, double high)
{
    QPolygonF held;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (i > 0 && line[i - 1].x() != line[i].x()) {
            QList<QPointF> crossings;
            for (const double level : {low, high})
                if ((line[i - 1].y() - level) * (line[i].y() - level) < 0.0) {
                    const double at = (level - line[i - 1].y()) / (line[i].y() - line[i - 1].y());
                    crossings << line[i - 1] + at * (line[i] - line[i - 1]);
                }
            std::sort(crossings.begin(), crossings.end(), [](auto& a, auto& b) { return a.x() < b.x(); });
            held << crossings;
        }
        held << QPointF(line[i].x(), std::clamp(line[i].y(), low, high));
    }
    return held;
}

bool hasBand(const Series& series)
{
    return series.withBand && std::any_of(series.data.begin(), series.data.end(),
                                          [](const Datum& datum) { return datum.low && datum.high; });
}

/// A drop exactly where a part begins belongs to the part before.
void dropLeadingFall(QPolygonF& line, double from)
{
    while (from > 0.0 && line.size() > 1 && line[0].x() == from && line[1].x() == from)
        line.removeFirst();
}

}  // namespace

QList<QPolygonF> clipped(const QPolygonF& line, const QRectF& rect)
{
    QList<QPolygonF> pieces;
    for (qsizetype i = 0; i + 1 < line.size(); ++i) {
        const auto inside = clippedSegment(line[i], line[i + 1], rect);
        if (!inside || inside->first == inside->second)  // beside the rectangle, or touching its edge
            continue;
        if (pieces.isEmpty() || pieces.last().last() != inside->first)
            pieces << QPolygonF{inside->first};
        pieces.last() << inside->second;
    }
    return pieces;
}

SeriesLines linesOf(const Series& series, const Axis& x, const Axis& y, double from, double to)
{
    const double left = std::max(0.0, x.share(from)), right = std::min(1.0, x.share(to));
    SeriesLines parts;
    if (right < left)
        return parts;
    for (auto& piece : clipped(corners(series, x, y, [](const Datum& d) { return d.y; }), {left, 0.0, right - left, 1.0})) {
        dropLeadingFall(piece, left);
        if (piece.size() > 1)
            parts.lines << piece;
    }
    if (!hasBand(series))
        return parts;
    const QRectF slab(left, -farAway, right - left, 2 * farAway);
    const auto lower = clipped(corners(series, x, y, [](const Datum& d) { return d.low.value_or(d.y); }), slab);
    const auto upper = clipped(corners(series, x, y, [](const Datum& d) { return d.high.value_or(d.y); }), slab);
    if (!lower.isEmpty() && !upper.isEmpty())
        parts.bands << QPair(heldBetween(lower.first(), 0.0, 1.0), heldBetween(upper.first(), 0.0, 1.0));
    return parts;
}

SeriesLines linesOf(const Series& series, const Axis& x, const Axis& y)
{
    return linesOf(series, x, y, x.low, x.high);
}

}  // namespace metrisk::ui::charts
