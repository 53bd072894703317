#pragma once

#include "core/common/Job.h"
#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"
#include "core/inference/ModelInput.h"
#include "core/inference/RiskModel.h"

#include <vector>

namespace metrisk::explanation {

/// Relevance of every image token, per member and as their mean. Token order: x slowest, z fastest.
struct Explanation {
    imaging::Index3 tokenGrid{0, 0, 0};
    int patchSize = 16;                        // voxels per token and axis (mm at 1 mm spacing)
    imaging::CropPlacement placement;
    std::vector<std::vector<double>> members;  // [member][token], >= 0, as the method gives them
    std::vector<double> mean;                  // mean of the members' maps, each first divided by its sum
    std::vector<double> clinicalShare;         // per member: part of the relevance that fell on the clinical input
    bool operator==(const Explanation&) const = default;
};

/// Beyond-attention relevance of every member (see RelevancePropagation.h), in float64.
Explanation explain(const inference::RiskModel& model, const inference::ModelInput& input, const Job& job = {});

/// One map on the voxels of the prepared case: the 16 mm blocks as they are, scaled so that the largest
/// token is 1; 0 outside the crop and in the margin that never enters the model. With `smooth`, trilinear
/// between token centres.
imaging::Volume relevanceVolume(const Explanation& explanation, const std::vector<double>& tokens,
                                const imaging::ImageGeometry& geometry, bool smooth = false);

/// Where the relevance lies, as shares that add up to 1. A token's relevance is spread evenly over its voxels.
struct RelevanceShares {
    double core = 0.0, oedema = 0.0, otherBrain = 0.0, outside = 0.0;
    bool operator==(const RelevanceShares&) const = default;
};

/// `t1ce` tells brain (> 0) from outside.
RelevanceShares relevanceShares(const Explanation& explanation, const std::vector<double>& tokens,
                                const imaging::LabelMap& label, const imaging::Volume& t1ce);

}  // namespace metrisk::explanation
