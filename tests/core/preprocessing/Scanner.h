#pragma once

#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"
#include "core/training/PatientSimulator.h"

#include <cstdint>

/// A simulated patient in a scanner: moved by a known transform, taken up in thick slices.
namespace metrisk::scanner {

/// One patient with a metastasis; the seed says everything about them.
training::SimulatedPatientOptions patientOptions(std::uint64_t seed);

/// Turned by up to `degrees` about each axis around `centre`, then shifted by up to `mm` along each.
Eigen::Affine3d randomRigid(std::uint64_t seed, const Eigen::Vector3d& centre, double degrees, double mm);

/// That, and stretched by up to 10 % and sheared by up to 5 %.
Eigen::Affine3d randomAffine(std::uint64_t seed, const Eigen::Vector3d& centre, double degrees, double mm);

/// The volume as it would be acquired with slices of `sliceMm`, each the mean over its thickness;
/// `volumeFromScanner` carries a place in the scanner to the place in the volume that lies there.
imaging::Volume acquired(const imaging::Volume& volume, double sliceMm, const Eigen::Affine3d& volumeFromScanner);

/// 1 where the volume is not 0.
imaging::LabelMap brainOf(const imaging::Volume& volume);

struct Distances {
    double meanMm = 0.0, worstMm = 0.0;
};
/// Between where two transforms carry places all over the region.
Distances distances(const Eigen::Affine3d& a, const Eigen::Affine3d& b, const imaging::LabelMap& region);

}  // namespace metrisk::scanner
