#pragma once

#include "core/explanation/TrustChecks.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace metrisk::ui::panels {

class FactList;
class NoteBox;

/// "Check this explanation", and what the checks found: warnings first and emphasised, then the outcome in words and a line
/// for each check.
class TrustCheckBlock : public QWidget {
    Q_OBJECT

public:
    explicit TrustCheckBlock(QWidget* parent = nullptr);

    /// Null: not checked yet.
    void show(const explanation::TrustChecks* checks);
    void setRunning(bool running);
    /// `reason` empty: the button can be pressed.
    void setPossible(const QString& reason);

Q_SIGNALS:
    void checkRequested();

private:
    QPushButton* m_button;
    QLabel* m_running;
    NoteBox* m_warnings;
    QLabel* m_outcome;
    FactList* m_facts;
    QLabel* m_meaning;
};

}  // namespace metrisk::ui::panels
