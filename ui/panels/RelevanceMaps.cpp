#include "ui/panels/RelevanceMaps.h"

#include <fmt/format.h>

#include <algorithm>

namespace metrisk::ui::panels {
namespace {

using explanation::Explanation;

/// One value per token: what is drawn.
std::vector<double> tokensOf(const Explanation& explanation, const MapChoice& choice)
{
    switch (choice.kind) {
    case MapChoice::Kind::Mean: return explanation.mean;
    case MapChoice::Kind::Member: return explanation.members.at(std::size_t(choice.member));
    case MapChoice::Kind::Disagreement: return explanation::disagreementOf(explanation).spread;
    }
    return {};
}

double largestOf(const std::vector<double>& tokens)
{
    return tokens.empty() ? 0.0 : std::ranges::max(tokens);
}

MapMeasures measuresOf(const Explanation& explanation, const MapChoice& choice, const preprocessing::PreparedCase& prepared,
                       const imaging::LabelMap& indexLabel)
{
    MapMeasures measures{choice, {}, {}, 0.0};
    // A standard deviation has no shares: those of the mean stay.
    const bool spread = choice.kind == MapChoice::Kind::Disagreement;
    const auto tokens = tokensOf(explanation, spread ? MapChoice{} : choice);
    measures.shares = explanation::relevanceShares(explanation, tokens, indexLabel, prepared.t1ce);
    measures.coverage = explanation::relevanceCoverage(explanation, tokens, indexLabel);
    if (const double largest = largestOf(tokens); spread && largest > 0.0)
        measures.largestSpread = largestOf(explanation::disagreementOf(explanation).spread) / largest;
    return measures;
}

}  // namespace

rendering::RelevanceLegend legendOf(const MapChoice& choice, const Explanation& explanation,
                                    const inference::RelevanceRule& storedRule)
{
    auto legend = rendering::relativeRelevance;
    if (choice.kind == MapChoice::Kind::Member)
        legend = {fmt::format("relative relevance of member {},", choice.member + 1), legend.back()};
    if (choice.kind == MapChoice::Kind::Disagreement)
        legend = {"standard deviation", fmt::format("across {} members", explanation.members.size())};
    if (explanation.rule != storedRule)
        legend.push_back(fmt::format("({}; not stored)", inference::namedRelevanceRule(explanation.rule).brief));
    return legend;
}

RelevanceMaps::RelevanceMaps(QObject* parent) : QObject(parent)
{
    connect(&m_jobs, &jobs::JobRunner::failed, this, &RelevanceMaps::failed);
}

void RelevanceMaps::setCase(std::shared_ptr<const analysis::OpenedCase> opened,
                            const std::optional<analysis::CaseResult>& result)
{
    m_choice = {};
    m_opened = std::move(opened);
    m_explanation = result ? std::make_shared<const Explanation>(result->explanation) : nullptr;
    m_storedRule = result ? result->explanation.rule : inference::RelevanceRule{};
    make();
}

void RelevanceMaps::setExplanation(const Explanation& explanation)
{
    m_explanation = std::make_shared<const Explanation>(explanation);
    make();
}

void RelevanceMaps::setChoice(const MapChoice& choice)
{
    m_choice = choice;
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
        Q_EMIT changed(std::nullopt, {});
        return;
    }
    struct Made {
        imaging::Volume map;
        MapMeasures measures;
    };
    m_jobs.start(
        [opened = m_opened, explanation = m_explanation, choice = m_choice, smooth = m_smooth](const Job&) {
            const auto& prepared = opened->prepared;
            return Made{explanation::relevanceVolume(*explanation, tokensOf(*explanation, choice), prepared.t1ce.geometry(), smooth),
                        measuresOf(*explanation, choice, prepared, opened->lesions.indexLabel)};
        },
        [this, legend = legendOf(m_choice, *m_explanation, m_storedRule)](Made made) {
            Q_EMIT changed(std::move(made.map), legend);
            Q_EMIT measured(made.measures);
        });
}

}  // namespace metrisk::ui::panels
