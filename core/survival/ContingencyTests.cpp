#include "core/survival/ContingencyTests.h"

#include "core/common/Error.h"
#include "core/survival/Distributions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace metrisk::survival {

namespace {

[[noreturn]] void refuse(const std::string& whatHappened)
{
    throw Error(Error::Kind::Input, whatHappened, "Give counts of zero or more; leave empty rows and columns out.");
}

}  // namespace

void checkTable(const CountTable& table)
{
    if (table.size() < 2 || table[0].size() < 2)
        refuse("The table has fewer than two rows or columns.");
    std::vector<long> columns(table[0].size(), 0);
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table[i].size() != columns.size())
            refuse(fmt::format("Row {} of the table has {} columns, the first has {}.", i + 1, table[i].size(), columns.size()));
        if (std::ranges::any_of(table[i], [](int count) { return count < 0; }))
            refuse(fmt::format("Row {} of the table has a negative count.", i + 1));
        if (std::ranges::all_of(table[i], [](int count) { return count == 0; }))
            refuse(fmt::format("Row {} of the table is empty.", i + 1));
        for (std::size_t j = 0; j < columns.size(); ++j)
            columns[j] += table[i][j];
    }
    for (std::size_t j = 0; j < columns.size(); ++j)
        if (columns[j] == 0)
            refuse(fmt::format("Column {} of the table is empty.", j + 1));
}

ChiSquareTest chiSquareTest(const CountTable& table, Yates yates)
{
    checkTable(table);
    std::vector<double> rows(table.size(), 0.0), columns(table[0].size(), 0.0);
    double all = 0.0;
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < columns.size(); ++j)
            rows[i] += table[i][j], columns[j] += table[i][j], all += table[i][j];
    const bool corrected = yates == Yates::Yes && rows.size() == 2 && columns.size() == 2;
    ChiSquareTest test{0.0, int((rows.size() - 1) * (columns.size() - 1)), 1.0, std::numeric_limits<double>::infinity()};
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < columns.size(); ++j) {
            const double expected = rows[i] * columns[j] / all, away = std::abs(table[i][j] - expected);
            const double moved = corrected ? std::max(0.0, away - 0.5) : away;
            test.chiSquare += moved * moved / expected;
            test.smallestExpected = std::min(test.smallestExpected, expected);
        }
    test.p = chiSquareP(test.chiSquare, test.degreesOfFreedom);
    return test;
}

}  // namespace metrisk::survival
