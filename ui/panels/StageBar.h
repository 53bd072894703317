#pragma once

#include "ui/panels/Stage.h"

#include <QWidget>

#include <array>

class QToolButton;

namespace metrisk::ui::panels {

/// The top row: the order of work. A mark before each word says done, here, needs you or not yet; the
/// same word is in the tooltip and in the accessible name.
class StageBar : public QWidget {
    Q_OBJECT

public:
    explicit StageBar(QWidget* parent = nullptr);

    void setStates(const std::array<StageState, stages.size()>& states);
    void setCurrent(Stage stage);

Q_SIGNALS:
    void chosen(metrisk::ui::panels::Stage stage);

private:
    void refresh();

    std::array<QToolButton*, stages.size()> m_buttons{};
    std::array<StageState, stages.size()> m_states{};
    Stage m_current = Stage::Study;
};

}  // namespace metrisk::ui::panels
