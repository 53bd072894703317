#pragma once

#include <array>
#include <cstdint>

namespace metrisk::common {

/// Random numbers that are the same with every compiler and library: xoshiro256** (Blackman and
/// Vigna 2018), seeded by splitmix64. The standard library's distributions differ between vendors.
class Random {
public:
    explicit Random(std::uint64_t seed);

    /// A generator of its own for one purpose: adding a draw elsewhere does not change it.
    Random fork(std::uint64_t purpose) const;

    std::uint64_t bits();
    double uniform();                         // [0, 1)
    double uniform(double low, double high);  // [low, high)
    double normal();                          // mean 0, sd 1
    double normal(double mean, double sd) { return mean + sd * normal(); }
    bool chance(double probability) { return uniform() < probability; }
    std::size_t below(std::size_t count);     // 0 .. count - 1

private:
    std::array<std::uint64_t, 4> m_state{};
    std::uint64_t m_seed = 0;
};

}  // namespace metrisk::common

namespace metrisk {
using common::Random;
}  // namespace metrisk
