#include "ui/panels/StudyPanel.h"

#include "ui/panels/Controls.h"
#include "ui/panels/SeriesList.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>

namespace metrisk::ui::panels {
namespace {

constexpr std::array<io::Role, 3> roles{io::Role::T1ce, io::Role::Flair, io::Role::Label};

/// Why this file has this role, or what it is when the user decided.
QString reasonFor(io::Role role, const CaseSession& session)
{
    const auto& path = session.files.of(role);
    if (path.empty() && role == io::Role::Label)
        return session.opened && session.opened->segmenter
                   ? QStringLiteral("Drawn by “%1”, not reviewed.").arg(text(session.opened->segmenter->name))
                   : QStringLiteral("No file yet. Without one, a segmentation pack draws the lesions; check them before you use the risk.");
    if (path.empty())
        return QStringLiteral("No file yet. Choose one.");
    if (session.opened)
        for (const auto& input : session.opened->inputs)
            if (input.role == role && input.path == path)
                return text(input.description);
    for (const auto& candidate : session.candidates)
        if (candidate.path == path)
            return candidate.role == role ? text(candidate.description + ". " + candidate.reason)
                                          : text(candidate.description) + QStringLiteral(". Chosen by you.");
    return text(path.parent_path().string());
}

/// The file's name; several series may lie in one folder or in folders of one name, so DICOM adds its description.
QString choiceText(const io::Candidate& candidate)
{
    const auto name = fileName(candidate.path), title = text(candidate.facts.title);
    return title.isEmpty() || title == name ? name : QStringLiteral("%1 (%2)").arg(title, name);
}

QString whyNotOpen(const CaseSession& session)
{
    QStringList missing;
    for (const auto role : {io::Role::T1ce, io::Role::Flair})
        if (session.files.of(role).empty())
            missing << roleLabel(role);
    return missing.isEmpty() ? QString() : QStringLiteral("Still missing: %1.").arg(missing.join(QStringLiteral(", ")));
}

QString patientText(const CaseSession& session)
{
    if (!session.opened)
        return {};
    const auto& patient = session.opened->patient;
    QStringList parts;
    for (const auto& part : {patient.id, patient.name, patient.studyDate.empty() ? "" : "MRI " + patient.studyDate})
        if (!part.empty())
            parts << text(part);
    return parts.join(QStringLiteral(" · "));
}

}  // namespace

StudyPanel::StudyPanel(QWidget* parent)
    : QWidget(parent), m_series(new SeriesList), m_patient(sentence()),
      m_open(button(QStringLiteral("Open study"), QStringLiteral("openStudy"), true)), m_why(secondary())
{
    auto* layout = panelLayout(this);
    layout->addWidget(heading(QStringLiteral("Study")));
    layout->addWidget(m_patient);
    layout->addWidget(secondary(QStringLiteral(
        "Drop NIfTI files, a DICOM folder or a zip onto the window, or choose them here. Check that each role has the right "
        "file.")));
    auto* choose = new QHBoxLayout;
    auto* files = button(QStringLiteral("Open files…"), QStringLiteral("studyOpenFiles"));
    auto* folder = button(QStringLiteral("Open DICOM folder…"), QStringLiteral("studyOpenFolder"));
    choose->setSpacing(8);
    choose->addWidget(files);
    choose->addWidget(folder);
    choose->addStretch(1);
    layout->addLayout(choose);
    layout->addSpacing(8);
    for (std::size_t i = 0; i < roles.size(); ++i)
        m_rows[i] = roleRow(roles[i], layout);
    layout->addSpacing(8);
    layout->addWidget(m_open, 0, Qt::AlignLeft);
    layout->addWidget(m_why);
    layout->addSpacing(8);
    layout->addWidget(m_series);
    layout->addStretch(1);
    connect(files, &QPushButton::clicked, this, &StudyPanel::openFilesRequested);
    connect(folder, &QPushButton::clicked, this, &StudyPanel::openFolderRequested);
    connect(m_open, &QPushButton::clicked, this, &StudyPanel::openRequested);
    show(CaseSession{});
}

StudyPanel::RoleRow StudyPanel::roleRow(io::Role role, QVBoxLayout* layout)
{
    RoleRow row{new QComboBox, secondary()};
    const auto name = roleLabel(role);
    row.choice->setObjectName(QStringLiteral("role_") + text(io::roleKey(role)));
    row.choice->setAccessibleName(QStringLiteral("File of the ") + name);
    row.choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    row.choice->setMinimumContentsLength(12);
    auto* choose = button(QStringLiteral("Choose…"), QStringLiteral("choose_") + text(io::roleKey(role)));
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    auto* label = new QLabel(name);
    label->setFixedWidth(48);
    label->setBuddy(row.choice);
    line->addWidget(label);
    line->addWidget(row.choice, 1);
    line->addWidget(choose);
    layout->addLayout(line);
    layout->addWidget(row.reason);
    layout->addSpacing(4);
    connect(row.choice, &QComboBox::currentIndexChanged, this, [this, role, choice = row.choice] {
        if (!m_filling)
            Q_EMIT roleCorrected(role, choice->currentData().toString());
    });
    connect(choose, &QPushButton::clicked, this, [this, role] { chooseFile(role); });
    return row;
}

void StudyPanel::show(const CaseSession& session)
{
    m_filling = true;
    for (std::size_t i = 0; i < roles.size(); ++i)
        fill(m_rows[i], roles[i], session);
    m_filling = false;
    m_patient->setText(patientText(session));
    m_patient->setVisible(!m_patient->text().isEmpty());
    m_series->setCandidates(session.candidates, session.files);
    const auto why = whyNotOpen(session);
    m_open->setEnabled(why.isEmpty());
    m_open->setText(session.opened                                       ? QStringLiteral("Open again")
                    : session.files.label.empty() && why.isEmpty() ? QStringLiteral("Open and draw the lesions")
                                                                   : QStringLiteral("Open study"));
    m_why->setText(session.empty() ? QStringLiteral("Nothing is open.") : why);
}

void StudyPanel::fill(const RoleRow& row, io::Role role, const CaseSession& session)
{
    row.choice->clear();
    row.choice->addItem(QStringLiteral("none"), QString());
    for (const auto& candidate : session.candidates)
        if (candidate.usable)
            row.choice->addItem(choiceText(candidate), text(candidate.path.string()));
    const auto path = text(session.files.of(role).string());
    if (row.choice->findData(path) < 0)
        row.choice->addItem(fileName(session.files.of(role)), path);
    row.choice->setCurrentIndex(row.choice->findData(path));
    row.choice->setToolTip(path);
    row.reason->setText(reasonFor(role, session));
}

void StudyPanel::chooseFile(io::Role role)
{
    const auto file = QFileDialog::getOpenFileName(this, QStringLiteral("Choose the %1").arg(text(io::roleName(role))), {},
                                                   QStringLiteral("NIfTI (*.nii *.nii.gz);;DICOM (*.dcm);;All files (*)"));
    if (!file.isEmpty())
        Q_EMIT roleCorrected(role, file);
}

}  // namespace metrisk::ui::panels
