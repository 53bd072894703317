#include "ui/charts/FittedView.h"

#include "ui/charts/PlotScene.h"

#include <QPainter>
#include <QResizeEvent>

namespace metrisk::ui::charts {

FittedView::FittedView(QWidget* parent) : QGraphicsView(parent)
{
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setInteractive(false);
    setFocusPolicy(Qt::NoFocus);
    setContextMenuPolicy(Qt::NoContextMenu);  // the plot's own answers
}

void FittedView::fit()
{
    if (auto* plot = dynamic_cast<PlotScene*>(scene()))
        plot->setSize(viewport()->size());
}

void FittedView::resizeEvent(QResizeEvent* event)
{
    QGraphicsView::resizeEvent(event);
    fit();
}

}  // namespace metrisk::ui::charts
