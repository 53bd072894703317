#pragma once

#include "core/analysis/CaseAnalyzer.h"
#include "ui/jobs/JobRunner.h"

#include <QObject>

#include <optional>

namespace metrisk::ui::panels {

/// Makes the map the views show from the stored tokens: one member or the mean, blocks or smooth. Nine
/// million voxels take a moment, so this is a job of its own; a new choice supersedes the old one.
class RelevanceMaps : public QObject {
    Q_OBJECT

public:
    explicit RelevanceMaps(QObject* parent = nullptr);

    /// The case whose relevance is wanted; nothing while there are no images or no result.
    void setCase(std::shared_ptr<const analysis::OpenedCase> opened, const std::optional<analysis::CaseResult>& result);
    void setMember(int member);  // -1: the mean of all
    void setSmooth(bool smooth);
    int member() const { return m_member; }

Q_SIGNALS:
    /// The map on the prepared grid and its shares; nothing while there is none.
    void changed(const std::optional<metrisk::imaging::Volume>& map);
    void sharesChanged(int member, const metrisk::explanation::RelevanceShares& shares);
    void failed(const metrisk::common::Error& error);

private:
    void make();

    std::shared_ptr<const analysis::OpenedCase> m_opened;
    std::shared_ptr<const explanation::Explanation> m_explanation;
    int m_member = -1;
    bool m_smooth = false;
    jobs::JobRunner m_jobs;
};

}  // namespace metrisk::ui::panels
