#pragma once

#include "ui/panels/CopySources.h"
#include "ui/views/CorrectionSettings.h"

#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QToolButton;

namespace metrisk::ui::panels {

/// The row of tools under the views' own while a contour is corrected. It edits CorrectionSettings; the views own the
/// true ones.
class CorrectionTools : public QWidget {
    Q_OBJECT

public:
    explicit CorrectionTools(QWidget* parent = nullptr);

    void setSettings(const views::CorrectionSettings& settings);
    /// What would be taken back and done again, in words; empty: nothing.
    void setUndo(const QString& undo, const QString& redo);
    void setCopySources(const std::vector<CopySource>& sources);

Q_SIGNALS:
    void settingsEdited(const metrisk::ui::views::CorrectionSettings& settings);
    void actRequested(metrisk::ui::views::CorrectionAct act);
    void copyRequested(const metrisk::ui::panels::CopySource& source);
    void undoRequested();
    void redoRequested();
    void doneRequested();

private:
    QWidget* toolGroup();
    QWidget* labelGroup();
    QWidget* brushGroup();
    QWidget* thresholdGroup();
    QWidget* actGroup();
    QWidget* stepGroup();
    void addAct(QWidget* row, const QString& text, const QString& name, const QString& tip, views::CorrectionAct act);
    void edit();

    views::CorrectionSettings m_settings;
    std::vector<CopySource> m_sources;
    QButtonGroup* m_tools;  // ids are CorrectionTool's
    QToolButton *m_core, *m_oedema, *m_slice, *m_space, *m_copy, *m_undo, *m_redo;
    QCheckBox* m_protect;
    QDoubleSpinBox *m_radius, *m_low, *m_high;
    QComboBox* m_image;
    QWidget* m_threshold;
    bool m_filling = false;  // the row is being set, not used
};

}  // namespace metrisk::ui::panels
