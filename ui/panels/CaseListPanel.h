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
    void selectCase(const std::optional<storage::CaseId>& id);
    /// The files and lesions of the case on screen.
    void showStudy(const CaseSession& session);
    QString searchText() const;
    void focusSearch();

Q_SIGNALS:
    void searchChanged(const QString& search);
    void caseChosen(qlonglong id);
    void lesionChosen(int lesion);
    void openFilesRequested();
    void openFolderRequested();
    void choosePackRequested();

private:
    void buildOpenMenu();

    QToolButton* m_open;
    QLineEdit* m_search;
    QListView* m_list;
    itemmodels::CaseTableModel* m_cases;
    QLabel* m_none;
    QLabel* m_studyHeading;
    FactList* m_study;
    QLabel* m_lesionHeading;
    LesionRows* m_lesions;
    std::optional<storage::CaseId> m_current;
};

}  // namespace metrisk::ui::panels
