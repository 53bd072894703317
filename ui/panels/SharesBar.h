#pragma once

#include "core/explanation/Explanation.h"

#include <QWidget>

namespace metrisk::ui::panels {

/// Where the relevance lies, as one bar of parts: core, oedema, other brain, outside, in this order and with
/// different patterns, so that they are told apart without colour.
class SharesBar : public QWidget {
    Q_OBJECT

public:
    explicit SharesBar(QWidget* parent = nullptr);
    void show(const explanation::RelevanceShares& shares);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    explanation::RelevanceShares m_shares;
};

}  // namespace metrisk::ui::panels
