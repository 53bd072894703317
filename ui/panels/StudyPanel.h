#pragma once

#include "ui/panels/CaseSession.h"

#include <QWidget>

#include <array>

class QComboBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace metrisk::ui::panels {

class SeriesList;

/// Which file is the T1-CE, the FLAIR and the label, why it was taken for that, and the way to correct it; below, every
/// series that was found and what was kept out.
class StudyPanel : public QWidget {
    Q_OBJECT

public:
    explicit StudyPanel(QWidget* parent = nullptr);
    void show(const CaseSession& session);

Q_SIGNALS:
    void roleCorrected(metrisk::io::Role role, const QString& path);
    void openRequested();
    void openFilesRequested();
    void openFolderRequested();

private:
    struct RoleRow {
        QComboBox* choice;
        QLabel* reason;
    };
    RoleRow roleRow(io::Role role, QVBoxLayout* layout);
    void fill(const RoleRow& row, io::Role role, const CaseSession& session);
    void chooseFile(io::Role role);

    std::array<RoleRow, 3> m_rows;
    SeriesList* m_series;
    QLabel* m_patient;
    QPushButton* m_open;
    QLabel* m_why;
    bool m_filling = false;
};

}  // namespace metrisk::ui::panels
