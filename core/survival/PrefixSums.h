#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace metrisk::survival {

/// Sums of weights below a rank, in log n each, while weights are added one by one: a tree in which every node
/// holds the running sums of its sixteen children. A sum reads one number per level and an addition one run of
/// numbers side by side, so that a million ranks cost one fetch from memory each, not twenty.
class PrefixSums {
public:
    explicit PrefixSums(std::size_t size)
    {
        do {
            m_levels.emplace_back((size / width + 1) * width, 0.0);
            size /= width;
        } while (size > 0);
    }

    void add(std::size_t index, double weight)
    {
        m_total += weight;
        for (auto& level : m_levels) {
            double* const sums = level.data() + index / width * width;
            const double* const isAfter = afterFirst.data() + (width - 1 - index % width);
            for (std::size_t child = 0; child < width; ++child)  // without a branch: the compiler takes several at once
                sums[child] += isAfter[child] * weight;
            index /= width;
        }
    }
    double below(std::size_t index) const
    {
        double sum = 0.0;
        for (const auto& level : m_levels) {
            sum += level[index];
            index /= width;
        }
        return sum;
    }
    double total() const { return m_total; }

private:
    static constexpr std::size_t width = 16;
    /// Sixteen zeros, then ones: read from the right place on, it says which children come after one.
    static constexpr std::array<double, 2 * width> afterFirst = [] {
        std::array<double, 2 * width> after{};
        for (std::size_t i = width; i < 2 * width; ++i)
            after[i] = 1.0;
        return after;
    }();

    std::vector<std::vector<double>> m_levels;  // from the ranks upwards
    double m_total = 0.0;
};

}  // namespace metrisk::survival
