#pragma once

#include <QCheckBox>
#include <QToolButton>

#include <initializer_list>

/// The small controls of the rows above the views.
namespace metrisk::ui::panels {

QToolButton* segment(const QString& text, const QString& objectName);  // one of a few that are chosen from
QToolButton* smallButton(const QString& text, const QString& objectName, const QString& tip);
QCheckBox* smallCheck(const QString& text, const QString& objectName, const QString& tip);
QWidget* inRow(std::initializer_list<QWidget*> widgets, int gap);
/// Side by side without a gap, one of them chosen.
QWidget* segments(std::initializer_list<QToolButton*> buttons);

}  // namespace metrisk::ui::panels
