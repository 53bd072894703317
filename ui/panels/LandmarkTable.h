#pragma once

#include "core/analysis/CaseResult.h"

#include <QFrame>
#include <QStringList>

class QGridLayout;
class QLabel;

namespace metrisk::ui::panels {

/// Freedom from the endpoint's event at a few months: predicted for this patient beside observed in the group.
class LandmarkTable : public QFrame {
    Q_OBJECT

public:
    explicit LandmarkTable(QWidget* parent = nullptr);
    void show(const analysis::CaseResult& result);
    /// "12 months", predicted, observed, "24 months", ...: for tests and for reading aloud.
    QStringList cells() const;

private:
    QLabel* addCell(int row, int column, const QString& text, const char* role);

    QGridLayout* m_grid;
    QStringList m_cells;
};

}  // namespace metrisk::ui::panels
