#include "ui/panels/MainWindow.h"

#include "ui/panels/CaseListPanel.h"
#include "ui/panels/ClinicalPanel.h"
#include "ui/panels/Controls.h"
#include "ui/panels/ExplanationPanel.h"
#include "ui/panels/KeysHelp.h"
#include "ui/panels/LesionPanel.h"
#include "ui/panels/NoticeBar.h"
#include "ui/panels/PreparationPanel.h"
#include "ui/panels/RelevanceMaps.h"
#include "ui/panels/ReportPanel.h"
#include "ui/panels/RiskPanel.h"
#include "ui/panels/StageBar.h"
#include "ui/panels/StatusLine.h"
#include "ui/panels/StudyPanel.h"
#include "ui/panels/SurvivalPanel.h"
#include "ui/panels/ViewTools.h"
#include "ui/views/CaseView.h"

#include <QCloseEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMimeData>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>

namespace metrisk::ui::panels {
namespace {

QWidget* region(const QString& name)
{
    auto* made = new QWidget;
    made->setObjectName(name);
    made->setAttribute(Qt::WA_StyledBackground);
    return made;
}

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

QString patientDetail(const CaseSession& session)
{
    QStringList parts;
    if (session.clinical.ageYears)
        parts << QStringLiteral("%1 y").arg(*session.clinical.ageYears);
    if (session.clinical.kps)
        parts << QStringLiteral("KPS %1").arg(*session.clinical.kps);
    if (session.clinical.primary)
        parts << text(*session.clinical.primary);
    const auto& date = session.result ? session.result->patient.studyDate
                       : session.opened ? session.opened->patient.studyDate : std::string();
    if (!date.empty())
        parts << QStringLiteral("MRI ") + text(date);
    return parts.join(QStringLiteral(" · "));
}

}  // namespace

MainWindow::MainWindow(CaseController& controller, QWidget* parent)
    : QMainWindow(parent), m_controller(controller), m_relevance(new RelevanceMaps(this)), m_stages(new StageBar),
      m_cases(new CaseListPanel), m_view(new views::CaseView), m_tools(new ViewTools), m_notices(new NoticeBar),
      m_status(new StatusLine), m_help(new KeysHelp(this))
{
    setWindowTitle(QStringLiteral("MetRisk"));
    setAcceptDrops(true);
    m_cases->setObjectName(QStringLiteral("leftColumn"));
    m_cases->setAttribute(Qt::WA_StyledBackground);
    auto* columns = new QSplitter;
    columns->addWidget(m_cases);
    columns->addWidget(centre());
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
    layout->addWidget(topRow());
    layout->addWidget(columns, 1);
    layout->addWidget(m_notices);
    layout->addWidget(m_status);
    setCentralWidget(whole);
    addShortcuts();
    connectController();
    connectPanels();
    connectViews();
    showCases();
    showSession();
    showModel();
    showStage(Stage::Study);
    m_cases->setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::follow(jobs::JobRunner& runner)
{
    m_status->follow(runner);
}

QWidget* MainWindow::topRow()
{
    auto* row = region(QStringLiteral("topRow"));
    row->setFixedHeight(48);
    auto* product = new QLabel(QStringLiteral("MetRisk"));
    product->setProperty("role", QStringLiteral("product"));
    m_patient = new QLabel;
    m_patient->setObjectName(QStringLiteral("patientName"));
    m_patient->setProperty("role", QStringLiteral("patient"));
    m_patientDetail = secondary();
    m_patientDetail->setWordWrap(false);
    m_badge = new QLabel;
    m_badge->setObjectName(QStringLiteral("badge"));
    m_badge->setProperty("role", QStringLiteral("badge"));
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(16, 0, 16, 0);
    layout->setSpacing(12);
    layout->addWidget(product);
    layout->addSpacing(16);
    layout->addWidget(m_stages);
    layout->addStretch(1);
    for (auto* label : {m_patient, m_patientDetail, m_badge})
        layout->addWidget(label, 0, Qt::AlignVCenter);
    return row;
}

QWidget* MainWindow::centre()
{
    auto* views = new QWidget;
    auto* layout = new QVBoxLayout(views);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tools);
    layout->addWidget(m_view, 1);
    m_centre = new QStackedWidget;
    m_centre->addWidget(welcome());
    m_centre->addWidget(views);
    m_centre->setMinimumWidth(420);
    return m_centre;
}

QWidget* MainWindow::welcome()
{
    auto* page = region(QStringLiteral("welcome"));
    auto* words = new QLabel(QStringLiteral("Drop T1-CE, FLAIR and label here:\nNIfTI files or a DICOM folder."));
    words->setProperty("role", QStringLiteral("welcome"));
    words->setAlignment(Qt::AlignCenter);
    auto* open = button(QStringLiteral("Open files…"), QStringLiteral("welcomeOpen"), true);
    connect(open, &QPushButton::clicked, this, &MainWindow::chooseFiles);
    auto* layout = new QVBoxLayout(page);
    layout->setSpacing(16);
    layout->addStretch(1);
    layout->addWidget(words, 0, Qt::AlignCenter);
    layout->addWidget(open, 0, Qt::AlignCenter);
    layout->addStretch(1);
    return page;
}

QWidget* MainWindow::rightColumn()
{
    m_panels = new QStackedWidget;
    for (QWidget* panel : std::initializer_list<QWidget*>{
             m_study = new StudyPanel, m_preparation = new PreparationPanel, m_lesions = new LesionPanel,
             m_clinical = new ClinicalPanel, m_risk = new RiskPanel, m_explanation = new ExplanationPanel,
             m_survival = new SurvivalPanel, m_report = new ReportPanel})
        m_panels->addWidget(scrolling(panel));
    auto* column = region(QStringLiteral("rightColumn"));
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_panels);
    column->setMinimumWidth(360);
    return column;
}

void MainWindow::addShortcuts()
{
    const auto on = [this](const QKeySequence& key, auto action) {
        connect(new QShortcut(key, this), &QShortcut::activated, this, action);
    };
    for (std::size_t i = 0; i < stages.size(); ++i)
        on(QKeySequence(QStringLiteral("Alt+%1").arg(i + 1)), [this, stage = stages[i]] { showStage(stage); });
    on(QKeySequence::Find, [this] { m_cases->findChild<QLineEdit*>(QStringLiteral("caseSearch"))->setFocus(); });
    on(QKeySequence(Qt::Key_Escape), [this] { m_controller.cancel(); });
    on(QKeySequence(Qt::Key_F1), [this] { m_help->open(); });
    on(QKeySequence(Qt::Key_Question), [this] { m_help->open(); });
}

void MainWindow::connectController()
{
    connect(&m_controller, &CaseController::sessionChanged, this, &MainWindow::showSession);
    connect(&m_controller, &CaseController::imagesChanged, this, &MainWindow::showImages);
    connect(&m_controller, &CaseController::resultChanged, this, [this] {
        m_explanation->show(m_controller.session());
        m_relevance->setCase(m_controller.session().opened, m_controller.session().result);
    });
    connect(&m_controller, &CaseController::clinicalLoaded, this, [this] {
        m_clinical->setRecord(m_controller.session().clinical, m_controller.session().clinicalSource);
    });
    connect(&m_controller, &CaseController::stageRequested, this, &MainWindow::showStage);
    connect(&m_controller, &CaseController::casesChanged, this, &MainWindow::showCases);
    connect(&m_controller, &CaseController::noticePosted, m_notices, &NoticeBar::post);
    connect(&m_controller, &CaseController::noticesOutdated, m_notices, &NoticeBar::clear);
    connect(&m_controller, &CaseController::modelChanged, this, &MainWindow::showModel);
    connect(&m_controller.jobs(), &jobs::JobRunner::started, this, &MainWindow::showSession);
    m_status->follow(m_controller.jobs());
}

void MainWindow::connectPanels()
{
    connect(m_stages, &StageBar::chosen, this, &MainWindow::showStage);
    connect(m_cases, &CaseListPanel::searchChanged, this, &MainWindow::showCases);
    connect(m_cases, &CaseListPanel::caseChosen, &m_controller, [this](qlonglong id) { m_controller.reopen(id); });
    connect(m_cases, &CaseListPanel::openFilesRequested, this, &MainWindow::chooseFiles);
    connect(m_cases, &CaseListPanel::openFolderRequested, this, &MainWindow::chooseFolder);
    connect(m_cases, &CaseListPanel::choosePackRequested, this, &MainWindow::choosePack);
    connect(m_cases, &CaseListPanel::lesionChosen, this, &MainWindow::centreOnLesion);
    connect(m_lesions, &LesionPanel::lesionChosen, this, &MainWindow::centreOnLesion);
    connect(m_study, &StudyPanel::openFilesRequested, this, &MainWindow::chooseFiles);
    connect(m_study, &StudyPanel::openFolderRequested, this, &MainWindow::chooseFolder);
    connect(m_study, &StudyPanel::openRequested, &m_controller, qOverload<>(&CaseController::openStudy));
    connect(m_study, &StudyPanel::roleCorrected, &m_controller,
            [this](io::Role role, const QString& path) { m_controller.setRole(role, utf8(path)); });
    connect(m_clinical, &ClinicalPanel::recordEdited, &m_controller, &CaseController::setClinical);
    connect(m_clinical, &ClinicalPanel::analyseRequested, &m_controller, &CaseController::analyse);
    connect(m_risk, &RiskPanel::reportRequested, this, [this] { showStage(Stage::Report); });
    connect(m_risk, &RiskPanel::clinicalRequested, this, [this] { showStage(Stage::Clinical); });
    connect(m_risk, &RiskPanel::keepRequested, &m_controller, &CaseController::keepResult);
    connect(m_report, &ReportPanel::exportRequested, &m_controller,
            [this](const QString& path) { m_controller.exportReport(utf8(path)); });
}

void MainWindow::connectViews()
{
    connect(m_view, &views::CaseView::viewStateChanged, this, [this](const rendering::ViewState& state) {
        m_tools->setViewState(state);
        m_relevance->setSmooth(state.relevanceSmooth);
        m_controller.setViewState(rendering::viewStateToJson(state));
    });
    connect(m_tools, &ViewTools::viewStateEdited, m_view, &views::CaseView::setViewState);
    connect(m_tools, &ViewTools::greyResetRequested, this, [this] {
        const auto opened = m_controller.session().opened;
        if (!opened)
            return;
        auto state = m_view->viewState();
        state.t1ce = rendering::defaultWindowLevel(opened->prepared.t1ce);
        state.flair = rendering::defaultWindowLevel(opened->prepared.flair);
        m_view->setViewState(state);
    });
    connect(m_tools, &ViewTools::helpRequested, m_help, &KeysHelp::open);
    connect(m_tools, &ViewTools::memberChosen, m_relevance, &RelevanceMaps::setMember);
    connect(m_explanation, &ExplanationPanel::memberChosen, m_relevance, &RelevanceMaps::setMember);
    connect(m_relevance, &RelevanceMaps::failed, m_notices, &NoticeBar::post);
    connect(m_relevance, &RelevanceMaps::changed, this, [this](const std::optional<imaging::Volume>& map) {
        m_view->showRelevance(map);
        m_tools->setMembers(map ? int(m_controller.session().result->explanation.members.size()) : 0);
        m_tools->setMember(m_relevance->member());
        if (map)
            Q_EMIT relevanceShown();
    });
    connect(m_relevance, &RelevanceMaps::sharesChanged, m_explanation, &ExplanationPanel::showShares);
}

void MainWindow::showStage(Stage stage)
{
    m_stages->setCurrent(stage);
    m_panels->setCurrentIndex(int(stage));
    if (stage == Stage::Clinical)
        m_clinical->focusFirstMissing();
}

void MainWindow::showSession()
{
    const auto& session = m_controller.session();
    std::array<StageState, stages.size()> states{};
    for (std::size_t i = 0; i < stages.size(); ++i)
        states[i] = stateOf(session, stages[i]);
    m_stages->setStates(states);
    m_cases->show(session);
    m_study->show(session);
    m_preparation->show(session);
    m_lesions->show(session);
    m_clinical->setAnalysable(m_controller.whyNotAnalyse(), m_controller.jobs().isRunning());
    m_risk->show(session);
    m_survival->show(session);
    m_report->show(session);
    showPatient(session);
}

void MainWindow::showPatient(const CaseSession& session)
{
    m_patient->setText(session.patientName());
    m_patientDetail->setText(patientDetail(session));
    const bool demonstration = session.result ? session.result->pack.demonstration
                                              : m_controller.analyzer() && m_controller.analyzer()->model().package().demonstration;
    m_badge->setText(QStringLiteral("demonstration model"));
    m_badge->setVisible(demonstration);
}

void MainWindow::showModel()
{
    const auto* analyzer = m_controller.analyzer();
    m_status->setDevice(analyzer ? text(analyzer->model().deviceName()) : QStringLiteral("no model"));
    m_status->setStatement(analyzer ? text(analyzer->model().package().statement) : QString());
}

void MainWindow::showImages()
{
    const auto& session = m_controller.session();
    m_relevance->setCase(session.opened, session.result);
    m_centre->setCurrentIndex(session.opened ? 1 : 0);
    if (!session.opened)
        return m_view->clear();
    const auto left = session.viewState;  // showing the case announces the default view first
    m_view->showCase(session.opened->prepared, session.opened->lesions.index().centreVoxel);
    if (!left.empty())
        m_view->setViewState(rendering::viewStateFromJson(left));
    m_tools->setViewState(m_view->viewState());
    m_explanation->show(session);
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
    auto state = m_view->viewState();
    state.crosshairMm = opened->lesions.lesions[std::size_t(lesion)].centreMm;
    m_view->setViewState(state);
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
