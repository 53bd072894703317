#pragma once

#include "ui/charts/Plot.h"

#include <QColor>
#include <QFont>
#include <QPen>
#include <QString>

#include <array>

namespace metrisk::ui::charts {

/// Colours and type sizes of a chart. Groups differ by colour, dash and a direct label, never by
/// colour alone.
struct ChartTheme {
    QColor background, text, secondary, line;
    QColor low, medium, high;
    std::array<QColor, 6> others;  // First to Sixth; their blues, oranges and purples are safe for red-green blindness
    QString family;
    double corner = 0.0;          // kept free at the right end of the heading, for a button

    static ChartTheme screen(const QString& family);
    static ChartTheme paper(const QString& family);

    QColor colourOf(const Look& look) const;  // faint looks are paler
    QPen penOf(const Look& look) const;       // thicker where emphasised

    /// Sizes in scene pixels.
    QFont title() const;
    QFont body(bool bold = false) const;
};

/// The colour, let through this much.
QColor faded(QColor colour, double opacity);

}  // namespace metrisk::ui::charts
