#pragma once

#include <QStyledItemDelegate>

namespace metrisk::ui::panels {

/// A row of the case list: the name with the group as a word in a pill, and a quiet second line.
class CaseDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace metrisk::ui::panels
