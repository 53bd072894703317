#include "ui/panels/Style.h"

#include <QApplication>
#include <QFile>
#include <QFont>
#include <QPalette>
#include <QStyleFactory>

// Outside every namespace, as Qt asks for resources of a static library.
static void loadResources()
{
    Q_INIT_RESOURCE(metrisk);
}

namespace metrisk::ui::panels {
namespace {

QFont baseFont()
{
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")});
    font.setPixelSize(13);
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    font.setFeature("tnum", 1);  // Inter's digits are proportional unless asked; Qt 6.4 cannot ask
#endif
    return font;
}

QPalette darkPalette()
{
    QPalette dark;
    dark.setColor(QPalette::Window, palette::window);
    dark.setColor(QPalette::Base, palette::window);
    dark.setColor(QPalette::AlternateBase, palette::panel);
    dark.setColor(QPalette::Button, palette::panel);
    dark.setColor(QPalette::ToolTipBase, palette::panel);
    dark.setColor(QPalette::Highlight, palette::selection);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText,
                            QPalette::HighlightedText, QPalette::BrightText})
        dark.setColor(role, palette::text);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        dark.setColor(QPalette::Disabled, role, palette::secondaryText);
    dark.setColor(QPalette::PlaceholderText, palette::secondaryText);
    dark.setColor(QPalette::Link, palette::accent);
    return dark;
}

QString styleSheet()
{
    QFile file(QStringLiteral(":/styles/dark.qss"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

}  // namespace

QColor palette::ofGroup(const QString& group)
{
    if (group == QStringLiteral("low"))
        return done;
    if (group == QStringLiteral("medium"))
        return needsYou;
    return group == QStringLiteral("high") ? high : secondaryText;
}

void applyStyle(QApplication& application)
{
    loadResources();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(darkPalette());
    QApplication::setFont(baseFont());
    application.setStyleSheet(styleSheet());
}

}  // namespace metrisk::ui::panels
