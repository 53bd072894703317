#pragma once

#include "ui/panels/CaseSession.h"

#include <functional>

namespace metrisk::ui::panels {

/// The case base as the window uses it: opened when it is first needed, and tried again after it failed,
/// so that one that was locked can be used once it is free. Every call may throw Error{Storage}.
class CaseStore {
public:
    using Open = std::function<std::unique_ptr<storage::CaseRepository>()>;
    explicit CaseStore(Open open) : m_open(std::move(open)) {}

    std::vector<storage::CaseSummary> list(const std::string& search) { return repository().list(search); }
    storage::StoredCase load(storage::CaseId id) { return repository().load(id); }
    std::optional<storage::CaseId> find(const analysis::OpenedCase& opened) { return repository().find(opened.inputs); }

    /// Adds the session's result as a new prediction, of the case with these inputs or of a new one, and
    /// writes into the session that it is kept.
    void keep(CaseSession& session);
    /// The corrected contour as the next version of its case, which is added when it is not kept yet; writes both into the
    /// session. The label file's own is kept only after another one was.
    void keepContour(CaseSession& session, const imaging::LabelMap& label);
    imaging::LabelMap contour(storage::CaseId id, int version) { return repository().contour(id, version); }
    /// The view of a kept case; nothing for one that is not kept.
    void saveView(const CaseSession& session);

private:
    storage::CaseRepository& repository();

    Open m_open;
    std::unique_ptr<storage::CaseRepository> m_repository;
};

}  // namespace metrisk::ui::panels
