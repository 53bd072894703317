#pragma once

#include "core/common/Job.h"
#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"

#include <string>

namespace metrisk::segmentation {

/// Who drew a contour: a segmentation pack.
struct SegmenterIdentity {
    std::string name, version, sha256;
    std::string statement;       // what must stand wherever its contours show
    bool demonstration = false;  // trained on simulated patients
    bool operator==(const SegmenterIdentity&) const = default;
};

/// Finds oedema and core in a prepared case that came without a label.
class LesionSegmenter {
public:
    virtual ~LesionSegmenter() = default;
    virtual SegmenterIdentity identity() const = 0;

    /// Both volumes on one grid in RAS voxel order at 1 mm. The label may be empty: then nothing was found.
    virtual imaging::LabelMap segment(const imaging::Volume& t1ce, const imaging::Volume& flair, const Job& job = {}) const = 0;
};

/// How sure a segmenter is that a voxel belongs to the whole lesion (core and oedema), and to its core: 0 to 1.
struct LesionProbabilities {
    imaging::Volume whole;
    imaging::Volume core;
};

struct LabelRule {
    double wholeThreshold = 0.5;    // above it: lesion
    double coreThreshold = 0.5;     // above it: core, which makes it part of the lesion too
    double smallestLesionMl = 0.0;  // a connected lesion with less core is taken for noise
    bool operator==(const LabelRule&) const = default;
};

/// Probabilities to labels: core above its threshold, oedema where only the whole lesion is above its own. Both volumes
/// share one grid.
imaging::LabelMap labelsFrom(const LesionProbabilities& probabilities, const LabelRule& rule, const Job& job = {});

/// Without the 26-connected lesions (of all labels) whose core holds less than `smallestMl`.
imaging::LabelMap withoutSmallLesions(const imaging::LabelMap& labels, double smallestMl, const Job& job = {});

}  // namespace metrisk::segmentation
