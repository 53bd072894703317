#pragma once

#include "core/explanation/Explanation.h"

#include <cstdint>
#include <string>
#include <vector>

/// Whether a relevance map deserves belief, measured on the patient at hand. Four questions, each with a known answer
/// for a map that means something:
///
/// - conservation: does the relevance that starts at the risk arrive at the inputs, neither lost nor made up?
/// - randomisation: does the map change when the weights are replaced by random ones (Adebayo et al., NeurIPS
///   2018)? A map that stays shows the image's edges, not the model.
/// - deletion and insertion: does the risk fall faster when the most relevant blocks are taken out first than in random
///   order, and rise faster when they are put in first (Petsiuk et al., BMVC 2018)?
/// - stability: does the map stay under noise too small to see?
namespace metrisk::explanation {

struct TrustOptions {
    int randomOrders = 9;      // that the map's own order is compared with
    int noisyCopies = 3;
    double noise = 0.01;       // standard deviation, of the scaled intensities (0 to 1)
    std::uint64_t seed = 1;
    void check() const;        // throws Error{Input} with the offending value
};

/// The weights from the risk back to this stage were replaced, cumulatively; rank correlation (Spearman) of the mean
/// map with the true one, absent where the new map is the same everywhere.
struct RandomisedStage {
    std::string stage;  // "head", "blocks 8 to 11", ...
    std::optional<double> rankCorrelation;
    bool operator==(const RandomisedStage&) const = default;
};

/// Mean risk of the ensemble while blocks are changed in the order of their relevance, most relevant first.
struct OrderCurve {
    std::vector<double> share;       // of the image blocks changed, 0 to 1
    std::vector<double> risk;        // by relevance
    std::vector<double> randomRisk;  // mean of the random orders
    double area = 0.0;               // between both curves, log hazard; positive: the map is better than chance
    int betterThan = 0;              // of the random orders
    bool operator==(const OrderCurve&) const = default;
};

struct TrustChecks {
    TrustOptions options;
    std::vector<double> conservation;  // per member: relevance that arrives at the inputs, of 1
    std::vector<RandomisedStage> randomisation;
    OrderCurve deletion, insertion;    // a block is taken out by setting its voxels to 0 in all channels
    std::optional<double> stability;   // mean rank correlation of the noisy copies' maps with the true one
    double riskUnderNoise = 0.0;       // largest change of the mean risk, log hazard
    std::vector<std::string> warnings; // whole sentences; empty when all went as it should
};

/// Runs all four. `explanation` is what `explain` gave for the same model and input.
/// On the CPU about (2 (randomOrders + 1) 10 + ...) forward passes and (4 + noisyCopies) explanations per member.
TrustChecks checkTrust(const inference::RiskModel& model, const inference::ModelInput& input,
                       const Explanation& explanation, const TrustOptions& options = {}, const Job& job = {});

}  // namespace metrisk::explanation
