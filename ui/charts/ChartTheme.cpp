#include "ui/charts/ChartTheme.h"

namespace metrisk::ui::charts {

namespace {

constexpr double faintness = 0.55;

QFont sized(const QString& family, int pixels, QFont::Weight weight)
{
    QFont font(family);
    font.setPixelSize(pixels);
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);  // the same widths on screen and on paper
    font.setStyleStrategy(QFont::PreferNoShaping);      // on paper every letter can be found again
    return font;
}

/// Lengths of line and gap, in widths of the line.
QList<qreal> patternOf(Dash dash)
{
    switch (dash) {
    case Dash::Solid: return {};
    case Dash::Dashed: return {5, 2.5};
    case Dash::Dotted: return {1.5, 1.5};
    case Dash::DashDot: return {6, 2, 1.5, 2};
    case Dash::LongDash: return {11, 3};
    case Dash::DashDotDot: return {6, 2, 1.5, 2, 1.5, 2};
    }
    return {};
}

QColor inkOf(const ChartTheme& theme, Ink ink)
{
    switch (ink) {
    case Ink::Text: return theme.text;
    case Ink::Secondary: return theme.secondary;
    case Ink::Low: return theme.low;
    case Ink::Medium: return theme.medium;
    case Ink::High: return theme.high;
    default: return theme.others[std::size_t(ink) - std::size_t(Ink::First)];
    }
}

}  // namespace

ChartTheme ChartTheme::screen(const QString& family)
{
    return {"#1b1f26", "#e6e9ee", "#98a2b3", "#3a4250", "#7cc4a1", "#e5b567", "#e07a6a",
            {"#6db3f2", "#f0a35c", "#c9a2ea", "#5fcdb6", "#e3d46a", "#e79ab5"}, family, 32.0};
}

ChartTheme ChartTheme::paper(const QString& family)
{
    return {"#ffffff", "#1b1f26", "#565f6d", "#c9ced6", "#22754f", "#96660a", "#b23a2a",
            {"#0b5fa5", "#b45a00", "#7a3fa0", "#00705a", "#776500", "#9c2860"}, family, 0.0};
}

QColor ChartTheme::colourOf(const Look& look) const
{
    const QColor colour = inkOf(*this, look.ink);
    return look.faint ? faded(colour, faintness) : colour;
}

QPen ChartTheme::penOf(const Look& look) const
{
    QPen pen(colourOf(look), look.emphasised ? 2.4 : look.faint ? 1.0 : 1.4);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::MiterJoin);
    if (const auto pattern = patternOf(look.dash); !pattern.isEmpty())
        pen.setDashPattern(pattern);
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

QColor faded(QColor colour, double opacity)
{
    colour.setAlphaF(float(colour.alphaF() * opacity));
    return colour;
}

}  // namespace metrisk::ui::charts
