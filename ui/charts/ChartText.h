#pragma once

#include <QFontMetricsF>
#include <QPainter>
#include <QString>

/// Measuring and placing the short texts of a chart, in scene pixels.
namespace metrisk::ui::charts {

constexpr double space = 4.0;        // the grid everything stands on
constexpr double dashSample = 18.0;  // length of the line drawn before a group's name
constexpr double indentation = 10.0; // of a row below a heading
constexpr double columnGap = 14.0;   // between the columns of a forest plot

inline double lineHeight(const QFont& font)
{
    return QFontMetricsF(font).height();
}

inline double widthOf(const QFont& font, const QString& text)
{
    return QFontMetricsF(font).horizontalAdvance(text);
}

/// No line begins with a percent sign or breaks within "log-log".
inline QString tied(QString text)
{
    return text.replace(QStringLiteral(" %"), QStringLiteral("\u00a0%")).replace(QStringLiteral("log-log"), QStringLiteral("log\u2011log"));
}

inline double wrappedHeight(const QFont& font, const QString& text, double width)
{
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1e6), Qt::TextWordWrap, tied(text)).height();
}

inline void drawLeft(QPainter& painter, const QRectF& rect, const QString& text)
{
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, tied(text));
}

inline void drawCentred(QPainter& painter, const QPointF& middle, const QString& text)
{
    painter.drawText(QRectF(middle.x() - 50, middle.y() - 20, 100, 40), Qt::AlignCenter, text);
}

inline void drawRightOf(QPainter& painter, double right, double middle, const QString& text)
{
    painter.drawText(QRectF(right - 200, middle - 20, 200, 40), Qt::AlignRight | Qt::AlignVCenter, text);
}

}  // namespace metrisk::ui::charts
