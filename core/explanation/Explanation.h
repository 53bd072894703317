#pragma once

#include "core/common/Job.h"
#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"
#include "core/inference/ModelInput.h"
#include "core/inference/RiskModel.h"

#include <optional>
#include <vector>

namespace metrisk::explanation {

/// Relevance of every image token, per member and as their mean. Token order: x slowest, z fastest.
struct Explanation {
    inference::RelevanceRule rule;
    imaging::Index3 tokenGrid{0, 0, 0};
    int patchSize = 16;                        // voxels per token and axis (mm at 1 mm spacing)
    imaging::CropPlacement placement;
    std::vector<std::vector<double>> members;  // [member][token], >= 0, as the method gives them
    std::vector<double> mean;                  // mean of the members' maps, each first divided by its sum
    std::vector<double> clinicalShare;         // per member: part of the relevance that fell on the clinical input
    bool operator==(const Explanation&) const = default;
};

/// Relevance of every member by the rule (see RelevancePropagation.h), in float64.
Explanation explain(const inference::RiskModel& model, const inference::ModelInput& input,
                    const inference::RelevanceRule& rule, const Job& job = {});

/// How far the members' maps, each first divided by its sum, differ.
struct Disagreement {
    std::vector<double> spread;           // per token: standard deviation across members; 0 for one member
    std::optional<double> rankAgreement;  // see below
};
Disagreement disagreementOf(const Explanation& explanation);

/// Mean of Spearman's rank correlation over all pairs of maps, -1 to 1; absent for fewer than two maps and
/// when one is the same everywhere.
std::optional<double> rankAgreement(const std::vector<std::vector<double>>& maps);

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

/// How much of the lesion lies in the tokens with the most relevance: the fifth above the map's 80th percentile,
/// as in Erdur et al. 2025.
struct RelevanceCoverage {
    double core = 0.0;         // share of the core's voxels
    double grossTumour = 0.0;  // share of the voxels of core and oedema
    bool operator==(const RelevanceCoverage&) const = default;
};
RelevanceCoverage relevanceCoverage(const Explanation& explanation, const std::vector<double>& tokens,
                                    const imaging::LabelMap& label);

}  // namespace metrisk::explanation
