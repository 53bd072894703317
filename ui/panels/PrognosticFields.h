#pragma once

#include "core/clinical/ClinicalRecord.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace metrisk::ui::panels {

class FactList;

/// What only the published indices (RPA, GPA) ask about the patient, and what the indices say. No model needs it:
/// an empty field is no problem here, it is named by the index that lacks it.
class PrognosticFields : public QWidget {
    Q_OBJECT

public:
    explicit PrognosticFields(QWidget* parent = nullptr);

    void setRecord(const clinical::ClinicalRecord& record);
    /// `record` with the four values of these fields in it; one that cannot be read is absent.
    clinical::ClinicalRecord into(clinical::ClinicalRecord record) const;
    /// What the indices say about the whole record.
    void showIndices(const clinical::ClinicalRecord& record);

Q_SIGNALS:
    void edited();

private:
    static QComboBox* choice(const QString& name, const QString& objectName);
    static QWidget* addRow(QVBoxLayout* layout, const QString& name, QWidget* editor);
    void announce();

    QComboBox *m_outside, *m_controlled, *m_subtype;
    QLineEdit* m_count;
    QLabel* m_problem;
    QWidget* m_subtypeRow = nullptr;  // only for a breast primary
    FactList* m_indices;
    QLabel* m_note;
    bool m_filling = false;
};

}  // namespace metrisk::ui::panels
