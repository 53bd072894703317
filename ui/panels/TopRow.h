#pragma once

#include "ui/panels/CaseSession.h"

#include <QWidget>

class QLabel;

namespace metrisk::ui::panels {

class StageBar;

/// The top row: the product, the order of work, and whose case is on screen.
class TopRow : public QWidget {
    Q_OBJECT

public:
    explicit TopRow(QWidget* parent = nullptr);

    void setCurrent(Stage stage);
    /// `demonstration`: the model whose numbers are shown, or will be, is a demonstration.
    void show(const CaseSession& session, bool demonstration);

Q_SIGNALS:
    void chosen(metrisk::ui::panels::Stage stage);

private:
    StageBar* m_stages;
    QLabel *m_patient, *m_detail, *m_badge;
};

}  // namespace metrisk::ui::panels
