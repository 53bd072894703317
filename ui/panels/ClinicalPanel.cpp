#include "ui/panels/ClinicalPanel.h"

#include "ui/panels/ClinicalEntry.h"
#include "ui/panels/PrognosticFields.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QRadioButton>

namespace metrisk::ui::panels {
namespace {

using clinical::ClinicalRecord;

QLineEdit* numberField(const QString& objectName, const QString& placeholder)
{
    auto* made = new QLineEdit;
    made->setObjectName(objectName);
    made->setPlaceholderText(placeholder);
    made->setMaximumWidth(120);
    made->setMaxLength(8);
    return made;
}

/// A number as people type it, comma or point; absent when the field is empty or is no number.
std::optional<double> numberIn(const QLineEdit* field)
{
    bool understood = false;
    const double value = field->text().trimmed().replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&understood);
    return understood ? std::optional(value) : std::nullopt;
}

std::optional<std::string> wordIn(const QComboBox* field)
{
    const auto word = field->currentData().toString();
    return word.isEmpty() ? std::nullopt : std::optional(utf8(word));
}

std::optional<bool> answerIn(const QButtonGroup* group)
{
    return group->checkedId() < 0 ? std::nullopt : std::optional(group->checkedId() == 1);
}

void setAnswer(QButtonGroup* group, const std::optional<bool>& answer)
{
    group->setExclusive(false);  // else the last answer could not be taken back
    for (auto* choice : group->buttons())
        choice->setChecked(answer && group->id(choice) == int(*answer));
    group->setExclusive(true);
}

template <class Value>
QString problemOfNumber(const QLineEdit* typed, std::optional<Value> ClinicalRecord::*field, const ClinicalRecord& record,
                        const QString& example)
{
    if (typed->text().trimmed().isEmpty())
        return QStringLiteral("Missing.");
    return record.*field ? problemOf(field, record)
                         : QStringLiteral("This is not a number; write it like %1.").arg(example);
}

QString missing(bool present)
{
    return present ? QString() : QStringLiteral("Missing.");
}

}  // namespace

ClinicalPanel::ClinicalPanel(QWidget* parent)
    : QWidget(parent), m_age(numberField(QStringLiteral("ageYears"), QStringLiteral("18 to 110"))),
      m_kps(numberField(QStringLiteral("kps"), QStringLiteral("0 to 100"))),
      m_primary(choiceOf(clinical::primaries(), QStringLiteral("primary"))),
      m_location(choiceOf(clinical::locations(), QStringLiteral("location"))), m_source(secondary()), m_why(secondary()),
      m_analyse(button(QStringLiteral("Analyse"), QStringLiteral("analyse"), true)), m_prognostic(new PrognosticFields)
{
    auto* layout = panelLayout(this);
    layout->addWidget(heading(QStringLiteral("Clinical")));
    layout->addWidget(m_source);
    auto* chemotherapy = yesNo(m_chemotherapy, QStringLiteral("chemotherapy"));
    auto* immunotherapy = yesNo(m_immunotherapy, QStringLiteral("immunotherapy"));
    m_fields = {addField(layout, QStringLiteral("Age"), m_age, m_age, QStringLiteral("years")),
                addField(layout, QStringLiteral("Karnofsky performance status"), m_kps, m_kps, QStringLiteral("in tens")),
                addField(layout, QStringLiteral("Primary tumour"), m_primary, m_primary, {}),
                addField(layout, QStringLiteral("Location of the metastasis"), m_location, m_location, {}),
                addField(layout, QStringLiteral("Systemic chemotherapy"), chemotherapy, chemotherapy, {}),
                addField(layout, QStringLiteral("Immunotherapy"), immunotherapy, immunotherapy, {})};
    layout->addSpacing(8);
    layout->addWidget(m_analyse, 0, Qt::AlignLeft);
    layout->addWidget(m_why);
    layout->addSpacing(8);
    layout->addWidget(m_prognostic);
    layout->addStretch(1);
    for (auto* field : {m_age, m_kps}) {
        connect(field, &QLineEdit::textEdited, this, &ClinicalPanel::edited);
        connect(field, &QLineEdit::returnPressed, m_analyse, &QPushButton::click);
    }
    for (auto* field : {m_primary, m_location})
        connect(field, &QComboBox::currentIndexChanged, this, &ClinicalPanel::edited);
    for (auto* group : {m_chemotherapy, m_immunotherapy})
        connect(group, &QButtonGroup::idToggled, this, &ClinicalPanel::edited);
    connect(m_prognostic, &PrognosticFields::edited, this, &ClinicalPanel::edited);
    connect(m_analyse, &QPushButton::clicked, this, &ClinicalPanel::analyseRequested);
    for (auto* field : findChildren<QLineEdit*>())
        field->installEventFilter(this);
    setRecord({}, {});
}

/// Undo belongs to the case and not to one field.
bool ClinicalPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto& key = static_cast<const QKeyEvent&>(*event);
    const bool undo = key.matches(QKeySequence::Undo), redo = key.matches(QKeySequence::Redo);
    if (!undo && !redo)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::KeyPress)
        undo ? Q_EMIT undoRequested() : Q_EMIT redoRequested();
    event->accept();
    return true;
}

void ClinicalPanel::setRecord(const ClinicalRecord& record, const QString& source)
{
    m_filling = true;
    m_prognostic->setRecord(record);
    m_age->setText(record.ageYears ? QString::number(*record.ageYears) : QString());
    m_kps->setText(record.kps ? QString::number(*record.kps) : QString());
    m_primary->setCurrentIndex(record.primary ? m_primary->findData(text(*record.primary)) : 0);
    m_location->setCurrentIndex(record.location ? m_location->findData(text(*record.location)) : 0);
    setAnswer(m_chemotherapy, record.chemotherapy);
    setAnswer(m_immunotherapy, record.immunotherapy);
    m_filling = false;
    m_source->setText(source.isEmpty() ? QStringLiteral("The patient as known before radiosurgery.")
                                       : QStringLiteral("Filled from %1. Check before you analyse.").arg(source));
    showProblems();
}

ClinicalRecord ClinicalPanel::record() const
{
    auto record = m_prognostic->into({});
    record.ageYears = numberIn(m_age);
    record.kps = wholeNumberIn(m_kps);
    record.primary = wordIn(m_primary);
    record.location = wordIn(m_location);
    record.chemotherapy = answerIn(m_chemotherapy);
    record.immunotherapy = answerIn(m_immunotherapy);
    return record;
}

void ClinicalPanel::setAnalysable(const QString& reason, bool running)
{
    m_analyse->setEnabled(reason.isEmpty() && !running);
    m_analyse->setToolTip(reason);
    m_why->setText(running ? QStringLiteral("A job is running; its name is in the bottom line.") : reason);
    m_why->setVisible(!m_why->text().isEmpty());
}

void ClinicalPanel::focusFirstMissing()
{
    for (const auto& field : m_fields)
        if (!field.problem->text().isEmpty())
            return field.editor->setFocus(Qt::OtherFocusReason);
    m_analyse->setFocus(Qt::OtherFocusReason);
}

ClinicalPanel::Field ClinicalPanel::addField(QVBoxLayout* layout, const QString& name, QWidget* editor, QWidget* focus,
                                             const QString& unit)
{
    auto* label = new QLabel(name);
    label->setProperty("role", QStringLiteral("factName"));
    label->setBuddy(focus);
    editor->setAccessibleName(unit.isEmpty() ? name : name + QStringLiteral(", ") + unit);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(editor);
    if (!unit.isEmpty())
        line->addWidget(secondary(unit));
    line->addStretch(1);
    auto* problem = secondary();
    problem->setObjectName(editor->objectName() + QStringLiteral("Problem"));
    layout->addSpacing(4);
    layout->addWidget(label);
    layout->addLayout(line);
    layout->addWidget(problem);
    return {editor, problem};
}

QComboBox* ClinicalPanel::choiceOf(const std::vector<std::string>& words, const QString& objectName)
{
    auto* made = new QComboBox;
    made->setObjectName(objectName);
    made->setMinimumWidth(160);
    made->addItem(QStringLiteral("choose"), QString());
    for (const auto& word : words)
        made->addItem(text(word), text(word));
    return made;
}

QWidget* ClinicalPanel::yesNo(QButtonGroup*& group, const QString& objectName)
{
    auto* row = new QWidget;
    row->setObjectName(objectName);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    group = new QButtonGroup(row);
    for (const bool answer : {true, false}) {
        auto* choice = new QRadioButton(answer ? QStringLiteral("yes") : QStringLiteral("no"));
        choice->setObjectName(objectName + (answer ? QStringLiteral("Yes") : QStringLiteral("No")));
        group->addButton(choice, int(answer));
        layout->addWidget(choice);
    }
    row->setFocusProxy(group->button(1));
    return row;
}

void ClinicalPanel::edited()
{
    if (m_filling)
        return;
    showProblems();
    Q_EMIT recordEdited(record());
}

void ClinicalPanel::showProblems()
{
    const auto now = record();
    m_prognostic->showIndices(now);
    const QStringList problems{
        problemOfNumber(m_age, &ClinicalRecord::ageYears, now, QStringLiteral("62")),
        problemOfNumber(m_kps, &ClinicalRecord::kps, now, QStringLiteral("80")),
        missing(now.primary.has_value()),
        missing(now.location.has_value()),
        missing(now.chemotherapy.has_value()),
        missing(now.immunotherapy.has_value())};
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const auto& problem = problems[int(i)];
        m_fields[i].problem->setText(problem);
        m_fields[i].problem->setVisible(!problem.isEmpty());
        const bool wrong = !problem.isEmpty() && problem != QStringLiteral("Missing.");
        setStyleProperty(m_fields[i].editor, "problem", wrong);
        setStyleProperty(m_fields[i].problem, "role", wrong ? QStringLiteral("problem") : QStringLiteral("secondary"));
    }
}

}  // namespace metrisk::ui::panels
