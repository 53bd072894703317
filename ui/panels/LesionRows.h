#pragma once

#include "core/segmentation/LesionList.h"

#include <QListWidget>

namespace metrisk::ui::panels {

/// The lesions of a case, the index lesion first and the others largest first: number, side, volume of the core.
class LesionRows : public QListWidget {
    Q_OBJECT

public:
    explicit LesionRows(QWidget* parent = nullptr);
    void setLesions(const std::vector<segmentation::Lesion>& lesions);

Q_SIGNALS:
    void lesionChosen(int lesion);
};

}  // namespace metrisk::ui::panels
