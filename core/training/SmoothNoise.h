#pragma once

#include "core/common/Random.h"

#include <Eigen/Core>

#include <vector>

namespace metrisk::training {

/// A smooth random field of mean 0 and standard deviation 1 whose hills and valleys are about half
/// a wavelength wide: a sum of plane waves of nearly one wavelength, kept on a coarse lattice and
/// interpolated linearly. Outside its box the edge value continues.
class SmoothNoise {
public:
    /// `spread`: how far the waves' wavelengths differ, 0.15 for one texture scale, 0.5 for clouds.
    SmoothNoise(Random random, double wavelengthMm, double spread = 0.25, double halfWidthMm = 105.0);

    float at(const Eigen::Vector3f& mm) const;

private:
    void addWave(const Eigen::Vector3d& wavePerMm, double phase, double amplitude);

    int m_count = 0;         // lattice points along each axis
    float m_low = 0.0F;      // mm of the first
    float m_perMm = 1.0F;    // lattice points per mm
    std::vector<float> m_values;
};

}  // namespace metrisk::training
