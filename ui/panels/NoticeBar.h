#pragma once

#include "core/common/Error.h"

#include <QWidget>

class QVBoxLayout;

namespace metrisk::ui::panels {

/// Errors as whole sentences: what happened and what to do. Never modal, stays until dismissed or until a new
/// study begins; the newest few are shown.
class NoticeBar : public QWidget {
    Q_OBJECT

public:
    explicit NoticeBar(QWidget* parent = nullptr);

    void post(const metrisk::common::Error& error);
    void clear();
    /// The notices on screen, oldest first.
    QStringList notices() const;

private:
    void remove(QWidget* notice);

    QVBoxLayout* m_rows;
};

}  // namespace metrisk::ui::panels
