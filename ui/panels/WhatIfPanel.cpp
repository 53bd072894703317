#include "ui/panels/WhatIfPanel.h"

#include "core/reporting/WhatIfWords.h"
#include "ui/panels/Controls.h"
#include "ui/panels/RiskBar.h"
#include "ui/panels/WhatIfForm.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QTimer>
#include <QToolButton>

#include <utility>

namespace metrisk::ui::panels {
namespace {

using analysis::WhatIfQuestion;

const QString waiting = QStringLiteral("computing…");
const QString unknown = QStringLiteral("–");
const QString nothing = QStringLiteral(" ");  // keeps the line, so that nothing jumps

QLabel* cell(const QString& objectName, const char* role)
{
    auto* made = new QLabel;
    made->setObjectName(objectName);
    made->setProperty("role", QString::fromLatin1(role));
    made->setWordWrap(true);
    made->setTextFormat(Qt::PlainText);
    made->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return made;
}

/// The block opens below what is seen; the page turns to it once it is laid out.
void scrollTo(QWidget* block)
{
    QTimer::singleShot(0, block, [block] {
        for (auto* above = block->parentWidget(); above; above = above->parentWidget())
            if (auto* area = qobject_cast<QScrollArea*>(above))
                return area->ensureWidgetVisible(block);
    });
}

QString whyNot(const CaseSession& session, const analysis::CaseAnalyzer* analyzer)
{
    if (!session.result)
        return QStringLiteral("There is no risk to compare with before the analysis.");
    return whyNothingNew(session, analyzer);
}

}  // namespace

WhatIfPanel::WhatIfPanel(QWidget* parent)
    : QWidget(parent), m_toggle(new QToolButton), m_body(new QWidget), m_form(new WhatIfForm),
      m_storedGroup(cell(QStringLiteral("whatIfStoredGroup"), "secondary")),
      m_storedPercentile(cell(QStringLiteral("whatIfStoredPercentile"), "secondary")),
      m_storedMembers(cell(QStringLiteral("whatIfStoredMembers"), "secondary")),
      m_group(cell(QStringLiteral("whatIfGroup"), "factEstimate")),
      m_percentile(cell(QStringLiteral("whatIfPercentile"), "factValue")),
      m_members(cell(QStringLiteral("whatIfMembers"), "factValue")), m_shift(sentence()), m_storedBar(new RiskBar),
      m_bar(new RiskBar), m_unusual(new NoteBox),
      m_back(button(QStringLiteral("Back to the patient's values"), QStringLiteral("whatIfBack")))
{
    m_shift->setObjectName(QStringLiteral("whatIfShift"));
    arrange();
    connect(m_toggle, &QToolButton::toggled, this, &WhatIfPanel::setOpen);
    connect(m_form, &WhatIfForm::edited, this, &WhatIfPanel::ask);
    connect(m_back, &QPushButton::clicked, this, &WhatIfPanel::reset);
    connect(&m_jobs, &WhatIfJobs::answered, this, &WhatIfPanel::showAnswer);
    connect(&m_jobs, &WhatIfJobs::refused, this,
            [this](const Error& error) { showNoAnswer(text(error.whatHappened() + ' ' + error.whatToDo())); });
    connect(&m_jobs, &WhatIfJobs::cancelled, this, &WhatIfPanel::takeBack);
    show(CaseSession{}, nullptr);
}

WhatIfPanel::~WhatIfPanel() = default;

void WhatIfPanel::arrange()
{
    m_toggle->setObjectName(QStringLiteral("whatIf"));
    m_toggle->setProperty("role", QStringLiteral("plain"));
    m_toggle->setText(QStringLiteral("What if…"));
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toggle->setCheckable(true);
    m_toggle->setFocusPolicy(Qt::StrongFocus);
    auto* mark = cell(QStringLiteral("whatIfMark"), "whatIfMark");
    mark->setText(QStringLiteral("What-if, not stored"));
    mark->setWordWrap(false);
    auto* body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(8);
    body->addWidget(mark, 0, Qt::AlignLeft);
    body->addWidget(secondary(QStringLiteral("Change a value and see how the model's estimate would differ. It does not say what "
                                             "another treatment would do. The result and the report stay as they are.")));
    body->addWidget(m_form);
    body->addWidget(comparison());
    body->addWidget(m_shift);
    body->addWidget(m_unusual);
    body->addWidget(m_back, 0, Qt::AlignLeft);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_toggle, 0, Qt::AlignLeft);
    layout->addWidget(m_body);
}

/// Stored and what-if side by side; the bars below each other, on one scale.
QWidget* WhatIfPanel::comparison()
{
    auto* table = new QWidget;
    auto* grid = new QGridLayout(table);
    grid->setContentsMargins(0, 8, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->addWidget(heading(QStringLiteral("Stored result")), 0, 0);
    grid->addWidget(heading(QStringLiteral("What if")), 0, 1);
    int row = 1;
    for (const auto& [stored, asked] : {std::pair{m_storedGroup, m_group}, {m_storedPercentile, m_percentile},
                                        {m_storedMembers, m_members}}) {
        grid->addWidget(stored, row, 0);
        grid->addWidget(asked, row++, 1);
    }
    for (const auto& [name, bar] : {std::pair{QStringLiteral("Stored"), m_storedBar}, {QStringLiteral("What if"), m_bar}}) {
        auto* line = new QHBoxLayout;
        line->setSpacing(8);
        auto* label = secondary(name);
        label->setWordWrap(false);
        label->setFixedWidth(44);
        line->addWidget(label, 0, Qt::AlignTop);
        line->addWidget(bar, 1);
        grid->addLayout(line, row++, 0, 1, 2);
    }
    auto room = m_bar->sizePolicy();
    room.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(room);
    m_bar->setObjectName(QStringLiteral("whatIfBar"));
    m_storedBar->setObjectName(QStringLiteral("whatIfStoredBar"));
    return table;
}

void WhatIfPanel::show(const CaseSession& session, std::shared_ptr<const analysis::CaseAnalyzer> analyzer)
{
    const auto reason = whyNot(session, analyzer.get());
    const bool possible = reason.isEmpty();
    m_toggle->setEnabled(possible);
    m_toggle->setToolTip(possible ? QStringLiteral("Change a value, the lesion or the outline; nothing is stored") : reason);
    m_answer.reset();
    m_stored = session.result;
    m_jobs.setCase(possible ? analyzer : nullptr, session.ofResult(), session.result);
    m_toggle->setChecked(false);
    setOpen(false);
    if (!possible)
        return;
    m_form->setCase(patientsOwn(*m_stored), analyzer->model().package(), session.ofResult()->lesions);
    const auto column = reporting::columnOf(*m_stored);
    m_storedGroup->setText(text(column.group));
    m_storedPercentile->setText(text(column.percentile));
    m_storedMembers->setText(text(column.members));
    m_storedBar->show(*m_stored);
}

void WhatIfPanel::setOpen(bool open)
{
    m_toggle->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    m_toggle->setAccessibleName(open ? QStringLiteral("What if, open") : QStringLiteral("What if, closed"));
    m_body->setVisible(open);
    if (open)
        scrollTo(m_body);
    if (open && !m_answer)
        ask(m_form->question());  // reads the images once, so that the first change is answered at once
}

void WhatIfPanel::ask(const WhatIfQuestion& question)
{
    const bool own = question == patientsOwn(*m_stored);
    m_back->setEnabled(!own);
    m_back->setToolTip(own ? QStringLiteral("The fields hold the patient's values.") : QString());
    if (!m_jobs.answersAtOnce(question))
        showNoAnswer(waiting);  // no number of another question beside these values
    m_jobs.ask(question);
}

void WhatIfPanel::reset()
{
    m_form->setQuestion(patientsOwn(*m_stored));
    ask(m_form->question());
}

void WhatIfPanel::showAnswer(const analysis::WhatIfAnswer& answer)
{
    m_answer = answer;
    const auto seen = reporting::asIf(*m_stored, answer);
    const auto column = reporting::columnOf(seen);
    m_group->setText(text(column.group));
    m_percentile->setText(text(column.percentile));
    m_members->setText(text(column.members));
    m_shift->setText(text(reporting::shiftText(*m_stored, answer)));
    m_bar->setVisible(true);
    m_bar->show(seen);
    m_unusual->setNotes(answer.unusual);
}

void WhatIfPanel::showNoAnswer(const QString& why)
{
    m_group->setText(why == waiting ? waiting : unknown);
    for (auto* label : {m_percentile, m_members})
        label->setText(nothing);
    m_shift->setText(why == waiting ? nothing : why);
    m_bar->setVisible(false);
    m_unusual->setNotes({});
}

/// Cancelled: the fields go back to the values that the numbers belong to.
void WhatIfPanel::takeBack()
{
    if (!m_answer)
        return m_toggle->setChecked(false);
    m_form->setQuestion(m_answer->question);
    const bool own = m_answer->question == patientsOwn(*m_stored);
    m_back->setEnabled(!own);
    showAnswer(analysis::WhatIfAnswer(*m_answer));
}

}  // namespace metrisk::ui::panels
