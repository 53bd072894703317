#pragma once

#include "ui/panels/CaseSession.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace metrisk::ui::panels {

class FactList;
class LesionRows;
class NoteBox;

/// The metastases in the label; a click brings the crosshair to one, and any of them can be made the one that is scored.
class LesionPanel : public QWidget {
    Q_OBJECT

public:
    explicit LesionPanel(QWidget* parent = nullptr);
    void show(const CaseSession& session);
    /// Shows one lesion's values; the same number as in the list.
    void choose(int lesion);

Q_SIGNALS:
    void lesionChosen(int lesion);
    void indexRequested(int id);  // of the lesion that is to be scored from now on

private:
    std::shared_ptr<const analysis::OpenedCase> m_opened;
    QLabel* m_count;
    LesionRows* m_rows;
    FactList* m_facts;
    NoteBox* m_contour;
    NoteBox* m_border;
    QPushButton* m_makeIndex;
    QLabel* m_indexRule;
    QLabel* m_lobes;
    int m_chosen = 0;
};

}  // namespace metrisk::ui::panels
