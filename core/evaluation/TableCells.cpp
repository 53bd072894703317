#include "core/evaluation/TableCells.h"

#include "core/common/Error.h"
#include "core/common/NumberText.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace metrisk::evaluation {

namespace {

constexpr double largest = 1e12;   // beyond it squares and sums lose their meaning

/// A field as it may stand in a sentence.
std::string quoted(const std::string& text)
{
    constexpr std::size_t shown = 40;   // bytes; a character of UTF-8 is kept whole
    if (text.size() <= shown)
        return "“" + text + "”";
    auto end = shown;
    while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return "“" + text.substr(0, end) + "…”";
}

}  // namespace

std::size_t TableCells::require(const std::string& column, const std::string& option) const
{
    if (const auto found = m_table.find(column))
        return *found;
    auto present = m_table.columns;
    const bool more = present.size() > 20;
    present.resize(std::min<std::size_t>(present.size(), 20));
    throw Error(Error::Kind::Input,
                fmt::format("{} has no column “{}”; it has {}{}.", m_table.name, column, fmt::join(present, ", "),
                            more ? ", ..." : ""),
                fmt::format("Rename a column, or name it with {}.", option));
}

bool TableCells::isMissing(std::size_t row, std::size_t column) const
{
    const auto& field = text(row, column);
    return field.empty() || field == "NA";
}

double TableCells::number(std::size_t row, std::size_t column) const
{
    if (isMissing(row, column))
        refuse(row, column, "there is no value", "Fill it in or leave the patient out.");
    const auto value = common::numberIn(text(row, column));
    if (value && std::abs(*value) > largest)
        refuse(row, column, quoted(text(row, column)) + " is too large", "Correct it, or choose a larger unit.");
    if (value)
        return *value;
    refuse(row, column, quoted(text(row, column)) + " is not a number", "Write a number with a decimal point.");
}

std::optional<double> TableCells::maybeNumber(std::size_t row, std::size_t column) const
{
    return isMissing(row, column) ? std::nullopt : std::optional(number(row, column));
}

int TableCells::wholeNumber(std::size_t row, std::size_t column, int highest) const
{
    const double value = number(row, column);
    if (value < 0.0 || value > highest || value != std::floor(value))
        refuse(row, column, fmt::format("{} is not {}", quoted(text(row, column)), highest == 1 ? "0 or 1" : "0, 1 or 2"),
               highest == 1 ? "Write 0 for no event and 1 for the event."
                            : "Write 0 for censored, 1 for the event and 2 for death before it.");
    return int(value);
}

std::vector<double> TableCells::numbers(std::size_t column) const
{
    std::vector<double> values;
    values.reserve(rows());
    for (std::size_t row = 0; row < rows(); ++row)
        values.push_back(number(row, column));
    return values;
}

void TableCells::refuse(std::size_t row, std::size_t column, const std::string& what, const std::string& toDo) const
{
    throw Error(Error::Kind::Input,
                fmt::format("{}, line {}, column “{}”: {}.", m_table.name, m_table.rows[row].line, m_table.columns[column], what), toDo);
}

}  // namespace metrisk::evaluation
