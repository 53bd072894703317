#pragma once

#include "core/analysis/CaseResult.h"

#include <QWidget>

class QVBoxLayout;

namespace metrisk::ui::panels {

/// What each clinical value did to the estimate: its name, a bar from the middle, to the right towards failure and to the left
/// away from it, with a thin line from the lowest to the highest model, and the report's words. All bars on one scale.
class EffectRows : public QWidget {
    Q_OBJECT

public:
    explicit EffectRows(QWidget* parent = nullptr);
    /// Without rows where the result does not know the effects.
    void show(const analysis::CaseResult& result);

private:
    QVBoxLayout* m_rows;
};

}  // namespace metrisk::ui::panels
