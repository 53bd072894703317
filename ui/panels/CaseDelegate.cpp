#include "ui/panels/CaseDelegate.h"

#include "ui/itemmodels/CaseTableModel.h"
#include "ui/panels/Style.h"

#include <QPainter>

namespace metrisk::ui::panels {
namespace {

using itemmodels::CaseTableModel;

QFont scaled(QFont font, int pixels)
{
    font.setPixelSize(pixels);
    return font;
}

void drawBackground(QPainter& painter, const QStyleOptionViewItem& option)
{
    const bool selected = option.state & QStyle::State_Selected;
    if (!selected && !(option.state & QStyle::State_MouseOver))
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(selected ? palette::selection : QColor(0x20, 0x25, 0x2d));
    painter.drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), 6, 6);
    if (option.state & QStyle::State_HasFocus)  // where the keys go
        painter.fillRect(QRect(option.rect.left(), option.rect.top() + 12, 2, option.rect.height() - 24), palette::accent);
}

void drawPill(QPainter& painter, const QRect& line, int left, const QString& group)
{
    painter.setFont(scaled(painter.font(), 11));
    const int width = painter.fontMetrics().horizontalAdvance(group) + 14;
    const QRectF pill(left + 0.5, line.center().y() - 8 + 0.5, width, 17);
    if (pill.right() > line.right())
        return;
    const auto colour = palette::ofGroup(group);
    painter.setPen(QPen(colour.darker(150), 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(pill, 8.5, 8.5);
    painter.setPen(colour.lighter(112));
    painter.drawText(pill, Qt::AlignCenter, group);
}

}  // namespace

void CaseDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    drawBackground(*painter, option);
    const auto inner = option.rect.adjusted(12, 7, -8, -7);
    const QRect first(inner.left(), inner.top(), inner.width(), 20);
    const QRect second(inner.left(), first.bottom() + 1, inner.width(), 18);

    const auto group = index.data(CaseTableModel::GroupRole).toString();
    painter->setFont(option.font);
    painter->setPen(palette::text);
    const int room = group.isEmpty() ? first.width() : first.width() - 70;  // the pill stays readable beside it
    const auto name = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, room);
    painter->drawText(first, Qt::AlignLeft | Qt::AlignVCenter, name);
    const int nameEnd = first.left() + painter->fontMetrics().horizontalAdvance(name);
    if (!group.isEmpty())
        drawPill(*painter, first, nameEnd + 8, group);

    painter->setFont(scaled(option.font, 11));
    painter->setPen(palette::secondaryText);
    const auto detail = index.data(CaseTableModel::DetailRole).toString();
    painter->drawText(second, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(detail, Qt::ElideRight, second.width()));
    painter->restore();
}

QSize CaseDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {120, 54};
}

}  // namespace metrisk::ui::panels
