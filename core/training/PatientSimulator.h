#pragma once

#include "core/clinical/ClinicalRecord.h"
#include "core/common/Job.h"
#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"

#include <cstdint>
#include <string>

namespace metrisk::training {

/// What the index lesion looks like; each of these can be seen in the images.
struct LesionParameters {
    double coreVolumeMl = 12.0;       // enhancing rim with the necrosis inside: 0.5 to 60
    double necrosisFraction = 0.4;    // of the core's volume: 0 to 0.85
    double oedemaVolumeMl = 45.0;     // around the core, in white matter: 0 to 200
    double irregularity = 0.3;        // of the core's outline: 0 a ball, 1 deeply lobed
    double heterogeneity = 0.4;       // of the rim's thickness and enhancement: 0 even, 1 patchy

    bool operator==(const LesionParameters&) const = default;
};

struct SimulatedPatientOptions {
    std::uint64_t seed = 1;               // the head's own shape, the side, the noise
    clinical::ClinicalRecord clinical;    // location says the lobe, age the atrophy; both must be there
    LesionParameters lesion;

    void check() const;                   // throws Error{Input} with the offending value
    bool operator==(const SimulatedPatientOptions&) const = default;
};

/// What was really drawn, counted in voxels afterwards.
struct LesionTruth {
    double coreVolumeMl = 0.0;
    double necrosisFraction = 0.0;
    double oedemaVolumeMl = 0.0;
    Eigen::Vector3d centreMm = Eigen::Vector3d::Zero();  // patient LPS
    std::string side;                                    // right, left
};

struct SimulatedPatient {
    imaging::Volume t1ce;     // whole numbers, 0 outside the brain
    imaging::Volume flair;
    imaging::LabelMap label;  // 1 oedema, 2 rim and necrosis
    clinical::ClinicalRecord clinical;
    LesionTruth truth;
};

/// The grid every simulated patient lies on: 240×240×155 voxels of 1 mm in RAS voxel order, covering
/// the box that BraTS volumes in SRI24 space cover (theirs are stored in LPS order).
imaging::ImageGeometry simulationGeometry();

/// A skull-stripped head with one ring-enhancing metastasis. The same options give the same voxels.
/// Takes about two seconds on one core.
SimulatedPatient simulatePatient(const SimulatedPatientOptions& options, const Job& job = {});

}  // namespace metrisk::training
