#include "core/common/Random.h"

#include <bit>
#include <cmath>
#include <numbers>

namespace metrisk::common {

namespace {

std::uint64_t splitmix(std::uint64_t& state)
{
    std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

}  // namespace

Random::Random(std::uint64_t seed) : m_seed(seed)
{
    for (auto& word : m_state)
        word = splitmix(seed);
}

Random Random::fork(std::uint64_t purpose) const
{
    std::uint64_t state = m_seed ^ (purpose * 0xd1342543de82ef95ULL);
    return Random(splitmix(state));
}

std::uint64_t Random::bits()
{
    const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t shifted = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

double Random::uniform()
{
    return double(bits() >> 11) * 0x1.0p-53;
}

double Random::uniform(double low, double high)
{
    return low + (high - low) * uniform();
}

/// Box and Muller 1958; the second of the pair is dropped so that no state hides between calls.
double Random::normal()
{
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

/// The modulo's bias is below 1e-15 for any count that occurs here.
std::size_t Random::below(std::size_t count)
{
    return std::size_t(bits() % count);
}

}  // namespace metrisk::common
