#include "ui/panels/ExplanationJobs.h"

#include "core/analysis/CaseTrust.h"

#include <algorithm>

namespace metrisk::ui::panels {

using explanation::Explanation;
using explanation::TrustChecks;
using inference::RelevanceRule;

ExplanationJobs::ExplanationJobs(QObject* parent) : QObject(parent)
{
    connect(&m_jobs, &jobs::JobRunner::failed, this, &ExplanationJobs::failed);
}

void ExplanationJobs::setCase(std::shared_ptr<const analysis::CaseAnalyzer> analyzer,
                              std::shared_ptr<const analysis::OpenedCase> opened,
                              const std::optional<analysis::CaseResult>& result)
{
    m_jobs.cancel();
    m_analyzer = std::move(analyzer);
    m_opened = std::move(opened);
    m_stored = result ? std::make_shared<const analysis::CaseResult>(*result) : nullptr;
    m_shown = result ? result->explanation.rule : RelevanceRule{};
    m_explanations.clear();
    m_checks.clear();
    if (result)
        m_explanations.push_back(result->explanation);
}

void ExplanationJobs::explainBy(const RelevanceRule& rule)
{
    const auto made = std::ranges::find(m_explanations, rule, &Explanation::rule);
    if (made != m_explanations.end()) {
        m_jobs.cancel();
        return show(*made);
    }
    if (!m_analyzer || !m_opened || !m_stored)
        return;
    m_jobs.start(
        [analyzer = m_analyzer, opened = m_opened, stored = m_stored, rule](const Job& job) {
            return analyzer->explain(*opened, stored->clinical, rule, job);
        },
        [this](Explanation explanation) {
            m_explanations.push_back(std::move(explanation));
            show(m_explanations.back());
        });
}

void ExplanationJobs::show(const Explanation& explanation)
{
    m_shown = explanation.rule;
    Q_EMIT explained(explanation);
}

void ExplanationJobs::check()
{
    const auto shown = std::ranges::find(m_explanations, m_shown, &Explanation::rule);
    if (!m_analyzer || !m_opened || !m_stored || shown == m_explanations.end())
        return;
    m_jobs.start(
        [analyzer = m_analyzer, opened = m_opened, stored = m_stored, shown = *shown](const Job& job) {
            auto asked = *stored;
            asked.explanation = shown;
            return analysis::checkTrust(analyzer->model(), *opened, asked, {}, job);
        },
        [this, rule = m_shown](TrustChecks checks) {
            m_checks.emplace_back(rule, std::move(checks));
            Q_EMIT checked(m_checks.back().second);
        });
}

const TrustChecks* ExplanationJobs::checksOf(const RelevanceRule& rule) const
{
    for (auto each = m_checks.rbegin(); each != m_checks.rend(); ++each)
        if (each->first == rule)
            return &each->second;
    return nullptr;
}

}  // namespace metrisk::ui::panels
