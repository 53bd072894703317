#pragma once

#include "core/reporting/Report.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QString>
#include <QVBoxLayout>
#include <QWidget>

#include <string>
#include <vector>

/// The few building blocks every panel is made of. Looks come from resources/styles/dark.qss by the
/// `role` property.
namespace metrisk::ui::panels {

QString text(const std::string& utf8);
std::string utf8(const QString& text);

/// "T1-CE", "FLAIR", "Label": a role as the start of a line.
QString roleLabel(io::Role role);

QLabel* heading(const QString& text);
QLabel* sentence(const QString& text = {});   // wraps, main colour
QLabel* secondary(const QString& text = {});  // wraps, quieter
QPushButton* button(const QString& text, const QString& objectName, bool primary = false);

/// A column with the margins and the spacing all panels share.
QVBoxLayout* panelLayout(QWidget* panel);

/// Changes a property that the style sheet looks at, and has it look again.
void setStyleProperty(QWidget* widget, const char* name, const QVariant& value);

/// A table of name and value with hairlines between: what a reporting::Section holds.
class FactList : public QWidget {
    Q_OBJECT

public:
    enum class Arrangement { SideBySide, Stacked };  // Stacked: for a narrow column
    explicit FactList(Arrangement arrangement = Arrangement::SideBySide, QWidget* parent = nullptr);
    void setFacts(const std::vector<reporting::Fact>& facts);
    /// The values as shown, for tests and for reading aloud.
    QStringList values() const;

private:
    Arrangement m_arrangement;
    QVBoxLayout* m_rows;
    QStringList m_values;
};

/// Sentences the reader must see, in an amber box; invisible without any.
class NoteBox : public QFrame {
    Q_OBJECT

public:
    explicit NoteBox(QWidget* parent = nullptr);
    void setNotes(const std::vector<std::string>& notes);

private:
    QLabel* m_label;
};

}  // namespace metrisk::ui::panels
