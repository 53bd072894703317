#pragma once

#include <QFontMetricsF>
#include <QPainter>
#include <QString>

/// Measuring and placing the short texts of a chart, in scene pixels.
namespace metrisk::ui::charts {

constexpr double space = 4.0;        // the grid everything stands on
constexpr double dashSample = 18.0;  // length of the line drawn before a group's name

inline double lineHeight(const QFont& font)
{
    return QFontMetricsF(font).height();
}

inline double widthOf(const QFont& font, const QString& text)
{
    return QFontMetricsF(font).horizontalAdvance(text);
}

inline double wrappedHeight(const QFont& font, const QString& text, double width)
{
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1e6), Qt::TextWordWrap, text).height();
}

inline void drawLeft(QPainter& painter, const QRectF& rect, const QString& text)
{
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, text);
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
