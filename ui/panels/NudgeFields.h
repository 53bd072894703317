#pragma once

#include "core/preprocessing/PreparationRecord.h"

#include <QWidget>

#include <array>

class QDoubleSpinBox;

namespace metrisk::ui::panels {

/// Six small steps for a correction by hand: three shifts in mm, three turns in degrees.
class NudgeFields : public QWidget {
    Q_OBJECT

public:
    explicit NudgeFields(const QString& objectName, QWidget* parent = nullptr);
    void setNudge(const preprocessing::Nudge& nudge);
    preprocessing::Nudge nudge() const;

private:
    std::array<QDoubleSpinBox*, 6> m_fields;  // left, back, up in mm; about those axes in degrees
};

}  // namespace metrisk::ui::panels
