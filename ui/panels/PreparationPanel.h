#pragma once

#include "ui/panels/CaseSession.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSlider;
class QVBoxLayout;

namespace metrisk::ui::panels {

class FactList;
class NoteBox;
class NudgeFields;
class PreparationPicture;

/// What was done to the images before anything was scored; and where they were registered here, the pictures to
/// check that by, the decision, and the correction by hand.
class PreparationPanel : public QWidget {
    Q_OBJECT

public:
    explicit PreparationPanel(QWidget* parent = nullptr);
    void show(const CaseSession& session);

Q_SIGNALS:
    void atlasChosen(const QString& file);
    void accepted();
    void redoRequested(const metrisk::preprocessing::Nudge& flair, const metrisk::preprocessing::Nudge& head, bool correctBias);

private:
    QWidget* checkPart();
    QWidget* correctionPart();
    void showChecks(const preprocessing::PreparedCase& prepared);
    void chooseAtlas();

    FactList* m_facts;
    NoteBox* m_notes;
    QWidget* m_nothing;
    QLabel* m_way;
    QLabel* m_decision;
    QPushButton* m_accept;
    PreparationPicture* m_picture;
    QSlider* m_slice;
    NudgeFields *m_flair, *m_head;
    QCheckBox* m_bias;
    QWidget *m_check, *m_correction;
};

}  // namespace metrisk::ui::panels
