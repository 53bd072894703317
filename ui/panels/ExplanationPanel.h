#pragma once

#include "core/analysis/CaseAnalyzer.h"
#include "core/explanation/TrustChecks.h"
#include "core/reporting/Report.h"
#include "ui/panels/CaseSession.h"
#include "ui/panels/MapChoice.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace metrisk::ui::panels {

class EffectRows;
class FactList;
class SharesBar;
class TrustCheckBlock;

/// Where the model looked, by which rule, and what it does not mean: shares of the relevance, of the mean or of one member, what
/// the clinical values did, how far to trust it, and checks on demand.
class ExplanationPanel : public QWidget {
    Q_OBJECT

public:
    explicit ExplanationPanel(QWidget* parent = nullptr);
    /// `analyzer` may be null: then only what is stored can be seen.
    void show(const CaseSession& session, const analysis::CaseAnalyzer* analyzer = nullptr);
    /// The map that is on the views.
    void showMeasures(const MapMeasures& measures);
    /// The explanation that is on the views, and its checks where they were made.
    void showExplanation(const explanation::Explanation& explanation, const explanation::TrustChecks* checks);
    void showChecks(const explanation::TrustChecks& checks);
    /// What the panel asked for has begun or come to an end, whichever.
    void setRunning(bool running);

Q_SIGNALS:
    void mapChosen(const metrisk::ui::panels::MapChoice& choice);
    void ruleChosen(const metrisk::inference::RelevanceRule& rule);
    void checkRequested();

private:
    void arrange();
    void offerRules(const analysis::CaseAnalyzer* analyzer);
    void present(const MapMeasures& measures);
    void showRule();

    static void showSection(const reporting::Section& section, QLabel* title, QWidget* facts, QLabel* note);

    std::optional<analysis::CaseResult> m_result;
    explanation::Explanation m_shown;                // the result's, or one by another rule
    std::vector<inference::RelevanceRule> m_rules;   // as in the box
    QString m_whyNot;                                // nothing more can be computed, and why
    QLabel* m_nothing;
    QWidget* m_page;
    QComboBox *m_rule, *m_member;
    QLabel* m_ruleNote;
    SharesBar* m_bar;
    FactList* m_shares;
    QLabel* m_paragraphs;
    TrustCheckBlock* m_checks;
    QLabel *m_effectsTitle, *m_trustTitle;
    EffectRows* m_effects;
    FactList* m_trust;
    QLabel *m_effectsNote, *m_trustNote;
    bool m_checking = false;
};

}  // namespace metrisk::ui::panels
