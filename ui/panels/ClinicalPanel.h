#pragma once

#include "core/clinical/ClinicalRecord.h"

#include <QWidget>

#include <vector>

class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace metrisk::ui::panels {

class PrognosticFields;

/// The form about the patient. A value nobody entered stays absent; each field says under itself what is
/// missing or out of range, and Analyse says why it cannot be pressed.
class ClinicalPanel : public QWidget {
    Q_OBJECT

public:
    explicit ClinicalPanel(QWidget* parent = nullptr);

    void setRecord(const clinical::ClinicalRecord& record, const QString& source);
    /// What the form says; values that cannot be read are absent.
    clinical::ClinicalRecord record() const;
    /// `reason` empty: Analyse can be pressed.
    void setAnalysable(const QString& reason, bool running);
    void focusFirstMissing();

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void recordEdited(const metrisk::clinical::ClinicalRecord& record);
    void analyseRequested();
    void undoRequested();  // pressed in a field, but meant for the case
    void redoRequested();

private:
    struct Field {
        QWidget* editor;
        QLabel* problem;
    };
    Field addField(QVBoxLayout* layout, const QString& name, QWidget* editor, QWidget* focus, const QString& unit);
    QComboBox* choiceOf(const std::vector<std::string>& words, const QString& objectName);
    QWidget* yesNo(QButtonGroup*& group, const QString& objectName);
    void edited();
    void showProblems();

    QLineEdit *m_age, *m_kps;
    QComboBox *m_primary, *m_location;
    QButtonGroup *m_chemotherapy = nullptr, *m_immunotherapy = nullptr;
    std::vector<Field> m_fields;  // in the order of the form
    QLabel *m_source, *m_why;
    QPushButton* m_analyse;
    PrognosticFields* m_prognostic;
    bool m_filling = false;
};

}  // namespace metrisk::ui::panels
