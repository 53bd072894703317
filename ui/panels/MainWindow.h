#pragma once

#include "ui/panels/CaseController.h"

#include <QMainWindow>

class QLabel;
class QStackedWidget;

namespace metrisk::ui::views {
class CaseView;
}
namespace metrisk::ui::rendering {
struct ViewState;
}

namespace metrisk::ui::panels {

class CaseListPanel;
class ClinicalPanel;
class ExplanationPanel;
class KeysHelp;
class LesionPanel;
class NoticeBar;
class PreparationPanel;
class RelevanceMaps;
class ReportPanel;
class RiskPanel;
class StageBar;
class StatusLine;
class StudyPanel;
class SurvivalPanel;
class ViewTools;

/// The one window. It arranges the panels and connects them to the controller; what happens to a case is
/// the controller's matter.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(CaseController& controller, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Shows the jobs of a runner beside the controller's in the bottom line.
    void follow(jobs::JobRunner& runner);

Q_SIGNALS:
    void packChosen(const QString& folder);
    void relevanceShown();  // the views hold the map of the case on screen

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    QWidget* topRow();
    QWidget* centre();
    QWidget* rightColumn();
    QWidget* welcome();
    void addShortcuts();
    void connectController();
    void connectPanels();
    void connectViews();

    void showStage(Stage stage);
    void showSession();
    void showPatient(const CaseSession& session);
    void showModel();
    void showImages();
    void showCases();
    void centreOnLesion(int lesion);
    void chooseFiles();
    void chooseFolder();
    void choosePack();

    CaseController& m_controller;
    RelevanceMaps* m_relevance;
    StageBar* m_stages;
    QLabel *m_patient, *m_patientDetail, *m_badge;
    CaseListPanel* m_cases;
    QStackedWidget *m_centre, *m_panels;
    views::CaseView* m_view;
    ViewTools* m_tools;
    StudyPanel* m_study;
    PreparationPanel* m_preparation;
    LesionPanel* m_lesions;
    ClinicalPanel* m_clinical;
    RiskPanel* m_risk;
    ExplanationPanel* m_explanation;
    SurvivalPanel* m_survival;
    ReportPanel* m_report;
    NoticeBar* m_notices;
    StatusLine* m_status;
    KeysHelp* m_help;
};

}  // namespace metrisk::ui::panels
