#pragma once

#include "core/analysis/CaseResult.h"

#include <QWidget>

#include <optional>

class QLabel;

namespace metrisk::ui::panels {

/// The risk before and after the contour was corrected, side by side. Both results are in the case base; neither is
/// changed by the other.
class CorrectionEffect : public QWidget {
    Q_OBJECT

public:
    explicit CorrectionEffect(QWidget* parent = nullptr);
    /// Invisible without a result of another contour.
    void show(const std::optional<analysis::CaseResult>& before, const analysis::CaseResult& after);

private:
    QLabel *m_beforeContour, *m_beforeGroup, *m_beforePercentile;
    QLabel *m_afterContour, *m_afterGroup, *m_afterPercentile;
    QLabel* m_shift;
};

}  // namespace metrisk::ui::panels
