#include "ui/panels/SeriesList.h"

#include "ui/panels/Controls.h"

#include <QHBoxLayout>
#include <QPixmap>

namespace metrisk::ui::panels {
namespace {

constexpr int pictureSide = 64;

QLabel* picture(const io::Thumbnail& thumbnail)
{
    auto* label = new QLabel;
    label->setFixedSize(pictureSide, pictureSide);
    label->setAlignment(Qt::AlignCenter);
    if (!thumbnail.grey.empty())
        label->setPixmap(QPixmap::fromImage(QImage(thumbnail.grey.data(), thumbnail.width, thumbnail.height, thumbnail.width,
                                                   QImage::Format_Grayscale8)));
    return label;
}

QString title(const io::Candidate& candidate)
{
    return candidate.facts.title.empty() ? fileName(candidate.path) : text(candidate.facts.title);
}

/// "17 May 2024 · 170 slices · 1.0×1.0×1.0 mm · sagittal", as far as it is known.
QString factsText(const io::SeriesFacts& facts)
{
    QStringList parts;
    if (!facts.studyDate.empty())
        parts << text(facts.studyDate);
    if (!facts.slices.empty())
        parts << QStringLiteral("%1 slices").arg(text(facts.slices));
    for (const auto& part : {facts.spacing, facts.orientation})
        if (!part.empty())
            parts << text(part);
    return parts.join(QStringLiteral(" · "));
}

/// What it is used as and why.
QString roleText(const io::Candidate& candidate, const io::StudyFiles& files)
{
    for (const auto role : {io::Role::T1ce, io::Role::Flair, io::Role::Label})
        if (files.of(role) == candidate.path)
            return roleLabel(role) + QStringLiteral(": ") +
                   (candidate.role == role ? text(candidate.reason) : QStringLiteral("chosen by you"));
    return QStringLiteral("Not used: ") + text(candidate.role ? "another file was chosen" : candidate.reason);
}

/// The reason, behind the file's name where it does not hold it already.
QString whyKeptOut(const io::Candidate& candidate)
{
    const auto name = fileName(candidate.path), reason = text(candidate.description);
    return reason.contains(name) ? reason : name + QStringLiteral(": ") + reason;
}

QLabel* line(const QString& words, const char* role)
{
    auto* label = role[0] == 's' ? secondary(words) : sentence(words);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    return label;
}

}  // namespace

QString fileName(const std::filesystem::path& path)
{
    const auto name = path.filename().empty() ? path.parent_path().filename() : path.filename();
    return text(name.string());
}

SeriesList::SeriesList(QWidget* parent)
    : QWidget(parent), m_rows(new QVBoxLayout), m_fold(button({}, QStringLiteral("keptOutFold"))), m_keptOut(secondary())
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_rows->setSpacing(8);
    layout->addLayout(m_rows);
    m_fold->setProperty("role", QStringLiteral("quiet"));
    m_fold->setCheckable(true);
    m_keptOut->setObjectName(QStringLiteral("keptOut"));
    layout->addWidget(m_fold, 0, Qt::AlignLeft);
    layout->addWidget(m_keptOut);
    m_keptOut->hide();
    connect(m_fold, &QPushButton::toggled, m_keptOut, &QLabel::setVisible);
}

void SeriesList::setCandidates(const std::vector<io::Candidate>& candidates, const io::StudyFiles& files)
{
    while (auto* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    std::vector<const io::Candidate*> keptOut;
    for (const auto& candidate : candidates)
        if (candidate.usable)
            addSeries(candidate, files);
        else
            keptOut.push_back(&candidate);
    setKeptOut(keptOut);
    setVisible(!candidates.empty());
}

void SeriesList::addSeries(const io::Candidate& candidate, const io::StudyFiles& files)
{
    auto* row = new QWidget;
    row->setToolTip(text(candidate.path.string()));
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(picture(candidate.facts.thumbnail), 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(line(title(candidate), "title"));
    if (const auto facts = factsText(candidate.facts); !facts.isEmpty())
        words->addWidget(line(facts, "secondary"));
    words->addWidget(line(roleText(candidate, files), "secondary"));
    for (const auto& note : candidate.facts.notes)
        words->addWidget(line(text(note), "secondary"));
    words->addStretch(1);
    layout->addLayout(words, 1);
    m_rows->addWidget(row);
}

void SeriesList::setKeptOut(const std::vector<const io::Candidate*>& candidates)
{
    constexpr std::size_t mostLines = 200;  // a whole archive may have been dropped
    QStringList lines;
    for (std::size_t i = 0; i < std::min(candidates.size(), mostLines); ++i)
        lines << whyKeptOut(*candidates[i]);
    if (candidates.size() > mostLines)
        lines << QStringLiteral("and %1 more").arg(candidates.size() - mostLines);
    m_keptOut->setText(lines.join(QLatin1Char('\n')));
    m_fold->setText(candidates.size() == 1 ? QStringLiteral("1 file kept out")
                                           : QStringLiteral("%1 files kept out").arg(candidates.size()));
    m_fold->setVisible(!candidates.empty());
    if (candidates.size() == 1 && candidates.front()->refused)
        m_fold->setChecked(true);  // wanted, and one line needs no fold
    m_keptOut->setVisible(!candidates.empty() && m_fold->isChecked());
}

}  // namespace metrisk::ui::panels
