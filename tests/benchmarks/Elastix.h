#pragma once

#include "core/imaging/Volume.h"

#include <optional>

namespace metrisk::benchmark {

/// The registration program of the Debian package of that name, as its manual sets it up: four levels, Mattes
/// mutual information, adaptive stochastic gradient descent.
struct ElastixRun {
    Eigen::Affine3d movingFromFixed = Eigen::Affine3d::Identity();
    double seconds = 0.0;
};

/// Absent when the program is not installed or fails.
std::optional<ElastixRun> runElastix(const imaging::Volume& fixed, const imaging::Volume& moving, bool affine, int threads);

}  // namespace metrisk::benchmark
