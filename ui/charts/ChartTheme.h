#pragma once

#include <QColor>
#include <QFont>
#include <QPen>
#include <QString>

namespace metrisk::ui::charts {

/// Colours and type sizes of a chart. Groups differ by colour, dash and a direct label, never by
/// colour alone.
struct ChartTheme {
    QColor background, text, secondary, line, low, medium, high;
    QString family;

    static ChartTheme screen(const QString& family);
    static ChartTheme paper(const QString& family);

    QColor colourOf(const QString& group) const;
    /// The group's line; thicker for the patient's own group.
    QPen penOf(const QString& group, bool emphasised) const;

    /// Sizes in scene pixels.
    QFont title() const;
    QFont body(bool bold = false) const;
};

}  // namespace metrisk::ui::charts
