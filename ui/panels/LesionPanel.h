#pragma once

#include "ui/panels/CaseSession.h"

#include <QWidget>

class QLabel;

namespace metrisk::ui::panels {

class FactList;
class LesionRows;
class NoteBox;

/// The metastases in the label, largest first; a click brings the crosshair to one.
class LesionPanel : public QWidget {
    Q_OBJECT

public:
    explicit LesionPanel(QWidget* parent = nullptr);
    void show(const CaseSession& session);
    /// Shows one lesion's values; the same number as in the list.
    void choose(int lesion);

Q_SIGNALS:
    void lesionChosen(int lesion);

private:
    std::shared_ptr<const analysis::OpenedCase> m_opened;
    QLabel* m_count;
    LesionRows* m_rows;
    FactList* m_facts;
    NoteBox* m_border;
};

}  // namespace metrisk::ui::panels
