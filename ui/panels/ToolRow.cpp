#include "ui/panels/ToolRow.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QVariant>

namespace metrisk::ui::panels {

QToolButton* segment(const QString& text, const QString& objectName)
{
    auto* made = new QToolButton;
    made->setText(text);
    made->setObjectName(objectName);
    made->setProperty("role", QStringLiteral("segment"));
    made->setCheckable(true);
    made->setFocusPolicy(Qt::TabFocus);
    return made;
}

QToolButton* smallButton(const QString& text, const QString& objectName, const QString& tip)
{
    auto* made = segment(text, objectName);
    made->setCheckable(false);
    made->setToolTip(tip);
    return made;
}

QCheckBox* smallCheck(const QString& text, const QString& objectName, const QString& tip)
{
    auto* made = new QCheckBox(text);
    made->setObjectName(objectName);
    made->setProperty("role", QStringLiteral("small"));
    made->setToolTip(tip);
    return made;
}

QWidget* inRow(std::initializer_list<QWidget*> widgets, int gap)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap);
    for (auto* widget : widgets)
        layout->addWidget(widget);
    row->setFixedHeight(28);
    return row;
}

QWidget* segments(std::initializer_list<QToolButton*> buttons)
{
    auto* row = inRow({}, 0);
    auto* group = new QButtonGroup(row);
    for (auto* button : buttons) {
        row->layout()->addWidget(button);
        group->addButton(button);
    }
    return row;
}

}  // namespace metrisk::ui::panels
