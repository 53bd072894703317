#include "ui/panels/LandmarkTable.h"

#include "core/reporting/Wording.h"
#include "ui/panels/Controls.h"

#include <QGridLayout>

namespace metrisk::ui::panels {

LandmarkTable::LandmarkTable(QWidget* parent) : QFrame(parent), m_grid(new QGridLayout(this))
{
    setObjectName(QStringLiteral("landmarks"));
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(2, 1);
}

QLabel* LandmarkTable::addCell(int row, int column, const QString& words, const char* role)
{
    auto* made = secondary(words);
    setStyleProperty(made, "role", QString::fromLatin1(role));
    m_grid->addWidget(made, row, column);
    return made;
}

void LandmarkTable::show(const analysis::CaseResult& result)
{
    while (auto* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_cells.clear();
    addCell(0, 1, QStringLiteral("Predicted, this patient"), "secondary");
    addCell(0, 2, QStringLiteral("Observed, %1 group").arg(text(result.prediction.group)), "secondary");
    int row = 0;
    for (const double months : survival::outlookMonths) {
        const QStringList cells{QStringLiteral("%1 months").arg(months), text(reporting::predictedText(result.placement, months)),
                                text(reporting::observedText(result, months))};
        ++row;
        addCell(row, 0, cells[0], "factName")->setWordWrap(false);
        addCell(row, 1, cells[1], "factValue");
        addCell(row, 2, cells[2], "factValue");
        m_cells += cells;
    }
    setAccessibleName(text(reporting::capitalized(result.placement.endpoint)));
    setAccessibleDescription(m_cells.join(QStringLiteral(", ")));
}

QStringList LandmarkTable::cells() const
{
    return m_cells;
}

}  // namespace metrisk::ui::panels
