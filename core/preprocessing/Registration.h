#pragma once

#include "core/common/Job.h"
#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"

#include <cstdint>
#include <string>
#include <vector>

namespace metrisk::preprocessing {

/// How one image may move onto another: turned and shifted, or stretched and sheared too.
enum class Motion { Rigid, Affine };

struct RegistrationOptions {
    Motion motion = Motion::Rigid;
    std::vector<double> levelsMm{8.0, 4.0, 2.0, 1.0}; // voxel size of each level, coarse to fine
    int samples = 40000;                          // places where the images are compared
    std::uint64_t seed = 1;                       // of those places: the same seed gives the same bits
    bool wideSearch = true;                       // try turns up to 40 degrees and several shifts first
    void check() const;                           // throws Error{Input} with the offending value
    bool operator==(const RegistrationOptions&) const = default;
};

/// Where one image lies in another, and how well the two explain each other there.
struct Alignment {
    Eigen::Affine3d movingFromFixed = Eigen::Affine3d::Identity();  // LPS mm of the one to LPS mm of the other
    double information = 0.0;        // mutual information in nats after registration; more is better
    double informationBefore = 0.0;  // of the two by their headers alone, at the same places
    std::string start;               // what the search began from: "headers", "middles of the heads", ...
    int iterations = 0;

    bool operator==(const Alignment& other) const
    {
        return movingFromFixed.matrix() == other.movingFromFixed.matrix() && information == other.information &&
               informationBefore == other.informationBefore && start == other.start && iterations == other.iterations;
    }
};

/// Finds the moving image in the fixed one by Mattes' mutual information (Mattes et al. 2003), coarse to fine,
/// so that `movingFromFixed` carries each place of the fixed image to the same anatomy in the moving one.
/// Compared are places inside `region` (not 0, on any grid); an empty region means the whole head. One thread,
/// and the same bits each run. Throws Error{Input} when the two cannot be brought together.
Alignment registered(const imaging::Volume& fixed, const imaging::Volume& moving, const imaging::LabelMap& region,
                     const RegistrationOptions& options, const Job& job = {});

/// The mutual information in nats that `registered` climbs, at its finest level, where one transform puts the images.
double sharedInformation(const imaging::Volume& fixed, const imaging::Volume& moving, const imaging::LabelMap& region,
                         const Eigen::Affine3d& movingFromFixed, const RegistrationOptions& options);

/// The largest distance in mm between two transforms over the corners of the box around `region`.
double worstDistanceMm(const Eigen::Affine3d& a, const Eigen::Affine3d& b, const imaging::LabelMap& region);

}  // namespace metrisk::preprocessing
