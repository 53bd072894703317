#pragma once

#include "ui/panels/MapChoice.h"
#include "ui/rendering/ViewState.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QSlider;
class QToolButton;

namespace metrisk::ui::panels {

/// The slim row above the views: what is shown and how. It edits a ViewState; the views own the true one.
class ViewTools : public QWidget {
    Q_OBJECT

public:
    explicit ViewTools(QWidget* parent = nullptr);

    void setViewState(const rendering::ViewState& state);
    /// Members to choose from beside their mean; 0 while there is no relevance.
    void setMembers(int members);
    void setMap(const MapChoice& choice);
    void setCorrecting(bool correcting);
    /// What must be known of the contour in view, such as that it was corrected; empty for nothing. Urgent: something is to
    /// be done about it.
    void setContourStanding(const QString& words, bool urgent);

Q_SIGNALS:
    void viewStateEdited(const metrisk::ui::rendering::ViewState& state);
    void mapChosen(const metrisk::ui::panels::MapChoice& choice);
    void greyResetRequested();
    void helpRequested();
    void correctionRequested(bool wanted);

private:
    QWidget* imageGroup();
    QWidget* labelGroup();
    QWidget* relevanceGroup();
    QWidget* memberGroup();
    QWidget* helpGroup();
    void edit();

    rendering::ViewState m_state;
    QToolButton *m_t1ce, *m_flair, *m_review, *m_planes3d, *m_correct;
    QLabel* m_standing;
    QCheckBox *m_label, *m_relevance, *m_smooth;
    QSlider *m_fill, *m_threshold, *m_opacity;
    QComboBox* m_member;
    bool m_filling = false;  // the row is being set, not used
};

}  // namespace metrisk::ui::panels
