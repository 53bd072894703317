#pragma once

#include "core/training/Shapes.h"
#include "core/training/SmoothNoise.h"

namespace metrisk::training {

/// How one head differs from the next.
struct HeadVariety {
    Eigen::Vector3f scale{1.0F, 1.0F, 1.0F};  // right-left, front-back, up-down
    float ventricles = 1.0F;                  // factor on the ventricles' radii
    float atrophy = 0.0F;                     // 0 young to 1 old: wider sulci, thinner cortex
};

/// What fills a voxel: shares that add up to 1 inside the brain mask.
struct Tissue {
    float white = 0.0F;
    float grey = 0.0F;        // cortex, cerebellar cortex
    float deepGrey = 0.0F;    // caudate, putamen, pallidum, thalamus
    float fluid = 0.0F;       // ventricles, sulci, cisterns
    float ventricleMm = 0.0F; // depth inside the ventricles; negative outside
    float pialMm = 0.0F;      // depth below the pia (or sulcus wall); negative outside
    float vessel = 0.0F;      // enhancing vein, sinus, falx or choroid plexus
    bool cerebellum = false;
};

/// A brain as formulas: hemispheres folded along the level sets of band-limited noise, ventricles,
/// deep grey matter, cerebellum and brain stem. Places are head millimetres: x right, y anterior,
/// z superior, from a point between the hemispheres behind the anterior commissure.
/// Proportions follow the skull-stripped SRI24 atlas (Rohlfing et al. 2010); no voxel of it is used.
class HeadAnatomy {
public:
    HeadAnatomy(const Random& random, const HeadVariety& variety);

    /// Depth below the smooth outer surface (sulci, fissures filled), negative outside.
    float hullMm(const Eigen::Vector3f& headMm) const;

    /// Tissue at a place. `hull` and `tissue` may differ when a lesion pushes the brain within
    /// its unmoved skull.
    Tissue tissueAt(const Eigen::Vector3f& headMm) const;

private:
    struct Parts {
        float cerebrum, cerebellum, stem, midline, centre;
    };
    Parts partsAt(const Eigen::Vector3f& place) const;
    Eigen::Vector3f undeformed(const Eigen::Vector3f& headMm) const;
    float pialDepth(const Eigen::Vector3f& place, const Parts& parts) const;
    float cerebellarDepth(const Eigen::Vector3f& place, const Parts& parts) const;
    float vesselShare(const Eigen::Vector3f& place, const Parts& parts, const Tissue& tissue) const;

    HeadVariety m_variety;
    SmoothNoise m_warpX, m_warpY, m_warpZ, m_sulci, m_smallSulci, m_depth, m_vessels;
    std::vector<shapes::Capsule> m_ventricles;
};

}  // namespace metrisk::training
