#pragma once

#include "core/imaging/Volume.h"

#include <string>
#include <vector>

namespace metrisk::preprocessing {

/// What a volume looks like from outside: a skull-stripped brain leaves most of its border empty.
struct BrainEvidence {
    double emptyBorder = 0.0;      // share of the border's voxels with the background's value
    double backgroundValue = 0.0;  // the most frequent value on the border
    double backgroundShare = 0.0;  // share of all voxels with exactly that value
    double tissueMl = 0.0;         // all others

    bool strippedOfSkull() const;
    bool operator==(const BrainEvidence&) const = default;
};
BrainEvidence brainEvidence(const imaging::Volume& volume);

/// 240×240×155 voxels of 1 mm along the patient's axes.
bool onTrainedGrid(const imaging::ImageGeometry& geometry);

/// A sentence when the grid is not the one the model was trained in: 240×240×155 voxels of 1 mm, axes
/// along the patient's, as BraTS and SRI24 have it.
std::vector<std::string> gridNotes(const imaging::ImageGeometry& geometry);

/// Sentences when the volume does not look like a brain on a background of zeros: a border that is
/// not empty, more tissue than a brain has, or a background of another value.
std::vector<std::string> brainNotes(const imaging::Volume& volume, const std::string& name);

}  // namespace metrisk::preprocessing
