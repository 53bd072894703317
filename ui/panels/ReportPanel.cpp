#include "ui/panels/ReportPanel.h"

#include "ui/panels/Controls.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QStandardPaths>

namespace metrisk::ui::panels {
namespace {

/// "Documents/MetRisk DEMO-0001 2026-03-14.pdf", with a number when that file exists already.
QString proposedPath(const CaseSession& session)
{
    auto folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    if (folder.isEmpty() || !QDir(folder).exists())
        folder = QDir::homePath();
    auto name = session.patientName();
    name.replace(QRegularExpression(QStringLiteral("[^\\w .-]"), QRegularExpression::UseUnicodePropertiesOption),
                 QStringLiteral("_"));
    const auto stem = QStringLiteral("MetRisk %1 %2").arg(name, text(session.result->createdAt).left(10));
    auto path = QDir(folder).filePath(stem + QStringLiteral(".pdf"));
    for (int number = 2; QFileInfo::exists(path); ++number)
        path = QDir(folder).filePath(QStringLiteral("%1 (%2).pdf").arg(stem).arg(number));
    return path;
}

/// What the first page says first.
std::vector<reporting::Fact> factsOf(const reporting::Report& report)
{
    std::vector<reporting::Fact> facts{{"Result", report.headline + ", " + report.headlineDetail}};
    facts.insert(facts.end(), report.freedom.begin(), report.freedom.end());
    facts.insert(facts.end(), report.lesion.facts.begin(), report.lesion.facts.end());
    return facts;
}

/// Everything else on the pages, by its titles.
QString alsoOnThePages(const reporting::Report& report)
{
    QStringList titles{QStringLiteral("pictures of the index lesion with and without relevance"),
                       QStringLiteral("the curves of the cohort")};
    for (const auto* section : {&report.inputs, &report.preparation, &report.clinical, &report.relevance, &report.evidence, &report.provenance,
                                &report.intendedUse, &report.review})
        if (!section->title.empty())
            titles << text(section->title).toLower();
    return QStringLiteral("Also: %1.").arg(titles.join(QStringLiteral(", ")));
}

}  // namespace

ReportPanel::ReportPanel(QWidget* parent)
    : QWidget(parent), m_nothing(secondary(QStringLiteral("There is nothing to print before the analysis."))),
      m_page(new QWidget), m_patient(sentence()), m_warning(secondary()), m_also(secondary()), m_why(secondary()), m_written(sentence()),
      m_contents(new FactList), m_path(new QLineEdit),
      m_export(button(QStringLiteral("Export PDF"), QStringLiteral("exportReport"), true))
{
    m_path->setObjectName(QStringLiteral("reportPath"));
    m_path->setAccessibleName(QStringLiteral("File of the report"));
    m_written->setObjectName(QStringLiteral("reportWritten"));
    setStyleProperty(m_warning, "role", QStringLiteral("problem"));
    auto* choose = button(QStringLiteral("Choose…"), QStringLiteral("chooseReportPath"));
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_path, 1);
    line->addWidget(choose);
    auto* page = new QVBoxLayout(m_page);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(8);
    page->addWidget(m_patient);
    page->addWidget(m_warning);
    page->addWidget(heading(QStringLiteral("On the two pages")));
    page->addWidget(m_contents);
    page->addWidget(m_also);
    page->addSpacing(8);
    page->addWidget(heading(QStringLiteral("File")));
    page->addLayout(line);
    page->addWidget(m_why);
    page->addWidget(m_export, 0, Qt::AlignLeft);
    page->addWidget(m_written);
    auto* layout = panelLayout(this);
    layout->addWidget(heading(QStringLiteral("Report")));
    layout->addWidget(m_nothing);
    layout->addWidget(m_page);
    layout->addStretch(1);
    connect(choose, &QPushButton::clicked, this, &ReportPanel::chooseFile);
    connect(m_path, &QLineEdit::textChanged, this, &ReportPanel::showTarget);
    connect(m_path, &QLineEdit::returnPressed, m_export, &QPushButton::click);
    connect(m_export, &QPushButton::clicked, this, [this] { Q_EMIT exportRequested(m_path->text().trimmed()); });
    show(CaseSession{});
}

void ReportPanel::show(const CaseSession& session)
{
    m_nothing->setVisible(!session.result);
    m_page->setVisible(session.result.has_value());
    m_printable = session.result && session.opened;
    if (!session.result)
        return;
    const reporting::Report report(*session.result);
    m_patient->setText(text(report.patientLine));
    m_warning->setText(text(report.warning));
    m_warning->setVisible(!report.warning.empty());
    m_contents->setFacts(factsOf(report));
    m_also->setText(alsoOnThePages(report));
    const auto belongsTo = utf8(session.patientName()) + session.result->createdAt;
    if (m_proposedFor != belongsTo) {
        m_proposedFor = belongsTo;
        m_path->setText(proposedPath(session));
    }
    m_written->setText(session.reportPath.isEmpty() ? QString() : QStringLiteral("Written to %1.").arg(session.reportPath));
    m_written->setVisible(!session.reportPath.isEmpty());
    showTarget();
}

void ReportPanel::chooseFile()
{
    // The field and the button below say that a file is replaced; a question on top would be a second one.
    const auto file = QFileDialog::getSaveFileName(this, QStringLiteral("File of the report"), m_path->text(),
                                                   QStringLiteral("PDF (*.pdf)"), nullptr,
                                                   QFileDialog::DontConfirmOverwrite);
    if (!file.isEmpty())
        m_path->setText(file.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive) ? file : file + QStringLiteral(".pdf"));
}

void ReportPanel::showTarget()
{
    const bool exists = QFileInfo::exists(m_path->text());
    m_export->setText(exists ? QStringLiteral("Replace PDF") : QStringLiteral("Export PDF"));
    m_export->setEnabled(m_printable && !m_path->text().trimmed().isEmpty());
    m_why->setText(!m_printable ? QStringLiteral("The pictures of this case are not open, so the report cannot be printed.")
                   : exists ? QStringLiteral("This file exists; exporting replaces it.") : QString());
    m_why->setVisible(!m_why->text().isEmpty());
}

}  // namespace metrisk::ui::panels
