#pragma once

#include "ui/panels/CaseSession.h"

#include <QWidget>

namespace metrisk::ui::panels {

class FactList;
class NoteBox;

/// What was done to the images before anything was scored, in words.
class PreparationPanel : public QWidget {
    Q_OBJECT

public:
    explicit PreparationPanel(QWidget* parent = nullptr);
    void show(const CaseSession& session);

private:
    FactList* m_facts;
    NoteBox* m_notes;
    QWidget* m_nothing;
    QWidget* m_unchanged;
};

}  // namespace metrisk::ui::panels
