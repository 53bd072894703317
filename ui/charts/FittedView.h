#pragma once

#include <QGraphicsView>

namespace metrisk::ui::charts {

/// The view of one PlotScene that always fills it exactly. It learns its size later than the widget around it.
class FittedView : public QGraphicsView {
public:
    explicit FittedView(QWidget* parent);
    void fit();

protected:
    void resizeEvent(QResizeEvent* event) override;
};

}  // namespace metrisk::ui::charts
