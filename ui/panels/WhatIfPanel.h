#pragma once

#include "ui/panels/CaseSession.h"
#include "ui/panels/WhatIfJobs.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace metrisk::ui::panels {

class NoteBox;
class RiskBar;
class WhatIfForm;

/// "What if": the patient's values to be changed, and the risk with them beside the stored one. A block that opens when asked
/// for. Whatever happens in it, the case, its stored result and the report stay as they are.
class WhatIfPanel : public QWidget {
    Q_OBJECT

public:
    explicit WhatIfPanel(QWidget* parent = nullptr);
    ~WhatIfPanel() override;

    /// Another case, result or model: starts anew from the patient's values.
    void show(const CaseSession& session, std::shared_ptr<const analysis::CaseAnalyzer> analyzer);
    WhatIfJobs& jobs() { return m_jobs; }

private:
    void arrange();
    QWidget* comparison();
    void setOpen(bool open);
    void ask(const analysis::WhatIfQuestion& question);
    void reset();
    void showAnswer(const analysis::WhatIfAnswer& answer);
    void showNoAnswer(const QString& why);
    void takeBack();

    std::optional<analysis::CaseResult> m_stored;
    std::optional<analysis::WhatIfAnswer> m_answer;  // the last one
    QToolButton* m_toggle;
    QWidget* m_body;
    WhatIfForm* m_form;
    QLabel *m_storedGroup, *m_storedPercentile, *m_storedMembers, *m_group, *m_percentile, *m_members, *m_shift;
    RiskBar *m_storedBar, *m_bar;
    NoteBox* m_unusual;
    QPushButton* m_back;
    WhatIfJobs m_jobs;
};

}  // namespace metrisk::ui::panels
