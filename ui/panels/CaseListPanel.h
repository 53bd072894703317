#pragma once

#include "ui/panels/CaseSession.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QToolButton;

namespace metrisk::ui::itemmodels {
class CaseTableModel;
}

namespace metrisk::ui::panels {

class FactList;
class LesionRows;

/// The left column: the kept cases with their search field, then what is open now.
class CaseListPanel : public QWidget {
    Q_OBJECT

public:
    explicit CaseListPanel(QWidget* parent = nullptr);

    void setCases(std::vector<storage::CaseSummary> cases);
    void show(const CaseSession& session);
    QString searchText() const;

Q_SIGNALS:
    void searchChanged(const QString& search);
    void caseChosen(qlonglong id);
    void lesionChosen(int lesion);
    void openFilesRequested();
    void openFolderRequested();
    void choosePackRequested();

private:
    void buildOpenMenu();
    void selectCase(const std::optional<storage::CaseId>& id);

    QToolButton* m_open;
    QLineEdit* m_search;
    QListView* m_list;
    itemmodels::CaseTableModel* m_cases;
    QLabel* m_none;
    QLabel* m_studyHeading;
    FactList* m_study;
    QLabel* m_lesionHeading;
    LesionRows* m_lesions;
    const analysis::OpenedCase* m_shown = nullptr;  // only compared, never followed
    std::optional<storage::CaseId> m_current;
};

}  // namespace metrisk::ui::panels
