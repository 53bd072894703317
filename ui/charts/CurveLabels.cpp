#include "ui/charts/CurveLabels.h"

#include "ui/charts/SeriesLines.h"

#include <algorithm>
#include <limits>

namespace metrisk::ui::charts {

namespace {

constexpr double gap = 3.0;    // between label and curve, scene pixels
constexpr double stride = 6.0;
constexpr double farAway = 1e7;

/// Top and bottom of a line within a range of x; nothing when it has no part there.
std::optional<std::pair<double, double>> extentWithin(const QPolygonF& line, double left, double right)
{
    double top = std::numeric_limits<double>::max(), bottom = std::numeric_limits<double>::lowest();
    for (const auto& piece : clipped(line, QRectF(left, -farAway, right - left, 2 * farAway)))
        for (const auto& point : piece) {
            top = std::min(top, point.y());
            bottom = std::max(bottom, point.y());
        }
    return top > bottom ? std::nullopt : std::optional(std::pair(top, bottom));
}

struct Candidate {
    QRectF rect;
    double cost = std::numeric_limits<double>::max();
};

double costOf(const QRectF& rect, const QRectF& plot, const QList<LabelledCurve>& curves, const QList<QRectF>& taken)
{
    double cost = plot.right() - rect.right();
    if (!plot.contains(rect))
        cost += 4000.0;
    for (const auto& curve : curves)
        if (crossings(rect, curve.line) > 0)
            cost += 1000.0;
    for (const auto& other : taken)
        if (rect.intersects(other))
            cost += 2000.0;
    return cost;
}

QRectF placeLabel(const LabelledCurve& curve, const QRectF& plot, const QList<LabelledCurve>& curves,
                  const QList<QRectF>& taken)
{
    Candidate best;
    const double end = curve.line.isEmpty() ? plot.left() : curve.line.last().x();
    for (double right = std::max(end, plot.left() + curve.label.width());
         right - curve.label.width() >= plot.left(); right -= stride) {
        const double left = right - curve.label.width();
        const auto extent = extentWithin(curve.line, left, right);
        if (!extent)
            continue;
        for (const double top : {extent->first - gap - curve.label.height(), extent->second + gap}) {
            const QRectF rect(QPointF(left, top), curve.label);
            if (const double cost = costOf(rect, plot, curves, taken); cost < best.cost)
                best = {rect, cost};
        }
    }
    return best.rect;
}

}  // namespace

qsizetype crossings(const QRectF& rect, const QPolygonF& line)
{
    qsizetype count = 0;
    for (const QRectF wide = rect.adjusted(-0.5, -0.5, 0.5, 0.5); const auto& piece : clipped(line, wide))
        count += piece.size() - 1;
    return count;
}

QList<QRectF> placeLabels(const QList<LabelledCurve>& curves, const QRectF& plot, const QRectF& taken)
{
    QList<QRectF> places, occupied;
    if (!taken.isEmpty())
        occupied << taken;
    for (const auto& curve : curves) {
        places << (curve.label.isEmpty() ? QRectF() : placeLabel(curve, plot, curves, occupied));
        if (!places.last().isEmpty())
            occupied << places.last();
    }
    return places;
}

}  // namespace metrisk::ui::charts
