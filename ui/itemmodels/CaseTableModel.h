#pragma once

#include "core/storage/CaseRepository.h"

#include <QAbstractTableModel>

#include <vector>

namespace metrisk::ui::itemmodels {

/// The case list: one row per kept case, newest first, as CaseRepository::list gives them.
/// A list view shows column Case with a delegate that reads the roles; a table view shows all columns.
class CaseTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Case, Group, Percentile, Updated, State, ColumnCount };
    enum Role {
        CaseIdRole = Qt::UserRole,  // qlonglong
        GroupRole,                  // "low", "medium", "high", or empty before the first analysis
        DetailRole,                 // second line: "2026-03-14 · NSCLC · analysed"
        DemonstrationRole           // bool
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setCases(std::vector<storage::CaseSummary> cases);
    /// The row of a case, or -1.
    int rowOf(storage::CaseId id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<storage::CaseSummary> m_cases;
};

}  // namespace metrisk::ui::itemmodels
