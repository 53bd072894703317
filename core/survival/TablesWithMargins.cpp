#include "core/survival/TablesWithMargins.h"

#include "core/common/Error.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

namespace metrisk::survival {

namespace {

constexpr long mostSteps = 20'000'000;

double logFactorial(int n)
{
    static const auto table = [] {
        std::vector<double> values{0.0};
        for (int k = 1; k <= 4096; ++k)
            values.push_back(values.back() + std::log(double(k)));
        return values;
    }();
    return std::size_t(n) < table.size() ? table[std::size_t(n)] : std::lgamma(double(n) + 1.0);
}

double sumOfLogFactorials(const std::vector<int>& counts)
{
    double sum = 0.0;
    for (const int count : counts)
        sum += logFactorial(count);
    return sum;
}

/// Every way to take `total` from the rows: what is left of them, and -log(x!) summed over the taken.
class ColumnFillings {
public:
    using Visit = std::function<void(const std::vector<int>& rowsLeft, double logWeight)>;
    explicit ColumnFillings(Visit visit) : m_visit(std::move(visit)) {}

    void fill(std::vector<int> rows, int total)
    {
        m_rows = std::move(rows);
        m_below.assign(m_rows.size() + 1, 0);   // how much the rows from here on can give
        for (std::size_t row = m_rows.size(); row-- > 0;)
            m_below[row] = m_below[row + 1] + m_rows[row];
        take(0, total, 0.0);
    }

private:
    void take(std::size_t row, int total, double logWeight)
    {
        if (row == m_rows.size())
            return m_visit(m_rows, logWeight);
        const int own = m_rows[row];
        for (int count = std::max(0, total - m_below[row + 1]); count <= std::min(own, total); ++count) {
            m_rows[row] = own - count;
            take(row + 1, total - count, logWeight - logFactorial(count));
        }
        m_rows[row] = own;
    }

    Visit m_visit;
    std::vector<int> m_rows, m_below;
};

/// The first columns filled in all ways, gathered by what they leave of the rows (in any order) and, within
/// that, by their probability: ways that agree in both go on as one (Mehta and Patel 1983).
struct Past { double log = 0.0, ways = 0.0; };
using Node = std::map<long long, Past>;                  // by log probability, rounded to 1e-10
using Stage = std::map<std::vector<int>, Node>;

void countSteps(long& steps, std::size_t more)
{
    if ((steps += long(more)) > mostSteps)
        throw Error(Error::Kind::Input, "The table has too many patients for Fisher's exact test.",
                    "Use the chi-square test, or join rows or columns.");
}

Stage nextStage(const Stage& stage, int column, long& steps)
{
    Stage next;
    for (const auto& [rows, pasts] : stage) {
        ColumnFillings fillings([&](std::vector<int> left, double logWeight) {
            countSteps(steps, pasts.size());
            std::ranges::sort(left);
            auto& node = next[left];
            for (const auto& [key, past] : pasts) {
                auto& entry = node[std::llround((past.log + logWeight) * 1e10)];
                entry.log = past.log + logWeight;
                entry.ways += past.ways;
            }
        });
        fillings.fill(rows, column);
    }
    return next;
}

/// A node's last two columns, gone through once for all its pasts: those at or below the limit count.
double closedShare(const std::vector<int>& rows, const Node& pasts, int column, double logMargins, double logLimit, long& steps)
{
    const double greatest = pasts.rbegin()->second.log;
    std::vector<double> logs, sums{0.0};
    for (const auto& [key, past] : pasts) {
        logs.push_back(past.log);
        sums.push_back(sums.back() + past.ways * std::exp(past.log - greatest));
    }
    double share = 0.0;
    ColumnFillings fillings([&](const std::vector<int>& left, double logWeight) {
        countSteps(steps, 1);
        const double rest = logMargins + logWeight - sumOfLogFactorials(left);
        const auto within = std::ranges::upper_bound(logs, logLimit - rest) - logs.begin();
        share += std::exp(rest + greatest) * sums[std::size_t(within)];
    });
    fillings.fill(rows, column);
    return share;
}

CountTable fewerRowsThanColumns(const CountTable& table)
{
    if (table.size() <= table[0].size())
        return table;
    CountTable turned(table[0].size(), std::vector<int>(table.size()));
    for (std::size_t i = 0; i < table.size(); ++i)
        for (std::size_t j = 0; j < table[i].size(); ++j)
            turned[j][i] = table[i][j];
    return turned;
}

}  // namespace

double noLikelierShare(const CountTable& given)
{
    const auto table = fewerRowsThanColumns(given);
    std::vector<int> rows(table.size(), 0), columns(table[0].size(), 0);
    double logCells = 0.0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        logCells += sumOfLogFactorials(table[i]);
        for (std::size_t j = 0; j < columns.size(); ++j)
            rows[i] += table[i][j], columns[j] += table[i][j];
    }
    const double logMargins = sumOfLogFactorials(rows) + sumOfLogFactorials(columns) -
                              logFactorial(std::accumulate(rows.begin(), rows.end(), 0));
    std::ranges::sort(rows);
    std::ranges::sort(columns);   // the greatest last: they are never gathered
    long steps = 0;
    Stage stage{{rows, {{0, {0.0, 1.0}}}}};
    for (std::size_t j = 0; j + 2 < columns.size(); ++j)
        stage = nextStage(stage, columns[j], steps);
    double share = 0.0;
    for (const auto& [left, pasts] : stage)
        share += closedShare(left, pasts, columns[columns.size() - 2], logMargins, logMargins - logCells + 1e-7, steps);
    return std::min(1.0, share);
}

}  // namespace metrisk::survival
