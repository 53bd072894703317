#include "ui/panels/PreparationPanel.h"

#include "core/reporting/PreparationSection.h"
#include "core/reporting/Wording.h"
#include "ui/panels/Controls.h"
#include "ui/panels/NudgeFields.h"
#include "ui/panels/PreparationPicture.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QSlider>

#include <fmt/format.h>

#include <algorithm>

namespace metrisk::ui::panels {
namespace {

using preprocessing::PreparationRecord;

/// The notes of reading and of preparing, each once.
std::vector<std::string> notesOf(const analysis::OpenedCase& opened)
{
    auto notes = opened.notes;
    for (const auto& note : opened.prepared.notes)
        if (std::find(notes.begin(), notes.end(), note) == notes.end())
            notes.push_back(note);
    return notes;
}

std::string gridText(const imaging::ImageGeometry& geometry)
{
    const auto spacing = geometry.spacingMm();
    return fmt::format("{}×{}×{} · {:.1f}×{:.1f}×{:.1f} mm · {}", geometry.size[0], geometry.size[1], geometry.size[2],
                       spacing.x(), spacing.y(), spacing.z(), geometry.axisCodes());
}

/// What the report will say, and the files and the grid around it.
std::vector<reporting::Fact> factsOf(const analysis::OpenedCase& opened)
{
    std::vector<reporting::Fact> facts;
    for (const auto& input : opened.inputs)
        facts.push_back({utf8(roleLabel(input.role)) + " as read", input.description});
    facts.push_back({"All three, as prepared", gridText(opened.prepared.t1ce.geometry())});
    const auto section = reporting::preparationOf(opened.prepared.record);
    facts.insert(facts.end(), section.facts.begin() + 1, section.facts.end());  // the first is the sentence above
    return facts;
}

QString decisionText(const PreparationRecord& record)
{
    if (!record.acceptedAt.empty())
        return QStringLiteral("Accepted %1.").arg(text(reporting::timeText(record.acceptedAt)));
    return QStringLiteral("Nothing is scored before you have accepted this.");
}

QComboBox* choice(const QString& objectName, const QStringList& entries)
{
    auto* box = new QComboBox;
    box->setObjectName(objectName);
    box->addItems(entries);
    return box;
}

}  // namespace

PreparationPanel::PreparationPanel(QWidget* parent)
    : QWidget(parent), m_facts(new FactList(FactList::Arrangement::Stacked)), m_notes(new NoteBox),
      m_nothing(secondary(QStringLiteral("Nothing is prepared yet. Open a study first."))), m_way(sentence()),
      m_decision(secondary()), m_accept(button(QStringLiteral("Accept preparation"), QStringLiteral("acceptPreparation"), true)),
      m_picture(new PreparationPicture), m_slice(new QSlider(Qt::Horizontal)),
      m_flair(new NudgeFields(QStringLiteral("flairNudge"))), m_head(new NudgeFields(QStringLiteral("headNudge"))),
      m_bias(new QCheckBox(QStringLiteral("Take away uneven brightness (N4)"))), m_check(checkPart()), m_correction(correctionPart())
{
    m_way->setObjectName(QStringLiteral("preparationWay"));
    auto* atlas = button(QStringLiteral("Choose atlas…"), QStringLiteral("chooseAtlas"));
    atlas->setToolTip(QStringLiteral("A skull-stripped T1 atlas on the SRI24 grid, for images with skull"));
    auto* layout = panelLayout(this);
    layout->addWidget(heading(QStringLiteral("Preparation")));
    layout->addWidget(m_nothing);
    layout->addWidget(m_way);
    layout->addWidget(m_check);
    layout->addWidget(m_notes);
    layout->addWidget(m_facts);
    layout->addWidget(m_correction);
    layout->addWidget(atlas, 0, Qt::AlignLeft);
    layout->addStretch(1);
    connect(atlas, &QPushButton::clicked, this, &PreparationPanel::chooseAtlas);
    connect(m_accept, &QPushButton::clicked, this, &PreparationPanel::accepted);
    show(CaseSession{});
}

QWidget* PreparationPanel::checkPart()
{
    auto* part = new QWidget;
    auto* view = choice(QStringLiteral("preparationView"),
                        {QStringLiteral("T1-CE and FLAIR, registered"), QStringLiteral("T1-CE and FLAIR, before"),
                         QStringLiteral("Brain edge on T1-CE"), QStringLiteral("Brain edge on FLAIR")});
    auto* plane = choice(QStringLiteral("preparationPlane"),
                         {QStringLiteral("axial"), QStringLiteral("coronal"), QStringLiteral("sagittal")});
    m_slice->setObjectName(QStringLiteral("preparationSlice"));
    m_slice->setAccessibleName(QStringLiteral("Slice of the check"));
    auto* choices = new QHBoxLayout;
    choices->setSpacing(8);
    choices->addWidget(view, 1);
    choices->addWidget(plane);
    auto* decision = new QHBoxLayout;
    decision->setSpacing(8);
    decision->addWidget(m_accept);
    decision->addWidget(m_decision, 1);
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(choices);
    layout->addWidget(m_picture);
    layout->addWidget(m_slice);
    layout->addLayout(decision);
    connect(view, &QComboBox::currentIndexChanged, this, [this](int chosen) { m_picture->setView(PreparationPicture::View(chosen)); });
    connect(plane, &QComboBox::currentIndexChanged, this, [this](int chosen) { m_picture->setPlane(imaging::Plane(chosen)); });
    connect(m_slice, &QSlider::valueChanged, m_picture, &PreparationPicture::setSlice);
    connect(m_picture, &PreparationPicture::sliceChanged, this, [this](int slice) {
        const QSignalBlocker quiet(m_slice);
        m_slice->setRange(0, m_picture->slices() - 1);
        m_slice->setValue(slice);
    });
    return part;
}

QWidget* PreparationPanel::correctionPart()
{
    auto* part = new QWidget;
    auto* redo = button(QStringLiteral("Prepare again with these"), QStringLiteral("redoPreparation"));
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_bias->setObjectName(QStringLiteral("correctBias"));
    m_bias->setToolTip(QStringLiteral("Divides both images by the smooth brightness that the receiving coil gave them; off unless you ask for it"));
    layout->addWidget(heading(QStringLiteral("Correct by hand")));
    layout->addWidget(secondary(QStringLiteral("Moves the FLAIR on the T1-CE")));
    layout->addWidget(m_flair);
    layout->addWidget(secondary(QStringLiteral("Moves both on the grid")));
    layout->addWidget(m_head);
    layout->addWidget(m_bias);
    layout->addWidget(redo, 0, Qt::AlignLeft);
    connect(redo, &QPushButton::clicked, this,
            [this] { Q_EMIT redoRequested(m_flair->nudge(), m_head->nudge(), m_bias->isChecked()); });
    return part;
}

void PreparationPanel::show(const CaseSession& session)
{
    const auto* opened = session.opened.get();
    const bool registered = opened && opened->prepared.record.wantsAcceptance();
    m_nothing->setVisible(!opened);
    m_way->setText(opened ? text(reporting::wayText(opened->prepared.record.way)) + QLatin1Char('.') : QString());
    m_way->setVisible(opened);
    m_facts->setFacts(opened ? factsOf(*opened) : std::vector<reporting::Fact>{});
    m_notes->setNotes(opened ? notesOf(*opened) : std::vector<std::string>{});
    m_check->setVisible(registered);
    m_correction->setVisible(registered);
    if (registered)
        showChecks(opened->prepared);
    else
        m_picture->setCase({});
}

void PreparationPanel::showChecks(const preprocessing::PreparedCase& prepared)
{
    m_picture->setCase(prepared);
    m_decision->setText(decisionText(prepared.record));
    m_accept->setVisible(prepared.record.acceptedAt.empty());
    m_flair->setNudge(prepared.record.flairNudge);
    m_head->setNudge(prepared.record.headNudge);
    m_bias->setChecked(prepared.record.biasCorrection.has_value());
}

void PreparationPanel::chooseAtlas()
{
    const auto file = QFileDialog::getOpenFileName(this, QStringLiteral("Choose the skull-stripped T1 atlas on the SRI24 grid"), {},
                                                   QStringLiteral("NIfTI (*.nii *.nii.gz);;All files (*)"));
    if (!file.isEmpty())
        Q_EMIT atlasChosen(file);
}

}  // namespace metrisk::ui::panels
