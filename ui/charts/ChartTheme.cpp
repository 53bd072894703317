#include "ui/charts/ChartTheme.h"

namespace metrisk::ui::charts {

namespace {

QFont sized(const QString& family, int pixels, QFont::Weight weight)
{
    QFont font(family);
    font.setPixelSize(pixels);
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);  // the same widths on screen and on paper
    font.setStyleStrategy(QFont::PreferNoShaping);      // on paper every letter can be found again
    return font;
}

}  // namespace

ChartTheme ChartTheme::screen(const QString& family)
{
    return {"#1b1f26", "#e6e9ee", "#98a2b3", "#3a4250", "#7cc4a1", "#e5b567", "#e07a6a", family};
}

ChartTheme ChartTheme::paper(const QString& family)
{
    return {"#ffffff", "#1b1f26", "#565f6d", "#c9ced6", "#22754f", "#96660a", "#b23a2a", family};
}

QColor ChartTheme::colourOf(const QString& group) const
{
    return group == "low" ? low : group == "medium" ? medium : high;
}

QPen ChartTheme::penOf(const QString& group, bool emphasised) const
{
    QPen pen(colourOf(group), emphasised ? 2.4 : 1.4);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::MiterJoin);
    if (group == "low")
        pen.setDashPattern({5, 2.5});
    else if (group == "medium")
        pen.setDashPattern({1.5, 1.5});
    return pen;
}

QFont ChartTheme::title() const
{
    return sized(family, 12, QFont::DemiBold);
}

QFont ChartTheme::body(bool bold) const
{
    return sized(family, 11, bold ? QFont::DemiBold : QFont::Normal);
}

}  // namespace metrisk::ui::charts
