#include "ui/panels/LesionRows.h"

#include "core/reporting/Wording.h"
#include "ui/panels/Controls.h"

namespace metrisk::ui::panels {

LesionRows::LesionRows(QWidget* parent) : QListWidget(parent)
{
    setObjectName(QStringLiteral("lesionRows"));
    setAccessibleName(QStringLiteral("Lesions, largest first"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    connect(this, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            Q_EMIT lesionChosen(row);
    });
    connect(this, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { Q_EMIT lesionChosen(row(item)); });
}

void LesionRows::setLesions(const std::vector<segmentation::Lesion>& lesions)
{
    const QSignalBlocker quiet(this);
    clear();
    for (std::size_t i = 0; i < lesions.size(); ++i)
        addItem(QStringLiteral("%1  %2  ·  %3%4")
                    .arg(lesions[i].id)
                    .arg(text(lesions[i].side), text(reporting::volumeText(lesions[i].volumeCoreMl)),
                         i == 0 ? QStringLiteral("  ·  index") : QString()));
    const int rowHeight = count() > 0 ? sizeHintForRow(0) : 0;
    setFixedHeight(std::min(count(), 8) * rowHeight + 2 * frameWidth() + 2);
    setVisible(count() > 0);
}

}  // namespace metrisk::ui::panels
