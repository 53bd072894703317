#pragma once

#include "core/clinical/ClinicalRecord.h"

#include <QUndoCommand>

#include <functional>

namespace metrisk::ui::panels {

/// Something that was done to the case on screen, taken back and done again by two functions. It has been done when it is
/// pushed: the stack's first redo() does nothing.
class CaseStep : public QUndoCommand {
public:
    using Action = std::function<void()>;

    CaseStep(const QString& words, Action takeBack, Action doAgain);
    void undo() override { m_takeBack(); }
    void redo() override;

private:
    Action m_takeBack, m_doAgain;
    bool m_pushed = false;
};

/// Other values in the clinical form. What is typed into one field, key by key, is one step.
class ClinicalStep : public QUndoCommand {
public:
    using Fill = std::function<void(const clinical::ClinicalRecord&)>;

    ClinicalStep(clinical::ClinicalRecord before, clinical::ClinicalRecord after, Fill fill);
    void undo() override { m_fill(m_before); }
    void redo() override;
    int id() const override { return 1; }
    bool mergeWith(const QUndoCommand* later) override;

private:
    clinical::ClinicalRecord m_before, m_after;
    Fill m_fill;
    bool m_pushed = false;
};

}  // namespace metrisk::ui::panels
