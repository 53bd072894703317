#include "ui/itemmodels/CaseTableModel.h"

#include <cmath>

namespace metrisk::ui::itemmodels {
namespace {

QString nameOf(const storage::CaseSummary& entry)
{
    const auto id = QString::fromStdString(entry.patientId);
    return id.isEmpty() ? QString::fromStdString(entry.patientName) : id;
}

QString dateOf(const storage::CaseSummary& entry)
{
    return QString::fromStdString(entry.updatedAt).left(10);  // the day of an ISO 8601 time
}

QString groupOf(const storage::CaseSummary& entry)
{
    return entry.group ? QString::fromStdString(*entry.group) : QString();
}

QString stateOf(const storage::CaseSummary& entry)
{
    if (entry.predictions == 0)
        return QStringLiteral("not analysed");
    return entry.predictions == 1 ? QStringLiteral("analysed")
                                  : QStringLiteral("analysed %1 times").arg(entry.predictions);
}

QString detailOf(const storage::CaseSummary& entry)
{
    QStringList parts{dateOf(entry)};
    if (!entry.primary.empty())
        parts << QString::fromStdString(entry.primary);
    parts << stateOf(entry);
    return parts.join(QStringLiteral(" · "));
}

QString sentenceOf(const storage::CaseSummary& entry)
{
    const auto group = entry.group ? QStringLiteral("%1 group").arg(groupOf(entry)) : QStringLiteral("no group yet");
    return QStringLiteral("Case %1, %2, %3").arg(nameOf(entry), group, detailOf(entry));
}

QString cellText(const storage::CaseSummary& entry, int column)
{
    switch (column) {
    case CaseTableModel::Case: return nameOf(entry);
    case CaseTableModel::Group: return groupOf(entry);
    case CaseTableModel::Percentile:
        return entry.percentile ? QString::number(int(std::lround(*entry.percentile))) : QString();
    case CaseTableModel::Updated: return dateOf(entry);
    default: return stateOf(entry);
    }
}

}  // namespace

void CaseTableModel::setCases(std::vector<storage::CaseSummary> cases)
{
    beginResetModel();
    m_cases = std::move(cases);
    endResetModel();
}

int CaseTableModel::rowOf(storage::CaseId id) const
{
    for (std::size_t row = 0; row < m_cases.size(); ++row)
        if (m_cases[row].id == id)
            return int(row);
    return -1;
}

int CaseTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_cases.size());
}

int CaseTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CaseTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto& entry = m_cases[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return cellText(entry, index.column());
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: return sentenceOf(entry);
    case CaseIdRole: return qlonglong(entry.id);
    case GroupRole: return groupOf(entry);
    case DetailRole: return detailOf(entry);
    case DemonstrationRole: return entry.demonstration;
    default: return {};
    }
}

QVariant CaseTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const QStringList names{QStringLiteral("Case"), QStringLiteral("Group"), QStringLiteral("Percentile"),
                                   QStringLiteral("Last change"), QStringLiteral("State")};
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= names.size())
        return {};
    return names[section];
}

}  // namespace metrisk::ui::itemmodels
