#pragma once

#include "core/common/CsvTable.h"

namespace metrisk::evaluation {

/// Inside core/evaluation: typed access to the fields of a table; refusals name line and column.
class TableCells {
public:
    explicit TableCells(const common::CsvTable& table) : m_table(table) {}

    const common::CsvTable& table() const { return m_table; }
    std::size_t rows() const { return m_table.rows.size(); }
    bool has(const std::string& column) const { return m_table.find(column).has_value(); }

    /// Throws Error{Input} that lists the columns there are; `option` is what would name another one.
    std::size_t require(const std::string& column, const std::string& option) const;

    const std::string& text(std::size_t row, std::size_t column) const { return m_table.rows[row].fields[column]; }
    bool isMissing(std::size_t row, std::size_t column) const;   // empty or NA

    /// Finite, with a decimal point. Throws Error{Input}.
    double number(std::size_t row, std::size_t column) const;
    std::optional<double> maybeNumber(std::size_t row, std::size_t column) const;   // absent where missing
    int wholeNumber(std::size_t row, std::size_t column, int highest) const;        // 0 to highest

    std::vector<double> numbers(std::size_t column) const;

    [[noreturn]] void refuse(std::size_t row, std::size_t column, const std::string& what, const std::string& toDo) const;

private:
    const common::CsvTable& m_table;
};

}  // namespace metrisk::evaluation
