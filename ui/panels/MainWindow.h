#pragma once

#include "ui/panels/CaseController.h"
#include "ui/panels/ExplanationJobs.h"

#include <QMainWindow>

class QStackedWidget;

namespace metrisk::ui::panels {

class CaseListPanel;
class ClinicalPanel;
class ExplanationPanel;
class KeysHelp;
class LesionPanel;
class NoticeBar;
class PreparationPanel;
class ReportPanel;
class RiskPanel;
class StatusLine;
class StudyPanel;
class SurvivalPanel;
class TopRow;
class ViewArea;

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
    void relevanceShown();  // the views hold the map of the result on screen

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void arrange();
    QWidget* rightColumn();
    void addShortcuts();
    void connectController();
    void connectOpening();
    void connectPanels();
    void connectQuestions();
    void connectCorrection();

    void showStage(Stage stage);
    void showSession();
    void showImages();
    void showContour();
    void showResult();
    void showModel();
    void showQuestions();
    void cancelJobs();
    void showCases();
    void centreOnLesion(int lesion);
    void chooseFiles();
    void chooseSegmentation();
    void chooseFolder();
    void choosePack();

    CaseController& m_controller;
    TopRow* m_top;
    CaseListPanel* m_cases;
    ViewArea* m_views;
    QStackedWidget* m_panels;  // one per stage, in their order
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
    ExplanationJobs m_explanations;  // last: joined before the panels go
};

}  // namespace metrisk::ui::panels
