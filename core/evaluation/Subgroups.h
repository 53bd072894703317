#pragma once

#include "core/evaluation/Predictions.h"
#include "core/evaluation/TableCells.h"

namespace metrisk::evaluation {

/// Inside core/evaluation: a column that parts the patients. Texts and up to six distinct numbers are levels as they
/// are; more numbers are split at their median. Absent with the reason in `note` when it parts nobody: a single level,
/// more than twelve texts, a running row number.
struct SubgroupColumn {
    std::optional<Partition> partition;
    std::string note;
};
SubgroupColumn subgroupColumn(const TableCells& cells, std::size_t column);

/// Levels of any text, numbers in their order, an empty field as "not recorded".
Partition partitionByText(const TableCells& cells, std::size_t column);

}  // namespace metrisk::evaluation
