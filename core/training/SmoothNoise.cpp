#include "core/training/SmoothNoise.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace metrisk::training {

namespace {

constexpr int waves = 28;
constexpr double pointsPerWavelength = 7.0;  // linear interpolation is then within 10 %
constexpr double finestMm = 1.5;

Eigen::Vector3d randomDirection(Random& random)
{
    const double z = random.uniform(-1.0, 1.0), angle = random.uniform(0.0, 2.0 * std::numbers::pi);
    const double ring = std::sqrt(1.0 - z * z);
    return {ring * std::cos(angle), ring * std::sin(angle), z};
}

using Phasors = std::vector<std::complex<float>>;

Phasors phasors(double wavePerMm, double lowMm, double stepMm, int count)
{
    Phasors along;
    for (int i = 0; i < count; ++i)
        along.push_back(std::polar(1.0F, float(wavePerMm * (lowMm + i * stepMm))));
    return along;
}

}  // namespace

SmoothNoise::SmoothNoise(Random random, double wavelengthMm, double spread, double halfWidthMm)
{
    const double step = std::max(finestMm, wavelengthMm / pointsPerWavelength);
    m_count = std::max(2, int(std::ceil(2.0 * halfWidthMm / step)) + 1);
    m_low = float(-halfWidthMm);
    m_perMm = float(1.0 / step);
    m_values.assign(std::size_t(m_count) * std::size_t(m_count) * std::size_t(m_count), 0.0F);
    for (int wave = 0; wave < waves; ++wave) {
        const double length = wavelengthMm * std::exp(spread * random.uniform(-1.0, 1.0));
        const Eigen::Vector3d wavePerMm = randomDirection(random) * 2.0 * std::numbers::pi / length;
        addWave(wavePerMm, random.uniform(0.0, 2.0 * std::numbers::pi), std::sqrt(2.0 / waves));
    }
}

/// exp(i k·x) is a product over the axes, so no sine is taken per lattice point.
void SmoothNoise::addWave(const Eigen::Vector3d& wavePerMm, double phase, double amplitude)
{
    const double step = 1.0 / double(m_perMm);
    const auto alongX = phasors(wavePerMm.x(), m_low, step, m_count);
    const auto alongY = phasors(wavePerMm.y(), m_low, step, m_count);
    const auto alongZ = phasors(wavePerMm.z(), m_low, step, m_count);
    const auto start = std::polar(float(amplitude), float(phase));
    auto* value = m_values.data();
    for (const auto& z : alongZ)
        for (const auto& y : alongY) {
            const std::complex<float> yz = start * y * z;
            for (const auto& x : alongX)
                *value++ += yz.real() * x.real() - yz.imag() * x.imag();
        }
}

float SmoothNoise::at(const Eigen::Vector3f& mm) const
{
    int cell[3];
    float part[3];
    for (int axis = 0; axis < 3; ++axis) {
        const float place = std::clamp((mm[axis] - m_low) * m_perMm, 0.0F, float(m_count) - 1.001F);
        cell[axis] = int(place);
        part[axis] = place - float(cell[axis]);
    }
    const auto row = std::size_t(m_count), slab = row * row;
    const float* corner = &m_values[std::size_t(cell[2]) * slab + std::size_t(cell[1]) * row + std::size_t(cell[0])];
    const auto alongX = [&](const float* from) { return from[0] + part[0] * (from[1] - from[0]); };
    const auto alongY = [&](const float* from) {
        const float low = alongX(from);
        return low + part[1] * (alongX(from + row) - low);
    };
    const float low = alongY(corner);
    return low + part[2] * (alongY(corner + slab) - low);
}

}  // namespace metrisk::training
