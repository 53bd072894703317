#pragma once

#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"
#include "core/inference/RiskModel.h"

#include <optional>
#include <vector>

namespace metrisk::analysis {

/// The risk had the lesion been outlined a little larger or smaller.
struct ContourShift {
    double mm = 0.0;    // how far both outlines, of the core and of the whole lesion, were moved; outwards positive
    double risk = 0.0;  // log hazard ratio, mean of the members
    std::string group;
    double percentile = 0.0;  // of the reference cohort, 0 to 100
    bool operator==(const ContourShift&) const = default;
};

/// The label with the outline of the core and that of core and oedema together moved by `mm` (Euclidean, between voxel
/// centres). It grows only where `brain` is above 0. Absent when no core is left.
std::optional<imaging::LabelMap> shiftedContour(const imaging::LabelMap& lesion, const imaging::Volume& brain, double mm);

/// The ensemble's risk for -2, -1, +1 and +2 mm; a shift that leaves no core is left out.
std::vector<ContourShift> contourSensitivity(const inference::RiskModel& model, const imaging::Volume& t1ce,
                                             const imaging::Volume& flair, const imaging::LabelMap& lesion,
                                             const std::vector<float>& clinical, const Job& job = {});

}  // namespace metrisk::analysis
