#pragma once

#include "core/analysis/CaseAnalyzer.h"
#include "ui/jobs/JobRunner.h"
#include "ui/panels/MapChoice.h"
#include "ui/rendering/ViewState.h"

#include <QObject>

#include <optional>

namespace metrisk::ui::panels {

/// Makes the map the views show from an explanation's tokens: one member, the mean or their disagreement, blocks or
/// smooth. Nine million voxels take a moment, so this is a job of its own; a new choice supersedes the old one.
class RelevanceMaps : public QObject {
    Q_OBJECT

public:
    explicit RelevanceMaps(QObject* parent = nullptr);

    /// The case whose relevance is wanted; nothing while there are no images or no result.
    void setCase(std::shared_ptr<const analysis::OpenedCase> opened, const std::optional<analysis::CaseResult>& result);
    /// The same case explained by another rule, or by the result's own again; the choice stays.
    void setExplanation(const explanation::Explanation& explanation);
    void setChoice(const MapChoice& choice);
    void setSmooth(bool smooth);
    const MapChoice& choice() const { return m_choice; }

Q_SIGNALS:
    /// The map on the prepared grid with what its colours mean; nothing while there is none.
    void changed(const std::optional<metrisk::imaging::Volume>& map, const metrisk::ui::rendering::RelevanceLegend& legend);
    void measured(const metrisk::ui::panels::MapMeasures& measures);
    void failed(const metrisk::common::Error& error);

private:
    void make();

    std::shared_ptr<const analysis::OpenedCase> m_opened;
    std::shared_ptr<const explanation::Explanation> m_explanation;
    inference::RelevanceRule m_storedRule;
    MapChoice m_choice;
    bool m_smooth = false;
    jobs::JobRunner m_jobs;
};

/// What the colours mean: which map, its unit and, for a rule that is not the stored result's, which one.
rendering::RelevanceLegend legendOf(const MapChoice& choice, const explanation::Explanation& explanation,
                                    const inference::RelevanceRule& storedRule);

}  // namespace metrisk::ui::panels
