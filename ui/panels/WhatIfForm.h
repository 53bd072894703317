#pragma once

#include "core/analysis/WhatIf.h"

#include <QVariant>
#include <QWidget>

#include <functional>
#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;

namespace metrisk::ui::panels {

/// Copies of the patient's values, to be changed: clinical values, lesion and outline. A label tells the patient's own value
/// where the copy differs. Every control holds only values that the model can answer; one that it does not use is disabled
/// and says so.
class WhatIfForm : public QWidget {
    Q_OBJECT

public:
    explicit WhatIfForm(QWidget* parent = nullptr);

    void setCase(const analysis::WhatIfQuestion& own, const inference::ModelPackage& package,
                 const segmentation::LesionList& lesions);
    const analysis::WhatIfQuestion& question() const { return m_question; }
    void setQuestion(const analysis::WhatIfQuestion& question);

Q_SIGNALS:
    void edited(const metrisk::analysis::WhatIfQuestion& question);

private:
    /// One value of a question: how it is called, read and changed.
    struct Field {
        QString name;
        std::string variable;  // as clinical.json names it; empty: not a clinical value
        std::function<QVariant(const analysis::WhatIfQuestion&)> read;
        std::function<void(analysis::WhatIfQuestion&, const QVariant&)> write;
        QWidget* editor = nullptr;
        QLabel* label = nullptr;
    };
    void add(Field field, QWidget* editor, const char* objectName);
    QComboBox* addChoice(Field field, const char* objectName);
    void addAge();
    void offerWords(QComboBox* box, const inference::ModelPackage& package, const std::string& variable,
                    const std::vector<std::string>& words);
    void offerLesions(const segmentation::LesionList& lesions);
    void allow(const inference::ModelPackage& package);
    void fill();
    void showDifferences();
    void change(std::size_t field, const QVariant& value);

    analysis::WhatIfQuestion m_own, m_question;
    QGridLayout* m_grid;
    QDoubleSpinBox* m_age = nullptr;
    QComboBox *m_primary, *m_location, *m_lesion;
    std::vector<Field> m_fields;  // in the order of the form
    bool m_filling = false;
};

}  // namespace metrisk::ui::panels
