#pragma once

#include "core/analysis/WhatIf.h"
#include "ui/jobs/JobRunner.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace metrisk::ui::panels {

/// Answers what-if questions about the result on screen, off the GUI thread. The images of a question go through the
/// networks once and are remembered while the case is open; clinical changes need the small head alone. A new question
/// supersedes the old one. Nothing is stored.
class WhatIfJobs : public QObject {
    Q_OBJECT

public:
    explicit WhatIfJobs(QObject* parent = nullptr);

    /// What is asked about; forgets everything about the case before.
    void setCase(std::shared_ptr<const analysis::CaseAnalyzer> analyzer, std::shared_ptr<const analysis::OpenedCase> opened,
                 const std::optional<analysis::CaseResult>& result);
    bool possible() const { return m_analyzer && m_opened && m_stored; }
    /// False: the answer needs a forward pass, with progress in `longJobs`.
    bool answersAtOnce(const analysis::WhatIfQuestion& question) const;
    void ask(const analysis::WhatIfQuestion& question);
    void cancel();  // as the user asks for it

    /// The forward passes; the small head's runs are too short to show.
    jobs::JobRunner& longJobs() { return m_long; }

Q_SIGNALS:
    void answered(const metrisk::analysis::WhatIfAnswer& answer);
    void refused(const metrisk::common::Error& error);
    void cancelled();

private:
    void drop();

    struct Known {
        analysis::WhatIfQuestion question;  // lesion and outline count
        std::shared_ptr<const analysis::WhatIfImages> images;
    };
    struct Made {
        std::vector<Known> known;
        analysis::WhatIfAnswer answer;
    };
    static std::shared_ptr<const analysis::WhatIfImages> find(const std::vector<Known>& known,
                                                              const analysis::WhatIfQuestion& question);

    std::shared_ptr<const analysis::CaseAnalyzer> m_analyzer;
    std::shared_ptr<const analysis::OpenedCase> m_opened;
    std::shared_ptr<const analysis::CaseResult> m_stored;
    std::vector<Known> m_known;
    bool m_dropped = false;  // the long run was given up for another question, not by the user
    jobs::JobRunner m_long, m_short;
};

}  // namespace metrisk::ui::panels
