#include "ui/panels/MainWindow.h"

#include "ui/charts/PlotView.h"
#include "ui/panels/CaseListPanel.h"
#include "ui/panels/ClinicalPanel.h"
#include "ui/panels/Controls.h"
#include "ui/panels/EvidenceBlock.h"
#include "ui/panels/ExplanationPanel.h"
#include "ui/panels/KeysHelp.h"
#include "ui/panels/LesionPanel.h"
#include "ui/panels/NoticeBar.h"
#include "ui/panels/PreparationPanel.h"
#include "ui/panels/ReportPanel.h"
#include "ui/panels/RiskPanel.h"
#include "ui/panels/StatusLine.h"
#include "ui/panels/StudyPanel.h"
#include "ui/panels/SurvivalPanel.h"
#include "ui/panels/TopRow.h"
#include "ui/panels/ViewArea.h"
#include "ui/panels/WhatIfPanel.h"

#include <QCloseEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>

namespace metrisk::ui::panels {
namespace {

QScrollArea* scrolling(QWidget* panel)
{
    auto* area = new QScrollArea;
    area->setWidget(panel);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

std::vector<std::filesystem::path> pathsOf(const QMimeData* data)
{
    std::vector<std::filesystem::path> paths;
    for (const auto& url : data->urls())
        if (url.isLocalFile())
            paths.emplace_back(utf8(url.toLocalFile()));
    return paths;
}

}  // namespace

MainWindow::MainWindow(CaseController& controller, QWidget* parent)
    : QMainWindow(parent), m_controller(controller), m_top(new TopRow), m_cases(new CaseListPanel), m_views(new ViewArea),
      m_notices(new NoticeBar), m_status(new StatusLine), m_help(new KeysHelp(this))
{
    setWindowTitle(QStringLiteral("MetRisk"));
    setAcceptDrops(true);
    arrange();
    addShortcuts();
    connectController();
    connectOpening();
    connectPanels();
    connectQuestions();
    connectCorrection();
    showCases();
    showImages();
    showResult();
    showSession();
    showStage(Stage::Study);
    m_cases->setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::follow(jobs::JobRunner& runner)
{
    m_status->follow(runner);
}

void MainWindow::arrange()
{
    auto* columns = new QSplitter;
    columns->addWidget(m_cases);
    columns->addWidget(m_views);
    columns->addWidget(rightColumn());
    columns->setStretchFactor(1, 1);
    columns->setSizes({248, 944, 408});
    columns->setHandleWidth(1);
    columns->setChildrenCollapsible(false);
    auto* whole = new QWidget;
    whole->setObjectName(QStringLiteral("window"));
    auto* layout = new QVBoxLayout(whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_top);
    layout->addWidget(columns, 1);
    layout->addWidget(m_notices);
    layout->addWidget(m_status);
    setCentralWidget(whole);
}

QWidget* MainWindow::rightColumn()
{
    m_panels = new QStackedWidget;
    m_panels->setObjectName(QStringLiteral("rightColumn"));
    m_panels->setAttribute(Qt::WA_StyledBackground);
    m_panels->setMinimumWidth(360);
    for (QWidget* panel : std::initializer_list<QWidget*>{
             m_study = new StudyPanel, m_preparation = new PreparationPanel, m_lesions = new LesionPanel,
             m_clinical = new ClinicalPanel, m_risk = new RiskPanel, m_explanation = new ExplanationPanel,
             m_survival = new SurvivalPanel, m_report = new ReportPanel})
        m_panels->addWidget(scrolling(panel));
    return m_panels;
}

void MainWindow::addShortcuts()
{
    const auto on = [this](const QKeySequence& key, auto action) {
        connect(new QShortcut(key, this), &QShortcut::activated, this, action);
    };
    for (std::size_t i = 0; i < stages.size(); ++i)
        on(QKeySequence(QStringLiteral("Alt+%1").arg(i + 1)), [this, stage = stages[i]] { showStage(stage); });
    on(QKeySequence::Open, [this] { chooseFiles(); });
    on(QKeySequence::Undo, [this] { m_controller.undo(); });
    for (const char* key : {"Ctrl+Y", "Ctrl+Shift+Z"})
        on(QKeySequence(QString::fromLatin1(key)), [this] { m_controller.redo(); });
    on(QKeySequence::Find, [this] { m_cases->focusSearch(); });
    on(QKeySequence(Qt::Key_Escape), [this] { cancelJobs(); });
    on(QKeySequence(Qt::Key_F1), [this] { m_help->open(); });
    on(QKeySequence(Qt::Key_Question), [this] { m_help->open(); });
}

void MainWindow::connectController()
{
    using Controller = CaseController;
    connect(&m_controller, &Controller::sessionChanged, this, &MainWindow::showSession);
    connect(&m_controller.jobs(), &jobs::JobRunner::started, this, &MainWindow::showSession);
    connect(&m_controller, &Controller::imagesChanged, this, &MainWindow::showImages);
    connect(&m_controller, &Controller::resultChanged, this, &MainWindow::showResult);
    connect(&m_controller, &Controller::modelChanged, this, [this] {
        if (m_explanations.showsAnother())
            m_explanations.showStored();  // another rule's came from the model that goes
        showModel();
    });
    connect(&m_controller, &Controller::casesChanged, this, &MainWindow::showCases);
    connect(&m_controller, &Controller::stageRequested, this, &MainWindow::showStage);
    connect(&m_controller, &Controller::noticePosted, m_notices, &NoticeBar::post);
    connect(&m_controller, &Controller::noticesOutdated, m_notices, &NoticeBar::clear);
    connect(&m_controller, &Controller::clinicalLoaded, this, [this] {
        m_clinical->setRecord(m_controller.session().clinical, m_controller.session().clinicalSource);
    });
    m_status->follow(m_controller.jobs());
}

void MainWindow::connectOpening()
{
    connect(m_cases, &CaseListPanel::searchChanged, this, &MainWindow::showCases);
    connect(m_cases, &CaseListPanel::caseChosen, &m_controller, &CaseController::reopen);
    connect(m_cases, &CaseListPanel::openFilesRequested, this, &MainWindow::chooseFiles);
    connect(m_cases, &CaseListPanel::openFolderRequested, this, &MainWindow::chooseFolder);
    connect(m_cases, &CaseListPanel::choosePackRequested, this, &MainWindow::choosePack);
    connect(m_study, &StudyPanel::openFilesRequested, this, &MainWindow::chooseFiles);
    connect(m_study, &StudyPanel::openFolderRequested, this, &MainWindow::chooseFolder);
    connect(m_study, &StudyPanel::openRequested, &m_controller, qOverload<>(&CaseController::openStudy));
    connect(m_study, &StudyPanel::roleCorrected, &m_controller,
            [this](io::Role role, const QString& path) { m_controller.setRole(role, utf8(path)); });
    connect(m_views, &ViewArea::openRequested, this, &MainWindow::chooseFiles);
}

void MainWindow::connectPanels()
{
    connect(m_top, &TopRow::chosen, this, &MainWindow::showStage);
    connect(m_cases, &CaseListPanel::lesionChosen, this, &MainWindow::centreOnLesion);
    connect(m_lesions, &LesionPanel::lesionChosen, this, &MainWindow::centreOnLesion);
    connect(m_preparation, &PreparationPanel::atlasChosen, &m_controller,
            [this](const QString& file) { m_controller.setAtlas(utf8(file)); });
    connect(m_preparation, &PreparationPanel::accepted, &m_controller, &CaseController::acceptPreparation);
    connect(m_preparation, &PreparationPanel::redoRequested, &m_controller, &CaseController::redoPreparation);
    connect(m_lesions, &LesionPanel::indexRequested, &m_controller, &CaseController::chooseIndexLesion);
    connect(m_clinical, &ClinicalPanel::recordEdited, &m_controller, &CaseController::setClinical);
    connect(m_clinical, &ClinicalPanel::analyseRequested, &m_controller, &CaseController::analyse);
    connect(m_clinical, &ClinicalPanel::undoRequested, &m_controller, &CaseController::undo);
    connect(m_clinical, &ClinicalPanel::redoRequested, &m_controller, &CaseController::redo);
    connect(m_risk, &RiskPanel::reportRequested, this, [this] { showStage(Stage::Report); });
    connect(m_risk, &RiskPanel::clinicalRequested, this, [this] { showStage(Stage::Clinical); });
    connect(m_risk, &RiskPanel::keepRequested, &m_controller, &CaseController::keepResult);
    connect(m_explanation, &ExplanationPanel::mapChosen, m_views, &ViewArea::setMap);
    connect(m_report, &ReportPanel::exportRequested, &m_controller,
            [this](const QString& path) { m_controller.exportReport(utf8(path)); });
    connect(m_views, &ViewArea::viewStateChanged, &m_controller, &CaseController::setViewState);
    connect(m_views, &ViewArea::mapMeasured, m_explanation, &ExplanationPanel::showMeasures);
    connect(m_views, &ViewArea::relevanceShown, this, &MainWindow::relevanceShown);
    connect(m_views, &ViewArea::helpRequested, m_help, &KeysHelp::open);
    connect(m_views, &ViewArea::failed, m_notices, &NoticeBar::post);
    for (auto* plot : findChildren<charts::PlotView*>())
        connect(plot, &charts::PlotView::failed, m_notices, &NoticeBar::post);
}

/// What can be asked about a result without changing it: another rule, checks, what if.
void MainWindow::connectQuestions()
{
    connect(m_explanation, &ExplanationPanel::ruleChosen, &m_explanations, &ExplanationJobs::explainBy);
    connect(m_explanation, &ExplanationPanel::checkRequested, &m_explanations, &ExplanationJobs::check);
    connect(&m_explanations, &ExplanationJobs::explained, this, [this](const explanation::Explanation& explanation) {
        m_explanation->showExplanation(explanation, m_explanations.checksOf(explanation.rule));
        m_views->showExplanation(explanation);
    });
    connect(&m_explanations, &ExplanationJobs::checked, m_explanation, &ExplanationPanel::showChecks);
    connect(&m_explanations, &ExplanationJobs::failed, m_notices, &NoticeBar::post);
    connect(&m_explanations.jobs(), &jobs::JobRunner::started, m_explanation, [this] { m_explanation->setRunning(true); });
    connect(&m_explanations.jobs(), &jobs::JobRunner::finished, m_explanation, [this] { m_explanation->setRunning(false); });
    m_status->follow(m_explanations.jobs());
    m_status->follow(m_risk->whatIf().jobs().longJobs());
    connect(&m_survival->evidence(), &EvidenceBlock::failed, m_notices, &NoticeBar::post);
    m_status->follow(m_survival->evidence().jobs());
}

void MainWindow::connectCorrection()
{
    connect(m_views, &ViewArea::correctionRequested, this, [this] { m_views->correct(m_controller.contourEditor()); });
    connect(m_views, &ViewArea::contourEdited, &m_controller, &CaseController::contourEdited);
    connect(m_views, &ViewArea::copyRequested, this, [this](const CopySource& source) {
        if (source.kind == CopySource::Kind::File)
            chooseSegmentation();
        else
            m_controller.copyFrom(source);
    });
    connect(&m_controller.contour(), &ContourJobs::loaded, m_views, &ViewArea::copyContour);
    m_status->follow(m_controller.contour().loads());
    connect(&m_controller, &CaseController::contourChanged, this, &MainWindow::showContour);
    connect(m_views, &ViewArea::undoRequested, &m_controller, &CaseController::undo);
    connect(m_views, &ViewArea::redoRequested, &m_controller, &CaseController::redo);
    connect(&m_controller.history(), &QUndoStack::indexChanged, this, [this] {
        m_views->setUndo(m_controller.history().undoText(), m_controller.history().redoText());
    });
    connect(&m_controller.contour(), &ContourJobs::stepped, this, [this](const segmentation::editing::VoxelBox& box) {
        m_views->updateContour(m_controller.contourEditor()->view(), box);
    });
    connect(&m_controller, &CaseController::stepShown, this, [this](Stage stage) {
        if (m_panels->currentIndex() != int(stage))
            showStage(stage);  // nothing changes out of sight
    });
}

void MainWindow::chooseSegmentation()
{
    const auto file = QFileDialog::getOpenFileName(this, QStringLiteral("Choose another segmentation of these images"), {},
                                                   QStringLiteral("NIfTI (*.nii *.nii.gz);;All files (*)"));
    if (!file.isEmpty())
        m_controller.contour().load(utf8(file));
}

void MainWindow::cancelJobs()
{
    m_controller.cancel();
    m_controller.contour().loads().cancel();
    m_explanations.jobs().cancel();
    m_risk->whatIf().jobs().cancel();
    m_survival->evidence().jobs().cancel();
}

void MainWindow::showStage(Stage stage)
{
    m_top->setCurrent(stage);
    m_panels->setCurrentIndex(int(stage));
    if (stage == Stage::Clinical)
        m_clinical->focusFirstMissing();
}

void MainWindow::showSession()
{
    const auto& session = m_controller.session();
    const auto* analyzer = m_controller.analyzer();
    m_top->show(session, session.result ? session.result->pack.demonstration
                                        : analyzer && analyzer->model().package().demonstration);
    m_cases->selectCase(session.caseId);
    m_study->show(session);
    m_clinical->setAnalysable(m_controller.whyNotAnalyse(), m_controller.jobs().isRunning());
    m_risk->showStanding(session);
    m_report->show(session);
    m_views->setContourStanding(contourStanding(session), session.contourNotAnalysed());
    m_views->setCopySources(m_controller.copySources());
}

/// The views draw the contour themselves while it is corrected.
void MainWindow::showContour()
{
    const auto& session = m_controller.session();
    m_cases->showStudy(session);
    m_lesions->show(session);
}

void MainWindow::showImages()
{
    const auto& session = m_controller.session();
    m_cases->showStudy(session);
    m_preparation->show(session);
    m_lesions->show(session);
    showQuestions();
    m_views->showCase(session.opened, session.ofResult(), session.viewState);
}

void MainWindow::showResult()
{
    const auto& session = m_controller.session();
    m_cases->showStudy(session);
    m_risk->show(session);
    m_survival->show(session);
    m_views->showResult(session.result, session.ofResult());
    showModel();
}

/// Another case, result or model: whatever was asked before is forgotten.
void MainWindow::showQuestions()
{
    const auto& session = m_controller.session();
    const auto analyzer = m_controller.sharedAnalyzer();
    m_explanations.setCase(analyzer, session.ofResult(), session.result);
    m_explanation->show(session, analyzer.get());
    m_risk->whatIf().show(session, analyzer);
    m_survival->evidence().setModel(analyzer, session.result);
}

void MainWindow::showModel()
{
    const auto* analyzer = m_controller.analyzer();
    const auto& result = m_controller.session().result;
    m_status->setDevice(analyzer ? text(analyzer->model().deviceName()) : QStringLiteral("no model"));
    m_status->setStatement(result     ? text(result->pack.statement)  // of the model whose numbers are shown
                           : analyzer ? text(analyzer->model().package().statement) : QString());
    showQuestions();
}

void MainWindow::showCases()
{
    m_cases->setCases(m_controller.cases(m_cases->searchText()));
}

void MainWindow::centreOnLesion(int lesion)
{
    const auto opened = m_controller.session().opened;
    if (!opened || std::size_t(lesion) >= opened->lesions.lesions.size())
        return;
    m_views->centreOn(opened->lesions.lesions[std::size_t(lesion)].centreMm);
    m_lesions->choose(lesion);
}

void MainWindow::chooseFiles()
{
    const auto files = QFileDialog::getOpenFileNames(this, QStringLiteral("Choose T1-CE, FLAIR and label"), {},
                                                     QStringLiteral("NIfTI and clinical.json (*.nii *.nii.gz *.json);;All files (*)"));
    std::vector<std::filesystem::path> paths;
    for (const auto& file : files)
        paths.emplace_back(utf8(file));
    if (!paths.empty())
        m_controller.propose(paths);
}

void MainWindow::chooseFolder()
{
    const auto folder = QFileDialog::getExistingDirectory(this, QStringLiteral("Choose the folder of the study"));
    if (!folder.isEmpty())
        m_controller.propose({utf8(folder)});
}

void MainWindow::choosePack()
{
    const auto folder = QFileDialog::getExistingDirectory(this, QStringLiteral("Choose the folder of a model pack"));
    if (!folder.isEmpty())
        Q_EMIT packChosen(folder);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!pathsOf(event->mimeData()).empty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    m_controller.propose(pathsOf(event->mimeData()));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_controller.leaveCase();
    QMainWindow::closeEvent(event);
}

}  // namespace metrisk::ui::panels
