#pragma once

#include "core/reporting/Report.h"
#include "ui/panels/CaseSession.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace metrisk::ui::panels {

class FactList;
class SharesBar;

/// Where the model looked: shares of the relevance, of the mean or of one member, and what they do not mean.
class ExplanationPanel : public QWidget {
    Q_OBJECT

public:
    explicit ExplanationPanel(QWidget* parent = nullptr);
    void show(const CaseSession& session);
    /// The shares of the member on the views; -1 is the mean.
    void showShares(int member, const explanation::RelevanceShares& shares);

Q_SIGNALS:
    void memberChosen(int member);

private:
    void present(int member, const explanation::RelevanceShares& shares);

    static void showSection(const reporting::Section& section, QLabel* title, FactList* facts, QLabel* note);

    std::optional<analysis::CaseResult> m_result;
    QLabel* m_nothing;
    QWidget* m_page;
    QComboBox* m_member;
    SharesBar* m_bar;
    FactList* m_shares;
    QLabel* m_paragraphs;
    QLabel *m_effectsTitle, *m_trustTitle;
    FactList *m_effects, *m_trust;
    QLabel *m_effectsNote, *m_trustNote;
};

}  // namespace metrisk::ui::panels
