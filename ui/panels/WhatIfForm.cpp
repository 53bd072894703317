#include "ui/panels/WhatIfForm.h"

#include "core/reporting/Wording.h"
#include "ui/panels/Controls.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QStandardItemModel>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace metrisk::ui::panels {
namespace {

using analysis::WhatIfQuestion;
using clinical::ClinicalRecord;

constexpr int editorWidth = 172;

/// Turning the wheel over a field is meant for the page, unless the field has the focus.
class WheelPassesBy : public QObject {
public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        auto* field = qobject_cast<QWidget*>(watched);
        if (event->type() != QEvent::Wheel || !field || field->hasFocus())
            return false;
        event->ignore();
        return true;
    }
};

QVariant dataOf(const std::string& word) { return text(word); }
template <class Value>
QVariant dataOf(Value value) { return QVariant::fromValue(value); }

template <class Value>
Value valueOf(const QVariant& data)
{
    if constexpr (std::is_same_v<Value, std::string>)
        return utf8(data.toString());
    else
        return data.value<Value>();
}

/// How one of the record's values is read and changed; a value nobody entered reads as nothing.
template <class Value>
auto reading(std::optional<Value> ClinicalRecord::*value)
{
    return [value](const WhatIfQuestion& asked) {
        const auto& known = asked.clinical.*value;
        return known ? dataOf(*known) : QVariant();
    };
}
template <class Value>
auto writing(std::optional<Value> ClinicalRecord::*value)
{
    return [value](WhatIfQuestion& asked, const QVariant& data) { asked.clinical.*value = valueOf<Value>(data); };
}

void disableItem(QComboBox* box, int index, const QString& why)
{
    if (auto* item = qobject_cast<QStandardItemModel*>(box->model())->item(index)) {
        item->setEnabled(false);
        item->setToolTip(why);
    }
}

QString lesionName(const segmentation::Lesion& lesion)
{
    return QStringLiteral("%1: %2, core %3").arg(lesion.id).arg(text(lesion.side), text(reporting::volumeText(lesion.volumeCoreMl)));
}

QString outlineName(int mm)
{
    return mm == 0 ? QStringLiteral("as drawn")
                   : QStringLiteral("%1 mm %2").arg(std::abs(mm)).arg(mm < 0 ? QStringLiteral("smaller") : QStringLiteral("larger"));
}

void offerAnswers(QComboBox* box)
{
    for (const bool answer : {true, false})
        box->addItem(answer ? QStringLiteral("yes") : QStringLiteral("no"), answer);
}

/// What a field shows for a value: "62", "melanoma", "1 mm larger".
QString shownOf(const QWidget* editor, const QVariant& value)
{
    const auto* box = qobject_cast<const QComboBox*>(editor);
    return box ? box->itemText(box->findData(value)) : QString::number(value.toDouble());
}

}  // namespace

WhatIfForm::WhatIfForm(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    const auto clinical = [](const char* name, const char* variable, auto value) {
        return Field{QString::fromLatin1(name), variable, reading(value), writing(value)};
    };
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(0, 1);
    addAge();
    auto* kps = addChoice(clinical("KPS", "kps", &ClinicalRecord::kps), "whatIfKps");
    for (int value = 100; value >= 0; value -= 10)
        kps->addItem(QString::number(value), value);
    m_primary = addChoice(clinical("Primary tumour", "primary", &ClinicalRecord::primary), "whatIfPrimary");
    m_location = addChoice(clinical("Location", "location", &ClinicalRecord::location), "whatIfLocation");
    offerAnswers(addChoice(clinical("Chemotherapy", "chemotherapy", &ClinicalRecord::chemotherapy), "whatIfChemotherapy"));
    offerAnswers(addChoice(clinical("Immunotherapy", "immunotherapy", &ClinicalRecord::immunotherapy), "whatIfImmunotherapy"));
    m_lesion = addChoice({QStringLiteral("Lesion"), {},
                          [](const WhatIfQuestion& asked) { return QVariant(int(asked.lesion)); },
                          [](WhatIfQuestion& asked, const QVariant& value) { asked.lesion = std::size_t(value.toInt()); }},
                         "whatIfLesion");
    auto* outline = addChoice({QStringLiteral("Outline"), {},
                               [](const WhatIfQuestion& asked) { return QVariant(asked.outlineMm); },
                               [](WhatIfQuestion& asked, const QVariant& value) { asked.outlineMm = value.toDouble(); }},
                              "whatIfOutline");
    for (const int mm : {-2, -1, 0, 1, 2})
        outline->addItem(outlineName(mm), double(mm));
}

void WhatIfForm::addAge()
{
    m_age = new QDoubleSpinBox;
    m_age->setRange(18.0, 110.0);  // as clinical::check
    m_age->setSuffix(QStringLiteral(" years"));
    m_age->setButtonSymbols(QAbstractSpinBox::NoButtons);  // the arrow keys do it
    const auto place = m_fields.size();
    add({QStringLiteral("Age"), "ageYears", reading(&ClinicalRecord::ageYears), writing(&ClinicalRecord::ageYears)}, m_age,
        "whatIfAge");
    connect(m_age, &QDoubleSpinBox::valueChanged, this, [this, place](double age) { change(place, age); });
}

QComboBox* WhatIfForm::addChoice(Field field, const char* objectName)
{
    auto* made = new QComboBox;
    made->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    const auto place = m_fields.size();
    add(std::move(field), made, objectName);
    connect(made, &QComboBox::currentIndexChanged, this, [this, place, made] { change(place, made->currentData()); });
    return made;
}

void WhatIfForm::add(Field field, QWidget* editor, const char* objectName)
{
    auto* label = new QLabel(field.name);
    label->setProperty("role", QStringLiteral("factName"));
    label->setWordWrap(true);
    label->setBuddy(editor);
    editor->setObjectName(QString::fromLatin1(objectName));
    editor->setFixedWidth(editorWidth);
    editor->setFocusPolicy(Qt::StrongFocus);
    editor->setAccessibleName(QStringLiteral("What if: ") + field.name);
    editor->installEventFilter(new WheelPassesBy(editor));
    const int row = int(m_fields.size());
    m_grid->addWidget(label, row, 0);
    m_grid->addWidget(editor, row, 1);
    field.editor = editor;
    field.label = label;
    m_fields.push_back(std::move(field));
}

void WhatIfForm::setCase(const WhatIfQuestion& own, const inference::ModelPackage& package,
                         const segmentation::LesionList& lesions)
{
    m_filling = true;
    m_own = m_question = own;
    offerWords(m_primary, package, "primary", clinical::primaries());
    offerWords(m_location, package, "location", clinical::locations());
    offerLesions(lesions);
    allow(package);
    const double age = own.clinical.ageYears.value_or(m_age->minimum());
    m_age->setDecimals(age == std::round(age) ? 0 : 2);
    fill();
}

void WhatIfForm::offerWords(QComboBox* box, const inference::ModelPackage& package, const std::string& variable,
                            const std::vector<std::string>& words)
{
    const auto& known = package.clinical.variables;
    const auto encoded = std::ranges::find(known, variable, &clinical::EncodedVariable::name);
    box->clear();
    for (const auto& word : words) {
        box->addItem(text(word), text(word));
        if (encoded != known.end() && std::ranges::find(encoded->values, word) == encoded->values.end())
            disableItem(box, box->count() - 1, QStringLiteral("The model pack was not trained with it."));
    }
}

void WhatIfForm::offerLesions(const segmentation::LesionList& lesions)
{
    m_lesion->clear();
    for (std::size_t i = 0; i < lesions.lesions.size(); ++i) {
        m_lesion->addItem(lesionName(lesions.lesions[i]), int(i));
        if (i > 0 && analysis::joinedToIndex(lesions, i))
            disableItem(m_lesion, int(i), QStringLiteral("Oedema joins it to the index lesion; the model scores both together."));
    }
}

/// A control is of use when the model reads its value.
void WhatIfForm::allow(const inference::ModelPackage& package)
{
    for (const auto& field : m_fields) {
        const auto& variables = package.clinical.variables;
        const bool used = field.variable.empty() || std::ranges::find(variables, field.variable,
                                                                      &clinical::EncodedVariable::name) != variables.end();
        field.editor->setEnabled(used);
        field.editor->setToolTip(used ? QString()
                                      : QStringLiteral("The model pack does not use %1, so it changes nothing.").arg(field.name));
    }
    const bool several = m_lesion->count() > 1;
    m_lesion->setEnabled(several);
    m_lesion->setToolTip(several ? QString() : QStringLiteral("The label holds one lesion."));
}

void WhatIfForm::setQuestion(const WhatIfQuestion& question)
{
    m_question = question;
    fill();
}

void WhatIfForm::fill()
{
    m_filling = true;
    for (const auto& field : m_fields)
        if (auto* box = qobject_cast<QComboBox*>(field.editor))
            box->setCurrentIndex(box->findData(field.read(m_question)));
    m_age->setValue(m_question.clinical.ageYears.value_or(m_age->minimum()));
    m_filling = false;
    showDifferences();
}

void WhatIfForm::change(std::size_t field, const QVariant& value)
{
    if (m_filling)
        return;
    m_fields[field].write(m_question, value);
    showDifferences();
    Q_EMIT edited(m_question);
}

/// "Age" or, where it was changed, "Age (patient: 62)".
void WhatIfForm::showDifferences()
{
    for (const auto& field : m_fields) {
        const auto own = field.read(m_own);
        const bool changed = own != field.read(m_question);
        field.label->setText(changed ? QStringLiteral("%1 (patient: %2)").arg(field.name, shownOf(field.editor, own)) : field.name);
        setStyleProperty(field.label, "role", changed ? QStringLiteral("problem") : QStringLiteral("factName"));
        field.editor->setAccessibleDescription(changed ? field.label->text() : QString());
    }
}

}  // namespace metrisk::ui::panels
