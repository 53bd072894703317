#pragma once

#include "core/analysis/CaseAnalyzer.h"
#include "core/explanation/TrustChecks.h"
#include "ui/jobs/JobRunner.h"

#include <QObject>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace metrisk::ui::panels {

/// What can be asked about the explanation of the result on screen: how it looks when made by another rule, and whether it
/// deserves belief. Both are computed on demand, off the GUI thread, remembered while the case is open, and shown only: the
/// stored result stays as it is.
class ExplanationJobs : public QObject {
    Q_OBJECT

public:
    explicit ExplanationJobs(QObject* parent = nullptr);

    void setCase(std::shared_ptr<const analysis::CaseAnalyzer> analyzer, std::shared_ptr<const analysis::OpenedCase> opened,
                 const std::optional<analysis::CaseResult>& result);
    /// Shows the explanation by this rule; the stored one's is there at once.
    void explainBy(const inference::RelevanceRule& rule);
    /// The explanation that is shown is not the stored one.
    bool showsAnother() const { return m_stored && m_shown != m_stored->explanation.rule; }
    void showStored() { explainBy(m_stored->explanation.rule); }
    /// Checks the explanation that is shown.
    void check();
    /// The outcome for a rule, when it was checked since the case was opened.
    const explanation::TrustChecks* checksOf(const inference::RelevanceRule& rule) const;
    jobs::JobRunner& jobs() { return m_jobs; }

Q_SIGNALS:
    void explained(const metrisk::explanation::Explanation& explanation);
    void checked(const metrisk::explanation::TrustChecks& checks);
    void failed(const metrisk::common::Error& error);

private:
    void show(const explanation::Explanation& explanation);

    std::shared_ptr<const analysis::CaseAnalyzer> m_analyzer;
    std::shared_ptr<const analysis::OpenedCase> m_opened;
    std::shared_ptr<const analysis::CaseResult> m_stored;
    inference::RelevanceRule m_shown;
    std::vector<explanation::Explanation> m_explanations;  // the stored one first
    std::vector<std::pair<inference::RelevanceRule, explanation::TrustChecks>> m_checks;
    jobs::JobRunner m_jobs;
};

}  // namespace metrisk::ui::panels
