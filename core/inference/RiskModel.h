#pragma once

#include "core/common/Job.h"
#include "core/inference/ModelInput.h"
#include "core/inference/ModelPackage.h"

#include <memory>
#include <string>
#include <vector>

namespace metrisk::inference {

class VisionTransformer;

/// Risk as every member of the ensemble sees it: log hazard ratios, higher is worse.
struct Prediction {
    std::vector<double> members;
    double mean = 0.0;
    std::string group;         // low, medium, high
    double percentile = 0.0;   // of the reference cohort, 0 to 100
    std::string device;        // "CPU · 2 threads" or the GPU's name
    bool operator==(const Prediction&) const = default;
};

/// What every member makes of the images alone, before the clinical values join: [member][features].
struct ImageEmbedding {
    std::vector<std::vector<float>> members;
    bool operator==(const ImageEmbedding&) const = default;
};

/// The pack's members, loaded and checked against its golden case. Runs on the GPU when LibTorch
/// sees one, else on the CPU with the same bits every time. Copies share the weights; safe to
/// call from any thread.
class RiskModel {
public:
    /// Throws Error{Model} when a tensor is missing, has another shape than model.json says, or
    /// the golden case drifts.
    explicit RiskModel(ModelPackage package, const Job& job = {});

    const ModelPackage& package() const;
    std::string deviceName() const;
    /// Whole sentences the reader must see about this computer, such as a slow library.
    const std::vector<std::string>& notes() const;
    Prediction predict(const ModelInput& input, const Job& job = {}) const;

    /// The same in two steps: the images go through the networks once, and any number of clinical vectors
    /// through the small head that follows, at once.
    ImageEmbedding embed(const ModelInput& input, const Job& job = {}) const;
    Prediction predict(const ImageEmbedding& embedding, const std::vector<float>& clinical) const;
    /// Log hazard ratios, [clinical vector][member].
    std::vector<std::vector<double>> risks(const ImageEmbedding& embedding,
                                           const std::vector<std::vector<float>>& clinical) const;

    /// Members computed at once on this device: a GPU is kept busy by one.
    std::size_t membersSideBySide() const;

    /// The members' networks, for the explanation. Needs VisionTransformer.h.
    const std::vector<VisionTransformer>& members() const;

private:
    struct Ensemble;
    std::shared_ptr<const Ensemble> m_ensemble;
};

}  // namespace metrisk::inference
