#include "ui/panels/Controls.h"

#include <QHBoxLayout>
#include <QStyle>
#include <QVariant>

namespace metrisk::ui::panels {
namespace {

QLabel* label(const QString& text, const char* role, bool wrap)
{
    auto* made = new QLabel(text);
    made->setProperty("role", QString::fromLatin1(role));
    made->setWordWrap(wrap);
    made->setTextFormat(Qt::PlainText);
    if (wrap)
        made->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return made;
}

/// "71 % (58 to 81)" reads as an estimate and, quieter, its interval.
std::pair<QString, QString> estimateAndInterval(const QString& value)
{
    const auto bracket = value.indexOf(QStringLiteral(" ("));
    if (bracket < 0 || !value.endsWith(QLatin1Char(')')))
        return {value, {}};
    return {value.left(bracket), value.mid(bracket + 1)};
}

void stackFact(QFrame* row, const reporting::Fact& fact)
{
    auto* layout = new QVBoxLayout(row);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(0);
    layout->addWidget(label(text(fact.name), "factName", false));
    layout->addWidget(label(text(fact.value), "secondary", true));
}

void placeFact(QFrame* row, const reporting::Fact& fact)
{
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(8);
    const auto [estimate, interval] = estimateAndInterval(text(fact.value));
    auto* name = label(text(fact.name), "factName", true);
    auto* value = label(estimate, interval.isEmpty() ? "factValue" : "factEstimate", interval.isEmpty());
    value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    layout->addWidget(name, 2);
    layout->addWidget(value, interval.isEmpty() ? 3 : 0);
    if (!interval.isEmpty())
        layout->addWidget(label(interval, "factInterval", false));
}

QWidget* factRow(const reporting::Fact& fact, FactList::Arrangement arrangement)
{
    auto* row = new QFrame;
    row->setProperty("role", QStringLiteral("fact"));
    row->setAccessibleName(text(fact.name + ": " + fact.value));
    if (arrangement == FactList::Arrangement::Stacked)
        stackFact(row, fact);
    else
        placeFact(row, fact);
    return row;
}

void clear(QLayout* layout)
{
    while (auto* item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

}  // namespace

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

std::string utf8(const QString& text)
{
    return text.toStdString();
}

QString roleLabel(io::Role role)
{
    auto name = text(io::roleName(role));
    name[0] = name[0].toUpper();
    return name;
}

QLabel* heading(const QString& text)
{
    return label(text, "heading", false);
}

QLabel* sentence(const QString& text)
{
    return label(text, "sentence", true);
}

QLabel* secondary(const QString& text)
{
    return label(text, "secondary", true);
}

QPushButton* button(const QString& text, const QString& objectName, bool primary)
{
    auto* made = new QPushButton(text);
    made->setObjectName(objectName);
    made->setProperty("primary", primary);
    made->setAutoDefault(true);
    return made;
}

QVBoxLayout* panelLayout(QWidget* panel)
{
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    return layout;
}

void setStyleProperty(QWidget* widget, const char* name, const QVariant& value)
{
    if (widget->property(name) == value)
        return;
    widget->setProperty(name, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

FactList::FactList(Arrangement arrangement, QWidget* parent)
    : QWidget(parent), m_arrangement(arrangement), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
}

void FactList::setFacts(const std::vector<reporting::Fact>& facts)
{
    clear(m_rows);
    m_values.clear();
    for (const auto& fact : facts) {
        m_rows->addWidget(factRow(fact, m_arrangement));
        m_values << text(fact.value);
    }
    setVisible(!facts.empty());
}

QStringList FactList::values() const
{
    return m_values;
}

NoteBox::NoteBox(QWidget* parent) : QFrame(parent), m_label(label({}, "note", true))
{
    setProperty("role", QStringLiteral("noteBox"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->addWidget(m_label);
    hide();
}

void NoteBox::setNotes(const std::vector<std::string>& notes)
{
    QStringList lines;
    for (const auto& note : notes)
        lines << text(note);
    m_label->setText(lines.join(QStringLiteral("\n\n")));
    setVisible(!notes.empty());
}

}  // namespace metrisk::ui::panels
