#include "ui/panels/CorrectionTools.h"

#include "ui/panels/Controls.h"
#include "ui/panels/FlowLayout.h"
#include "ui/panels/ToolRow.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QMenu>

#include <utility>

namespace metrisk::ui::panels {
namespace {

using views::CorrectionAct;
using views::CorrectionTool;

struct ToolText {
    CorrectionTool tool;
    const char *text, *name, *tip;
};
constexpr ToolText toolTexts[] = {
    {CorrectionTool::Brush, "Brush", "correctBrush", "Paint the label (B)"},
    {CorrectionTool::Erase, "Erase", "correctErase", "Take the label away (E)"},
    {CorrectionTool::Threshold, "Threshold", "correctThreshold", "Paint only where the image lies in a range (H)"},
    {CorrectionTool::Polygon, "Polygon", "correctPolygon", "Click corners or drag a line round the area; Enter or a double click fills it (P)"}};

QDoubleSpinBox* smallNumber(const QString& name, const QString& meaning, int width)
{
    auto* made = new QDoubleSpinBox;
    made->setObjectName(name);
    made->setProperty("role", QStringLiteral("small"));
    made->setButtonSymbols(QAbstractSpinBox::NoButtons);
    made->setKeyboardTracking(false);
    made->setFixedWidth(width);
    made->setToolTip(meaning);
    made->setAccessibleName(meaning);
    return made;
}

QLabel* word(const QString& text)
{
    auto* made = secondary(text);
    made->setWordWrap(false);
    return made;
}

}  // namespace

CorrectionTools::CorrectionTools(QWidget* parent) : QWidget(parent), m_tools(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("correctionTools"));
    setAttribute(Qt::WA_StyledBackground);
    auto* layout = new FlowLayout(this, 16, 4);
    layout->setContentsMargins(8, 4, 8, 4);
    for (auto* group : {toolGroup(), labelGroup(), brushGroup(), thresholdGroup(), actGroup(), stepGroup()})
        layout->addWidget(group);
    setSettings({});
    setUndo({}, {});
}

QWidget* CorrectionTools::toolGroup()
{
    auto* row = inRow({}, 0);
    for (const auto& each : toolTexts) {
        auto* button = segment(QString::fromUtf8(each.text), QString::fromUtf8(each.name));
        button->setToolTip(QString::fromUtf8(each.tip));
        row->layout()->addWidget(button);
        m_tools->addButton(button, int(each.tool));
    }
    connect(m_tools, &QButtonGroup::idClicked, this, &CorrectionTools::edit);
    return row;
}

QWidget* CorrectionTools::labelGroup()
{
    m_core = segment(QStringLiteral("Core"), QStringLiteral("correctCore"));
    m_oedema = segment(QStringLiteral("Oedema"), QStringLiteral("correctOedema"));
    m_core->setToolTip(QStringLiteral("The label that is corrected; X changes it"));
    m_oedema->setToolTip(m_core->toolTip());
    m_protect = smallCheck(QStringLiteral("Protect core"), QStringLiteral("correctProtect"),
                           QStringLiteral("Oedema does not cover the core, and erasing takes the chosen label only; "
                                          "without it painting covers everything and erasing clears both labels"));
    for (auto* button : {m_core, m_oedema})
        connect(button, &QToolButton::clicked, this, &CorrectionTools::edit);
    connect(m_protect, &QCheckBox::toggled, this, &CorrectionTools::edit);
    return inRow({segments({m_core, m_oedema}), m_protect}, 8);
}

QWidget* CorrectionTools::brushGroup()
{
    m_slice = segment(QStringLiteral("2D"), QStringLiteral("correctSlice"));
    m_space = segment(QStringLiteral("3D"), QStringLiteral("correctSpace"));
    m_slice->setToolTip(QStringLiteral("A disc in the slice; filling and smoothing act on the slice pointed at last (N)"));
    m_space->setToolTip(QStringLiteral("A ball; filling and smoothing act on the whole volume (N)"));
    m_radius = smallNumber(QStringLiteral("correctRadius"), QStringLiteral("Radius of the brush, mm; - and + change it"), 64);
    m_radius->setRange(views::smallestRadiusMm, views::largestRadiusMm);
    m_radius->setDecimals(1);
    m_radius->setSingleStep(0.5);
    m_radius->setSuffix(QStringLiteral(" mm"));
    for (auto* button : {m_slice, m_space})
        connect(button, &QToolButton::clicked, this, &CorrectionTools::edit);
    connect(m_radius, &QDoubleSpinBox::valueChanged, this, &CorrectionTools::edit);
    return inRow({segments({m_slice, m_space}), word(QStringLiteral("radius")), m_radius}, 8);
}

QWidget* CorrectionTools::thresholdGroup()
{
    m_image = new QComboBox;
    m_image->setObjectName(QStringLiteral("correctThresholdImage"));
    m_image->setProperty("role", QStringLiteral("small"));
    m_image->setAccessibleName(QStringLiteral("Image whose range counts"));
    m_image->addItems({QStringLiteral("T1-CE"), QStringLiteral("FLAIR")});
    m_low = smallNumber(QStringLiteral("correctLow"), QStringLiteral("Lowest intensity that is painted"), 72);
    m_high = smallNumber(QStringLiteral("correctHigh"), QStringLiteral("Highest intensity that is painted"), 72);
    for (auto* limit : {m_low, m_high}) {
        limit->setRange(-1e9, 1e9);
        connect(limit, &QDoubleSpinBox::valueChanged, this, &CorrectionTools::edit);
    }
    connect(m_image, &QComboBox::currentIndexChanged, this, &CorrectionTools::edit);
    return m_threshold = inRow({m_image, word(QStringLiteral("from")), m_low, word(QStringLiteral("to")), m_high}, 6);
}

QWidget* CorrectionTools::actGroup()
{
    auto* row = inRow({}, 4);
    addAct(row, QStringLiteral("Fill holes"), QStringLiteral("correctFill"),
           QStringLiteral("Fill what the label surrounds, in the slice (2D) or in space (3D)"), CorrectionAct::FillHoles);
    addAct(row, QStringLiteral("Smooth"), QStringLiteral("correctSmooth"),
           QStringLiteral("Take steps and spikes from the surface and keep its volume"), CorrectionAct::Smooth);
    addAct(row, QStringLiteral("Interpolate"), QStringLiteral("correctInterpolate"),
           QStringLiteral("Fill empty slices between drawn ones, up to %1 mm apart, in the plane pointed at last")
               .arg(views::largestSliceGapMm),
           CorrectionAct::Interpolate);
    m_copy = smallButton(QStringLiteral("Copy from"), QStringLiteral("correctCopy"),
                         QStringLiteral("Take the chosen label from another drawing of these images; what it is there it becomes here"));
    m_copy->setMenu(new QMenu(m_copy));
    m_copy->setPopupMode(QToolButton::InstantPopup);
    row->layout()->addWidget(m_copy);
    return row;
}

void CorrectionTools::addAct(QWidget* row, const QString& text, const QString& name, const QString& tip, CorrectionAct act)
{
    auto* button = smallButton(text, name, tip);
    connect(button, &QToolButton::clicked, this, [this, act] { Q_EMIT actRequested(act); });
    row->layout()->addWidget(button);
}

QWidget* CorrectionTools::stepGroup()
{
    m_undo = smallButton(QStringLiteral("Undo"), QStringLiteral("correctUndo"), {});
    m_redo = smallButton(QStringLiteral("Redo"), QStringLiteral("correctRedo"), {});
    auto* done = smallButton(QStringLiteral("Done"), QStringLiteral("correctDone"), QStringLiteral("Leave the correction (Esc)"));
    connect(m_undo, &QToolButton::clicked, this, &CorrectionTools::undoRequested);
    connect(m_redo, &QToolButton::clicked, this, &CorrectionTools::redoRequested);
    connect(done, &QToolButton::clicked, this, &CorrectionTools::doneRequested);
    return inRow({m_undo, m_redo, done}, 4);
}

void CorrectionTools::setSettings(const views::CorrectionSettings& settings)
{
    m_filling = true;
    m_settings = settings;
    m_tools->button(int(settings.tool))->setChecked(true);
    (settings.rule.label == imaging::Core ? m_core : m_oedema)->setChecked(true);
    (settings.inSpace ? m_space : m_slice)->setChecked(true);
    m_protect->setChecked(settings.rule.protectCore);
    m_radius->setValue(settings.radiusMm);
    m_image->setCurrentIndex(settings.thresholdImage == rendering::BaseImage::T1ce ? 0 : 1);
    for (auto* limit : {m_low, m_high})
        limit->setDecimals(settings.thresholdHigh < 50 ? 2 : 0);
    m_low->setValue(settings.thresholdLow);
    m_high->setValue(settings.thresholdHigh);
    m_threshold->setVisible(settings.tool == CorrectionTool::Threshold);
    m_filling = false;
}

void CorrectionTools::setUndo(const QString& undo, const QString& redo)
{
    m_undo->setEnabled(!undo.isEmpty());
    m_redo->setEnabled(!redo.isEmpty());
    m_undo->setToolTip(undo.isEmpty() ? QStringLiteral("There is nothing to take back.")
                                      : QStringLiteral("Take back: %1 (Ctrl+Z)").arg(undo));
    m_redo->setToolTip(redo.isEmpty() ? QStringLiteral("Nothing was taken back.")
                                      : QStringLiteral("Do again: %1 (Ctrl+Y)").arg(redo));
}

void CorrectionTools::setCopySources(const std::vector<CopySource>& sources)
{
    if (std::exchange(m_sources, sources) == sources)
        return;
    m_copy->menu()->clear();
    for (const auto& source : sources)  // queued: what follows may fill the menu anew
        connect(m_copy->menu()->addAction(source.words), &QAction::triggered, this,
                [this, source] { Q_EMIT copyRequested(source); }, Qt::QueuedConnection);
}

void CorrectionTools::edit()
{
    if (m_filling)
        return;
    m_settings.tool = CorrectionTool(m_tools->checkedId());
    m_settings.rule = {m_core->isChecked() ? imaging::Core : imaging::Oedema, m_protect->isChecked()};
    m_settings.inSpace = m_space->isChecked();
    m_settings.radiusMm = m_radius->value();
    m_settings.thresholdImage = m_image->currentIndex() == 0 ? rendering::BaseImage::T1ce : rendering::BaseImage::Flair;
    m_settings.thresholdLow = m_low->value();
    m_settings.thresholdHigh = m_high->value();
    m_threshold->setVisible(m_settings.tool == CorrectionTool::Threshold);
    Q_EMIT settingsEdited(m_settings);
}

}  // namespace metrisk::ui::panels
