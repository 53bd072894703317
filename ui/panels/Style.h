#pragma once

#include <QColor>
#include <QString>

class QApplication;

namespace metrisk::ui::panels {

/// The colours that widgets paint themselves; resources/styles/dark.qss has the same ones.
namespace palette {
inline const QColor window(0x14, 0x17, 0x1c);
inline const QColor panel(0x1b, 0x1f, 0x26);
inline const QColor line(0x2b, 0x31, 0x3b);
inline const QColor text(0xe6, 0xe9, 0xee);
inline const QColor secondaryText(0x98, 0xa2, 0xb3);
inline const QColor accent(0x6d, 0xb3, 0xf2);
inline const QColor selection(0x26, 0x33, 0x42);
inline const QColor done(0x7c, 0xc4, 0xa1);
inline const QColor needsYou(0xe5, 0xb5, 0x67);
inline const QColor high(0xe0, 0x7a, 0x6a);
QColor ofGroup(const QString& group);  // low, medium, high
}  // namespace palette

/// Dark theme, one family of letters at 13 px, for the whole program.
void applyStyle(QApplication& application);

}  // namespace metrisk::ui::panels
