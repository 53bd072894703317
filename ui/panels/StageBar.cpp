#include "ui/panels/StageBar.h"

#include "ui/panels/Style.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QIcon>
#include <QPainter>
#include <QToolButton>

namespace metrisk::ui::panels {
namespace {

/// Told apart without colour too: a disc is done, a triangle needs you, a ring is not yet.
void drawMark(QPainter& painter, StageState state, bool here)
{
    const QColor colour = here ? palette::accent
                          : state == StageState::Done ? palette::done
                          : state == StageState::NeedsYou ? palette::needsYou : palette::secondaryText;
    painter.setPen(QPen(colour, 1.5));
    painter.setBrush(state == StageState::NotYet ? QBrush(Qt::NoBrush) : QBrush(colour));
    if (state == StageState::NeedsYou)
        painter.drawPolygon(QPolygonF({{8.0, 4.5}, {11.8, 11.0}, {4.2, 11.0}}));
    else
        painter.drawEllipse(QPointF(8.0, 8.0), 3.2, 3.2);
}

QIcon markOf(StageState state, bool here)
{
    constexpr int scale = 2;  // crisp on dense screens
    QPixmap picture(16 * scale, 16 * scale);
    picture.setDevicePixelRatio(scale);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    drawMark(painter, state, here);
    return QIcon(picture);
}

}  // namespace

StageBar::StageBar(QWidget* parent) : QWidget(parent)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto* group = new QButtonGroup(this);
    for (std::size_t i = 0; i < stages.size(); ++i) {
        auto* button = m_buttons[i] = new QToolButton;
        button->setText(stageName(stages[i]));
        button->setObjectName(QStringLiteral("stage") + stageName(stages[i]));
        button->setProperty("role", QStringLiteral("stage"));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        group->addButton(button);
        layout->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, stage = stages[i]] { Q_EMIT chosen(stage); });
    }
    refresh();
}

void StageBar::setStates(const std::array<StageState, stages.size()>& states)
{
    m_states = states;
    refresh();
}

void StageBar::setCurrent(Stage stage)
{
    m_current = stage;
    refresh();
}

void StageBar::refresh()
{
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const bool here = stages[i] == m_current;
        const auto word = here ? QStringLiteral("here, ") + stageWord(m_states[i]) : stageWord(m_states[i]);
        m_buttons[i]->setChecked(here);
        m_buttons[i]->setIcon(markOf(m_states[i], here));
        m_buttons[i]->setToolTip(stageName(stages[i]) + QStringLiteral(": ") + word);
        m_buttons[i]->setAccessibleName(stageName(stages[i]) + QStringLiteral(", ") + word);
    }
}

}  // namespace metrisk::ui::panels
