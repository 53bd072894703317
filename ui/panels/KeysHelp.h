#pragma once

#include <QFrame>

namespace metrisk::ui::panels {

/// The cheat sheet of mouse and keys; Esc or a click beside it closes it.
class KeysHelp : public QFrame {
    Q_OBJECT

public:
    explicit KeysHelp(QWidget* parent);
    void open();
};

}  // namespace metrisk::ui::panels
