#pragma once

#include <cstddef>
#include <vector>

namespace metrisk::survival {

/// Sums of weights below a rank, in log n each, while weights are added one by one (Fenwick 1994, Softw Pract
/// Exp 24:327).
class PrefixSums {
public:
    explicit PrefixSums(std::size_t size) : m_tree(size + 1, 0.0) {}

    void add(std::size_t index, double weight)
    {
        m_total += weight;
        for (++index; index < m_tree.size(); index += index & (~index + 1))
            m_tree[index] += weight;
    }
    double below(std::size_t index) const
    {
        double sum = 0.0;
        for (; index > 0; index &= index - 1)
            sum += m_tree[index];
        return sum;
    }
    double total() const { return m_total; }

private:
    std::vector<double> m_tree;
    double m_total = 0.0;
};

}  // namespace metrisk::survival
