#pragma once

#include "core/training/BrainVoxels.h"
#include "core/training/PatientSimulator.h"

namespace metrisk::training {

/// Where the index lesion sits and how it displaces the brain around it.
struct LesionSite {
    Eigen::Vector3f centreMm{0, 0, 0};  // head millimetres
    float radiusMm = 10.0F;             // of the ball with the core's volume

    /// Where the tissue now at a place was before the lesion grew: nearer to its centre. The
    /// skull does not give way.
    Eigen::Vector3f beforeGrowth(const Eigen::Vector3f& headMm, float hullMm) const;
};

/// A place in the lobe's white matter that has room for the lesion.
LesionSite chooseSite(const HeadAnatomy& anatomy, const std::string& location, double coreVolumeMl, Random random);

/// Depths in mm at each brain voxel, positive inside.
struct GrownLesion {
    std::vector<float> coreMm;
    std::vector<float> necrosisMm;
    std::vector<float> oedemaMm;
    std::vector<float> oedemaWhite;  // share of the voxel that oedema can soak
    std::vector<float> enhancement;  // of the rim, around 1

    bool isCore(std::size_t i) const { return coreMm[i] > 0.0F; }
    bool isNecrosis(std::size_t i) const { return isCore(i) && necrosisMm[i] > 0.0F; }
    bool isOedema(std::size_t i) const { return !isCore(i) && oedemaMm[i] > 0.0F && oedemaWhite[i] > 0.5F; }
};

/// Grows the core to its volume, hollows out the necrosis to its share, and spreads oedema through
/// white matter to its volume, sparing the cortex, so that its edge has fingers.
GrownLesion growLesion(const std::vector<BrainVoxel>& brain, const LesionSite& site,
                       const LesionParameters& parameters, const Random& random);

}  // namespace metrisk::training
