#include "ui/panels/ViewTools.h"

#include "ui/panels/Controls.h"
#include "ui/panels/FlowLayout.h"
#include "ui/panels/ToolRow.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace metrisk::ui::panels {
namespace {

using rendering::BaseImage;
using rendering::Layout;

QSlider* percentSlider(const QString& name, const QString& meaning)
{
    auto* made = new QSlider(Qt::Horizontal);
    made->setObjectName(name);
    made->setRange(0, 100);
    made->setPageStep(10);
    made->setFixedWidth(64);
    made->setToolTip(meaning);
    made->setAccessibleName(meaning);
    return made;
}

QString relevanceMeaning()
{
    return QStringLiteral("Where the model looked, in blocks of 16 mm; relative to this patient");
}

int percentOf(double fraction)
{
    return int(std::lround(fraction * 100));
}

/// What the slider says; a value between its steps stays as long as nobody moves it.
double fractionOf(const QSlider* slider, double before)
{
    return slider->value() == percentOf(before) ? before : slider->value() / 100.0;
}

}  // namespace

ViewTools::ViewTools(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("viewTools"));
    auto* layout = new FlowLayout(this, 16, 4);
    layout->setContentsMargins(8, 4, 8, 4);
    for (auto* group : {imageGroup(), labelGroup(), helpGroup(), inRow({relevanceGroup(), memberGroup()}, 16)})
        layout->addWidget(group);
    setMembers(0);
    setViewState({});
}

QWidget* ViewTools::imageGroup()
{
    m_t1ce = segment(QStringLiteral("T1-CE"), QStringLiteral("showT1ce"));
    m_flair = segment(QStringLiteral("FLAIR"), QStringLiteral("showFlair"));
    m_review = segment(QStringLiteral("Review"), QStringLiteral("layoutReview"));
    m_planes3d = segment(QStringLiteral("3D"), QStringLiteral("layout3d"));
    m_review->setToolTip(QStringLiteral("T1-CE and FLAIR side by side, coronal and sagittal below"));
    m_planes3d->setToolTip(QStringLiteral("Axial, coronal, sagittal and a 3D view"));
    for (auto* button : {m_t1ce, m_flair, m_review, m_planes3d})
        connect(button, &QToolButton::clicked, this, &ViewTools::edit);
    return inRow({segments({m_t1ce, m_flair}), segments({m_review, m_planes3d})}, 12);
}

QWidget* ViewTools::labelGroup()
{
    m_label = smallCheck(QStringLiteral("Contours"), QStringLiteral("showLabel"),
                         QStringLiteral("Core solid, oedema dashed"));
    m_fill = percentSlider(QStringLiteral("labelFill"), QStringLiteral("Fill of the contours"));
    connect(m_label, &QCheckBox::toggled, this, &ViewTools::edit);
    connect(m_fill, &QSlider::valueChanged, this, &ViewTools::edit);
    m_correct = segment(QStringLiteral("Correct"), QStringLiteral("correctContour"));
    m_correct->setToolTip(QStringLiteral("Correct the contour with brush, eraser and more (C)"));
    m_standing = new QLabel;
    m_standing->setObjectName(QStringLiteral("contourStanding"));
    m_standing->setFixedHeight(20);
    m_standing->setProperty("role", QStringLiteral("badge"));
    m_standing->hide();
    connect(m_correct, &QToolButton::clicked, this, &ViewTools::correctionRequested);
    return inRow({m_label, m_fill, m_correct, m_standing}, 6);
}

QWidget* ViewTools::relevanceGroup()
{
    m_relevance = smallCheck(QStringLiteral("Relevance"), QStringLiteral("showRelevance"),
                             relevanceMeaning());
    m_threshold = percentSlider(QStringLiteral("relevanceThreshold"),
                                QStringLiteral("Threshold: hide blocks below this share of the largest"));
    m_opacity = percentSlider(QStringLiteral("relevanceOpacity"), QStringLiteral("Opacity of the relevance"));
    connect(m_relevance, &QCheckBox::toggled, this, &ViewTools::edit);
    connect(m_threshold, &QSlider::valueChanged, this, &ViewTools::edit);
    connect(m_opacity, &QSlider::valueChanged, this, &ViewTools::edit);
    auto* from = secondary(QStringLiteral("from"));
    auto* opacity = secondary(QStringLiteral("opacity"));
    from->setWordWrap(false);
    opacity->setWordWrap(false);
    return inRow({m_relevance, from, m_threshold, opacity, m_opacity}, 6);
}

QWidget* ViewTools::memberGroup()
{
    m_member = new QComboBox;
    m_member->setObjectName(QStringLiteral("memberChoice"));
    m_member->setProperty("role", QStringLiteral("small"));
    m_member->setAccessibleName(QStringLiteral("Which relevance: mean, one member or their disagreement"));
    m_smooth = smallCheck(QStringLiteral("Smooth"), QStringLiteral("smoothRelevance"),
                          QStringLiteral("Smooths the display only; the model saw blocks of 16 mm"));
    connect(m_member, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (!m_filling && index >= 0)
            Q_EMIT mapChosen(chosenMap(*m_member));
    });
    connect(m_smooth, &QCheckBox::toggled, this, &ViewTools::edit);
    return inRow({m_member, m_smooth}, 8);
}

QWidget* ViewTools::helpGroup()
{
    auto* reset = smallButton(QStringLiteral("Reset grey"), QStringLiteral("resetGrey"),
                              QStringLiteral("Window and level as at the start"));
    auto* help = smallButton(QStringLiteral("?"), QStringLiteral("keysHelp"), QStringLiteral("Mouse and keys (?)"));
    help->setAccessibleName(QStringLiteral("Help on mouse and keys"));
    connect(reset, &QToolButton::clicked, this, &ViewTools::greyResetRequested);
    connect(help, &QToolButton::clicked, this, &ViewTools::helpRequested);
    return inRow({reset, help}, 4);
}

void ViewTools::setViewState(const rendering::ViewState& state)
{
    m_filling = true;
    m_state = state;
    (state.base == BaseImage::T1ce ? m_t1ce : m_flair)->setChecked(true);
    (state.layout == Layout::Review ? m_review : m_planes3d)->setChecked(true);
    m_label->setChecked(state.labelVisible);
    m_fill->setValue(percentOf(state.labelFillOpacity));
    m_relevance->setChecked(state.relevanceVisible);
    m_threshold->setValue(percentOf(state.relevanceThreshold));
    m_opacity->setValue(percentOf(state.relevanceOpacity));
    m_smooth->setChecked(state.relevanceSmooth);
    m_filling = false;
}

void ViewTools::setMembers(int members)
{
    m_filling = true;
    offerMaps(*m_member, members);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_relevance, m_threshold, m_opacity, m_member, m_smooth})
        widget->setEnabled(members > 0);
    m_relevance->setToolTip(members > 0 ? relevanceMeaning()
                                        : QStringLiteral("There is no relevance before the analysis."));
    m_filling = false;
}

void ViewTools::setMap(const MapChoice& choice)
{
    m_filling = true;
    chooseMap(*m_member, choice);
    m_filling = false;
}

void ViewTools::setCorrecting(bool correcting)
{
    m_correct->setChecked(correcting);
}

void ViewTools::setContourStanding(const QString& words, bool urgent)
{
    // The looks first: they decide how much room the words take.
    setStyleProperty(m_standing, "role", urgent ? QStringLiteral("whatIfMark") : QStringLiteral("badge"));
    m_standing->setText(words);
    m_standing->setVisible(!words.isEmpty());
}

void ViewTools::edit()
{
    if (m_filling)
        return;
    m_state.base = m_t1ce->isChecked() ? BaseImage::T1ce : BaseImage::Flair;
    m_state.layout = m_review->isChecked() ? Layout::Review : Layout::Planes3D;
    m_state.labelVisible = m_label->isChecked();
    m_state.labelFillOpacity = fractionOf(m_fill, m_state.labelFillOpacity);
    m_state.relevanceVisible = m_relevance->isChecked();
    m_state.relevanceThreshold = fractionOf(m_threshold, m_state.relevanceThreshold);
    m_state.relevanceOpacity = fractionOf(m_opacity, m_state.relevanceOpacity);
    m_state.relevanceSmooth = m_smooth->isChecked();
    Q_EMIT viewStateEdited(m_state);
}

}  // namespace metrisk::ui::panels
