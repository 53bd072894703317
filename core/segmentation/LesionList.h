#pragma once

#include "core/imaging/LabelMap.h"
#include "core/common/Job.h"
#include "core/segmentation/LesionDiameters.h"

#include <optional>
#include <string>
#include <vector>

namespace metrisk::segmentation {

/// One metastasis: a connected core, with the oedema connected to it.
struct Lesion {
    int id = 0;    // from 1; stays with the lesion when the label is edited, see LesionIds.h
    int rank = 0;  // in the label: 0 has the largest core, which the reference's rule scores
    double volumeCoreMl = 0.0;
    double volumeOedemaMl = 0.0;
    LesionDiameters diameters;  // of the core
    bool sharesOedema = false;  // another core lies in the same oedema; each voxel counts for the nearer core
    Eigen::Vector3d centreMm = Eigen::Vector3d::Zero();  // of the core, patient LPS
    imaging::Index3 centreVoxel{0, 0, 0};                // core voxel nearest to the core's centre
    std::string side;                                    // "right", "left": of the head's middle
    bool touchesBorder = false;                          // reaches the edge of the volume
};

/// A lesion that was erased, or joined to another one: where its core was, so that it has its ID again when it comes back.
struct GoneLesion {
    int id = 0;
    std::vector<std::size_t> core;  // voxels, as offsets into the label's memory
};

/// The lesions of a label map, largest core first; the first is the index lesion, proposed by the reference's rule. When
/// the user chose another one, that one comes first.
struct LesionList {
    std::vector<Lesion> lesions;
    imaging::LabelMap indexLabel;  // label values of the index lesion's component, 0 elsewhere

    bool chosenByUser = false;     // the index lesion is not the one that the reference's rule proposes
    std::optional<int> chosenId;   // what the user chose, kept while that lesion is gone; none: the rule decides
    int nextId = 1;                // for a lesion that is drawn later
    std::vector<GoneLesion> gone;

    const Lesion& index() const { return lesions.front(); }
};

/// The reference's rule: cores are 26-connected components of label 2; the one with most voxels wins, of equal
/// ones the one whose first voxel comes latest in C order (x slowest). Kept is the 26-connected component
/// of all labels that overlaps it most, with every core inside it. Without core the result is all zero.
imaging::LabelMap keepLargestMetastasis(const imaging::LabelMap& labels);

/// What the model would see of one lesion of `labels`: its 26-connected component, with every core and all oedema
/// that is joined to it, 0 elsewhere.
imaging::LabelMap labelOf(const imaging::LabelMap& labels, const Lesion& lesion);

/// Throws Error{Input} for an empty mask and for a mask without core.
LesionList lesionsOf(const imaging::LabelMap& labels, const Job& job = {});

}  // namespace metrisk::segmentation
