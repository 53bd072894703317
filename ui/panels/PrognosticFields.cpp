#include "ui/panels/PrognosticFields.h"

#include "core/reporting/Sections.h"
#include "ui/panels/ClinicalEntry.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace metrisk::ui::panels {

namespace {

std::optional<bool> answerIn(const QComboBox* field)
{
    return field->currentIndex() < 1 ? std::nullopt : std::optional(field->currentIndex() == 1);
}

int indexOf(const std::optional<bool>& answer)
{
    return !answer ? 0 : *answer ? 1 : 2;
}

}  // namespace

PrognosticFields::PrognosticFields(QWidget* parent)
    : QWidget(parent), m_outside(choice(QStringLiteral("Metastases outside the brain"), QStringLiteral("extracranial"))),
      m_controlled(choice(QStringLiteral("Primary tumour controlled"), QStringLiteral("controlled"))),
      m_subtype(choice(QStringLiteral("Breast cancer subtype"), QStringLiteral("subtype"))), m_count(new QLineEdit),
      m_problem(secondary()), m_indices(new FactList(FactList::Arrangement::Stacked)), m_note(secondary())
{
    for (auto* answers : {m_outside, m_controlled})
        answers->addItems({QStringLiteral("yes"), QStringLiteral("no")});
    for (const auto& word : clinical::breastSubtypes())
        m_subtype->addItem(text(word));
    m_count->setObjectName(QStringLiteral("brainMetastases"));
    m_count->setAccessibleName(QStringLiteral("Number of brain metastases"));
    m_count->setPlaceholderText(QStringLiteral("1 to 200"));
    m_count->setMaximumWidth(120);
    m_count->setMaxLength(3);
    m_problem->setObjectName(QStringLiteral("brainMetastasesProblem"));
    m_problem->setProperty("role", QStringLiteral("problem"));
    m_indices->setObjectName(QStringLiteral("indices"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(heading(QStringLiteral("For the published indices")));
    layout->addWidget(secondary(QStringLiteral("May stay empty: the models do not read these.")));
    addRow(layout, QStringLiteral("Metastases outside the brain"), m_outside);
    addRow(layout, QStringLiteral("Number of brain metastases"), m_count);
    layout->addWidget(m_problem);
    addRow(layout, QStringLiteral("Primary tumour controlled"), m_controlled);
    m_subtypeRow = addRow(layout, QStringLiteral("Breast cancer subtype"), m_subtype);
    layout->addWidget(m_indices);
    layout->addWidget(m_note);
    for (auto* field : {m_outside, m_controlled, m_subtype})
        connect(field, &QComboBox::currentIndexChanged, this, &PrognosticFields::announce);
    connect(m_count, &QLineEdit::textEdited, this, &PrognosticFields::announce);
}

void PrognosticFields::setRecord(const clinical::ClinicalRecord& record)
{
    m_filling = true;
    m_outside->setCurrentIndex(indexOf(record.extracranialMetastases));
    m_controlled->setCurrentIndex(indexOf(record.primaryControlled));
    m_subtype->setCurrentIndex(record.breastSubtype ? std::max(0, m_subtype->findText(text(*record.breastSubtype))) : 0);
    m_count->setText(record.brainMetastases ? QString::number(*record.brainMetastases) : QString());
    m_filling = false;
    showIndices(record);
}

clinical::ClinicalRecord PrognosticFields::into(clinical::ClinicalRecord record) const
{
    record.extracranialMetastases = answerIn(m_outside);
    record.primaryControlled = answerIn(m_controlled);
    record.brainMetastases = wholeNumberIn(m_count);
    record.breastSubtype = m_subtype->currentIndex() < 1 ? std::nullopt : std::optional(utf8(m_subtype->currentText()));
    return record;
}

void PrognosticFields::showIndices(const clinical::ClinicalRecord& record)
{
    m_subtypeRow->setVisible(record.primary == "breast" || record.breastSubtype);
    const bool typed = !m_count->text().trimmed().isEmpty();
    m_problem->setText(typed && !record.brainMetastases ? QStringLiteral("This is not a whole number; write it like 2.")
                                                        : problemOf(&clinical::ClinicalRecord::brainMetastases, record));
    m_problem->setVisible(!m_problem->text().isEmpty());
    try {
        const auto section = reporting::indicesOf(record);
        m_indices->setFacts(section.facts);
        m_note->setText(text(section.paragraphs.front()));
    } catch (const Error&) {
        // A value is out of its range; the form says which under its field.
        m_indices->setFacts({});
        m_note->setText(QStringLiteral("Computed once the values above are in their ranges."));
    }
}

QComboBox* PrognosticFields::choice(const QString& name, const QString& objectName)
{
    auto* made = new QComboBox;
    made->setObjectName(objectName);
    made->setAccessibleName(name);
    made->setMinimumWidth(160);
    made->addItem(QStringLiteral("not entered"));
    return made;
}

QWidget* PrognosticFields::addRow(QVBoxLayout* layout, const QString& name, QWidget* editor)
{
    auto* row = new QWidget;
    auto* inside = new QVBoxLayout(row);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(4);
    auto* label = new QLabel(name);
    label->setProperty("role", QStringLiteral("factName"));
    label->setBuddy(editor);
    inside->addWidget(label);
    inside->addWidget(editor, 0, Qt::AlignLeft);
    layout->addWidget(row);
    return row;
}

void PrognosticFields::announce()
{
    if (!m_filling)
        Q_EMIT edited();
}

}  // namespace metrisk::ui::panels
