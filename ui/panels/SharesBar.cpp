#include "ui/panels/SharesBar.h"

#include "ui/panels/Style.h"

#include <QPainter>

namespace metrisk::ui::panels {

SharesBar::SharesBar(QWidget* parent) : QWidget(parent)
{
    setFixedHeight(14);
}

void SharesBar::show(const explanation::RelevanceShares& shares)
{
    m_shares = shares;
    update();
}

void SharesBar::paintEvent(QPaintEvent*)
{
    struct Part {
        double share;
        QBrush brush;
    };
    const QColor core(0xf2, 0xa6, 0x5a), oedema(0x6f, 0xb7, 0xc9);  // as the contours
    const Part parts[]{{m_shares.core, core},
                       {m_shares.oedema, QBrush(oedema, Qt::Dense3Pattern)},
                       {m_shares.otherBrain, QBrush(palette::secondaryText, Qt::Dense5Pattern)},
                       {m_shares.outside, QBrush(palette::secondaryText, Qt::BDiagPattern)}};
    QPainter painter(this);
    painter.fillRect(rect(), palette::line);
    double left = 0.0;
    for (const auto& part : parts) {
        const double width = part.share * this->width();
        painter.fillRect(QRectF(left, 0, width, height()), part.brush);
        left += width;
    }
}

}  // namespace metrisk::ui::panels
