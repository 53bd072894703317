#include "ui/panels/ViewArea.h"

#include "ui/panels/Controls.h"
#include "ui/panels/CorrectionTools.h"
#include "ui/panels/RelevanceMaps.h"
#include "ui/panels/ViewTools.h"
#include "ui/views/CaseView.h"

#include <QVBoxLayout>

namespace metrisk::ui::panels {

ViewArea::ViewArea(QWidget* parent)
    : QStackedWidget(parent), m_view(new views::CaseView), m_tools(new ViewTools), m_correction(new CorrectionTools),
      m_relevance(new RelevanceMaps(this))
{
    auto* viewing = new QWidget;
    auto* layout = new QVBoxLayout(viewing);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tools);
    layout->addWidget(m_correction);
    m_correction->hide();
    layout->addWidget(m_view, 1);
    addWidget(invitation());
    addWidget(viewing);
    setMinimumWidth(420);
    connectViews();
    connectCorrection();
}

ViewArea::~ViewArea() = default;

QWidget* ViewArea::invitation()
{
    auto* page = new QWidget;
    auto* words = new QLabel(QStringLiteral("Drop T1-CE, FLAIR and label here:\nNIfTI files or a DICOM folder."));
    words->setProperty("role", QStringLiteral("welcome"));
    words->setAlignment(Qt::AlignCenter);
    auto* open = button(QStringLiteral("Open files…"), QStringLiteral("welcomeOpen"), true);
    connect(open, &QPushButton::clicked, this, &ViewArea::openRequested);
    auto* layout = new QVBoxLayout(page);
    layout->setSpacing(16);
    layout->addStretch(1);
    layout->addWidget(words, 0, Qt::AlignCenter);
    layout->addWidget(open, 0, Qt::AlignCenter);
    layout->addStretch(1);
    return page;
}

void ViewArea::connectViews()
{
    connect(m_view, &views::CaseView::viewStateChanged, this, &ViewArea::followView);
    connect(m_tools, &ViewTools::viewStateEdited, m_view, &views::CaseView::setViewState);
    connect(m_tools, &ViewTools::greyResetRequested, this, &ViewArea::resetGrey);
    connect(m_tools, &ViewTools::helpRequested, this, &ViewArea::helpRequested);
    connect(m_tools, &ViewTools::mapChosen, this, &ViewArea::setMap);
    connect(m_relevance, &RelevanceMaps::changed, this, &ViewArea::showMap);
    connect(m_relevance, &RelevanceMaps::measured, this, &ViewArea::mapMeasured);
    connect(m_relevance, &RelevanceMaps::failed, this, &ViewArea::failed);
}

void ViewArea::connectCorrection()
{
    using views::CaseView;
    connect(m_tools, &ViewTools::correctionRequested, this, [this](bool wanted) {
        if (wanted)
            Q_EMIT correctionRequested();
        else
            correct(nullptr);
    });
    connect(m_view, &CaseView::correctionRequested, this, &ViewArea::correctionRequested);
    connect(m_view, &CaseView::correctionEnded, this, [this] { correct(nullptr); });
    connect(m_view, &CaseView::correctionChanged, m_correction, &CorrectionTools::setSettings);
    connect(m_view, &CaseView::contourEdited, this, &ViewArea::contourEdited);
    connect(m_view, &CaseView::undoRequested, this, &ViewArea::undoRequested);
    connect(m_view, &CaseView::redoRequested, this, &ViewArea::redoRequested);
    connect(m_correction, &CorrectionTools::settingsEdited, m_view, &CaseView::setCorrection);
    connect(m_correction, &CorrectionTools::actRequested, m_view, &CaseView::act);
    connect(m_correction, &CorrectionTools::copyRequested, this, &ViewArea::copyRequested);
    connect(m_correction, &CorrectionTools::undoRequested, this, &ViewArea::undoRequested);
    connect(m_correction, &CorrectionTools::redoRequested, this, &ViewArea::redoRequested);
    connect(m_correction, &CorrectionTools::doneRequested, this, [this] { correct(nullptr); });
}

/// What is corrected must be seen, and the threshold begins at the brighter half of the T1-CE.
void ViewArea::correct(std::shared_ptr<segmentation::editing::LabelEditor> editor)
{
    m_view->correct(m_opened ? std::move(editor) : nullptr);
    m_correction->setVisible(m_view->corrects());
    m_tools->setCorrecting(m_view->corrects());
    if (!m_view->corrects())
        return;
    auto state = m_view->viewState();
    state.labelVisible = true;
    m_view->setViewState(state);
    auto settings = m_view->correction();
    if (settings.thresholdHigh <= settings.thresholdLow) {
        const auto grey = rendering::defaultWindowLevel(m_opened->prepared.t1ce);
        settings.thresholdLow = grey.level;
        settings.thresholdHigh = 2 * grey.window;
    }
    m_view->setCorrection(settings);
    m_correction->setSettings(settings);
    m_view->setFocus();
}

void ViewArea::setUndo(const QString& undo, const QString& redo)
{
    m_correction->setUndo(undo, redo);
}

void ViewArea::setCopySources(const std::vector<CopySource>& sources)
{
    m_correction->setCopySources(sources);
}

void ViewArea::updateContour(const imaging::LabelView& labels, const segmentation::editing::VoxelBox& box)
{
    m_view->updateContour(labels, box);
}

void ViewArea::copyContour(const imaging::LabelMap& from)
{
    m_view->copyContour(from);
}

void ViewArea::setContourStanding(const QString& words, bool urgent)
{
    m_tools->setContourStanding(words, urgent);
}

void ViewArea::showCase(std::shared_ptr<const analysis::OpenedCase> opened, std::shared_ptr<const analysis::OpenedCase> scored,
                        const std::string& viewState)
{
    correct(nullptr);
    m_opened = std::move(opened);
    m_scored = std::move(scored);
    m_relevance->setCase(m_scored, m_result);
    setCurrentIndex(m_opened ? 1 : 0);
    if (!m_opened)
        return m_view->clear();
    const auto left = viewState;  // a copy: showing the case announces the default view first
    m_view->showCase(m_opened->prepared, m_opened->lesions.index().centreVoxel);
    if (!left.empty())
        m_view->setViewState(rendering::viewStateFromJson(left));
    m_tools->setViewState(m_view->viewState());
}

void ViewArea::showResult(const std::optional<analysis::CaseResult>& result, std::shared_ptr<const analysis::OpenedCase> scored)
{
    m_result = result;
    m_scored = std::move(scored);
    m_relevance->setCase(m_scored, m_result);
}

void ViewArea::showExplanation(const explanation::Explanation& explanation)
{
    m_relevance->setExplanation(explanation);
}

void ViewArea::setMap(const MapChoice& choice)
{
    m_relevance->setChoice(choice);
}

void ViewArea::centreOn(const Eigen::Vector3d& patientMm)
{
    auto state = m_view->viewState();
    state.crosshairMm = patientMm;
    m_view->setViewState(state);
}

void ViewArea::followView(const rendering::ViewState& state)
{
    m_tools->setViewState(state);
    m_relevance->setSmooth(state.relevanceSmooth);
    Q_EMIT viewStateChanged(rendering::viewStateToJson(state));
}

void ViewArea::showMap(const std::optional<imaging::Volume>& map, const rendering::RelevanceLegend& legend)
{
    m_view->showRelevance(map, legend);
    m_tools->setMembers(map ? int(m_result->explanation.members.size()) : 0);
    m_tools->setMap(m_relevance->choice());
    if (map)
        Q_EMIT relevanceShown();
}

void ViewArea::resetGrey()
{
    auto state = m_view->viewState();
    state.t1ce = rendering::defaultWindowLevel(m_opened->prepared.t1ce);
    state.flair = rendering::defaultWindowLevel(m_opened->prepared.flair);
    m_view->setViewState(state);
}

}  // namespace metrisk::ui::panels
