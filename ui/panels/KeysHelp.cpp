#include "ui/panels/KeysHelp.h"

#include "ui/panels/Controls.h"

#include <QGridLayout>

#include <array>
#include <utility>

namespace metrisk::ui::panels {
namespace {

constexpr std::array<std::pair<const char*, const char*>, 8> mouse{{
    {"Wheel", "next and previous slice"},
    {"Ctrl + wheel", "zoom at the pointer"},
    {"Left drag", "crosshair in every view"},
    {"Middle drag, or Shift + left", "pan"},
    {"Right drag", "zoom"},
    {"Double click", "one view large, and back"},
    {"Drop files", "open a study"},
    {"Click in the case list", "reopen a case as it was left"},
}};

constexpr std::array<std::pair<const char*, const char*>, 6> keys{{
    {"Ctrl + O", "open files"},
    {"Ctrl + F", "search the case list"},
    {"Alt + 1 to 8", "Study to Report"},
    {"Enter in the form", "analyse"},
    {"Esc", "cancel the running job"},
    {"F1 or ?", "this sheet"},
}};

template <class Table>
void addTable(QGridLayout* grid, const QString& title, const Table& table)
{
    grid->addWidget(heading(title), grid->rowCount(), 0, 1, 2);
    for (const auto& [hand, effect] : table) {
        const int row = grid->rowCount();
        auto* what = new QLabel(QString::fromUtf8(hand));
        grid->addWidget(what, row, 0);
        auto* does = secondary(QString::fromUtf8(effect));
        does->setWordWrap(false);
        grid->addWidget(does, row, 1);
    }
}

}  // namespace

KeysHelp::KeysHelp(QWidget* parent) : QFrame(parent, Qt::Popup)
{
    setObjectName(QStringLiteral("keysHelpSheet"));
    setProperty("role", QStringLiteral("sheet"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(20, 16, 20, 16);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(4);
    addTable(grid, QStringLiteral("Mouse"), mouse);
    addTable(grid, QStringLiteral("Keys"), keys);
}

void KeysHelp::open()
{
    adjustSize();
    move(parentWidget()->mapToGlobal(parentWidget()->rect().center()) - rect().center());
    show();
    setFocus();
}

}  // namespace metrisk::ui::panels
