#include "ui/printing/Paper.h"

#include <QFontDatabase>
#include <QGuiApplication>

#include <cmath>

namespace metrisk::ui::printing::paper {

namespace {

QString family()
{
    const auto present = QFontDatabase::families();
    for (const char* wanted : {"Inter", "Noto Sans"})
        if (present.contains(wanted))
            return wanted;
    return QGuiApplication::font().family();
}

double pointsOf(Size size)
{
    switch (size) {
    case Size::Small: return 7.0;
    case Size::Body: return 8.0;
    case Size::Lead: return 9.5;
    case Size::Heading: return 13.0;
    case Size::Title: return 20.0;
    }
    return 0.0;
}

}  // namespace

QFont font(Size size, bool bold)
{
    QFont font(family());
    font.setStyleHint(QFont::SansSerif);
    font.setPixelSize(int(std::lround(pointsOf(size) / 72.0 * unitsPerInch)));
    font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    font.setHintingPreference(QFont::PreferNoHinting);
    // Inter's contextual forms of "-" and "(" have no way back to their letters: the text could not be found.
    font.setStyleStrategy(QFont::PreferNoShaping);
    return font;
}

QColor groupColour(const QString& group)
{
    return group == "low" ? lowGroup : group == "medium" ? mediumGroup : highGroup;
}

}  // namespace metrisk::ui::printing::paper
