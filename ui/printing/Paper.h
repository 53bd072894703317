#pragma once

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>

/// The printed page: A4, light, one family of type, everything on a grid of 4 mm. Lengths are
/// hundredths of a millimetre, which is one unit of the painter.
namespace metrisk::ui::printing::paper {

constexpr int unitsPerInch = 2540;
constexpr double millimetre = 100.0;
constexpr double grid = 4 * millimetre;

constexpr double width = 210 * millimetre;
constexpr double height = 297 * millimetre;
constexpr double margin = 4 * grid;
constexpr double left = margin;
constexpr double right = width - margin;
constexpr double bottom = height - 3.5 * grid;  // above the foot

inline const QColor ink("#1b1f26");
inline const QColor quiet("#565f6d");
inline const QColor hairline("#c9ced6");
inline const QColor caution("#7a4f00");       // text
inline const QColor cautionGround("#fdf3dc");
inline const QColor lowGroup("#22754f"), mediumGroup("#96660a"), highGroup("#b23a2a");

enum class Size { Small, Body, Lead, Heading, Title };

/// Inter where present, else Noto Sans, else the system's.
QFont font(Size size, bool bold = false);

QColor groupColour(const QString& group);

}  // namespace metrisk::ui::printing::paper
