#pragma once

#include "ui/panels/CaseSession.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace metrisk::ui::panels {

class FactList;

/// What the page will say, where it goes, and where it went.
class ReportPanel : public QWidget {
    Q_OBJECT

public:
    explicit ReportPanel(QWidget* parent = nullptr);
    void show(const CaseSession& session);

Q_SIGNALS:
    void exportRequested(const QString& path);

private:
    void chooseFile();
    void showTarget();

    QLabel* m_nothing;
    QWidget* m_page;
    QLabel *m_patient, *m_warning, *m_also, *m_why, *m_written;
    FactList* m_contents;
    QLineEdit* m_path;
    QPushButton* m_export;
    std::string m_proposedFor;  // the result the proposed path belongs to
    bool m_printable = false;
};

}  // namespace metrisk::ui::panels
