#include "ui/panels/RelevanceMaps.h"

namespace metrisk::ui::panels {
namespace {

const std::vector<double>& tokensOf(const explanation::Explanation& explanation, int member)
{
    return member < 0 ? explanation.mean : explanation.members.at(std::size_t(member));
}

}  // namespace

RelevanceMaps::RelevanceMaps(QObject* parent) : QObject(parent)
{
    connect(&m_jobs, &jobs::JobRunner::failed, this, &RelevanceMaps::failed);
}

void RelevanceMaps::setCase(std::shared_ptr<const analysis::OpenedCase> opened,
                            const std::optional<analysis::CaseResult>& result)
{
    m_member = -1;
    m_opened = std::move(opened);
    m_explanation = result ? std::make_shared<const explanation::Explanation>(result->explanation) : nullptr;
    make();
}

void RelevanceMaps::setMember(int member)
{
    m_member = member;
    make();
}

void RelevanceMaps::setSmooth(bool smooth)
{
    if (smooth == m_smooth)
        return;
    m_smooth = smooth;
    make();
}

void RelevanceMaps::make()
{
    if (!m_opened || !m_explanation) {
        m_jobs.cancel();
        Q_EMIT changed(std::nullopt);
        return;
    }
    struct Made {
        imaging::Volume map;
        explanation::RelevanceShares shares;
    };
    m_jobs.start(
        [opened = m_opened, explanation = m_explanation, member = m_member, smooth = m_smooth](const Job&) {
            const auto& tokens = tokensOf(*explanation, member);
            const auto& prepared = opened->prepared;
            return Made{explanation::relevanceVolume(*explanation, tokens, prepared.t1ce.geometry(), smooth),
                        explanation::relevanceShares(*explanation, tokens, prepared.label, prepared.t1ce)};
        },
        [this, member = m_member](Made made) {
            Q_EMIT changed(std::move(made.map));
            Q_EMIT sharesChanged(member, made.shares);
        });
}

}  // namespace metrisk::ui::panels
