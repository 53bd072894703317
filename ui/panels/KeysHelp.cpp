#include "ui/panels/KeysHelp.h"

#include "ui/panels/Controls.h"

#include <QGridLayout>

#include <utility>
#include <vector>

namespace metrisk::ui::panels {
namespace {

using Table = std::vector<std::pair<const char*, const char*>>;

/// What ui/views does with hand and key.
const Table& inTheViews()
{
    static const Table table{{"Wheel, arrows, page keys", "next and previous slice"},
                             {"Home, End", "first and last slice"},
                             {"Left drag, Shift + move", "crosshair in every view; turns the head in 3D"},
                             {"Ctrl + left drag", "window and level"},
                             {"Middle drag, Shift + left drag", "pan"},
                             {"Right drag, Ctrl + wheel", "zoom"},
                             {"Double click", "one view large, and back"},
                             {"T", "T1-CE or FLAIR"},
                             {"S, A, D", "contours on or off, less fill, more fill"},
                             {"M, [, ]", "relevance on or off, lower threshold, higher threshold"},
                             {"1 to 5", "grey ranges"},
                             {"V", "review or 3D"},
                             {"R", "zoom, middle and greys as at the start"},
                             {"C", "correct the contour, and leave"}};
    return table;
}

/// What ui/views does with hand and key while a contour is corrected.
const Table& whileCorrecting()
{
    static const Table table{{"Left drag", "paint or erase in the slice"},
                             {"-, +", "smaller and larger brush"},
                             {"B, E, H, P", "brush, erase, threshold, polygon"},
                             {"X", "core or oedema"},
                             {"N", "slice (2D) or space (3D)"},
                             {"Enter, double click", "close the polygon"},
                             {"Backspace", "take the polygon's last corner"},
                             {"Esc", "drop the polygon, or leave"}};
    return table;
}

const Table& everywhere()
{
    static const Table table{{"Ctrl + O, drop", "open a study"},
                             {"Ctrl + Z, Ctrl + Y", "undo and redo: contour, index lesion, clinical values"},
                             {"Ctrl + F", "search the kept cases"},
                             {"Alt + 1 to 8", "Study to Report"},
                             {"Enter in the form", "analyse"},
                             {"Esc", "cancel the running job"},
                             {"F1, ?", "this sheet"}};
    return table;
}

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
    addTable(grid, QStringLiteral("In the views"), inTheViews());
    addTable(grid, QStringLiteral("While a contour is corrected"), whileCorrecting());
    addTable(grid, QStringLiteral("Everywhere"), everywhere());
}

void KeysHelp::open()
{
    adjustSize();
    move(parentWidget()->mapToGlobal(parentWidget()->rect().center()) - rect().center());
    show();
    setFocus();
}

}  // namespace metrisk::ui::panels
