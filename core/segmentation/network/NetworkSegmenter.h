#pragma once

#include "core/segmentation/network/SegmentationPackage.h"

#include <memory>

namespace metrisk::segmentation {

class BasicUnet;

/// The networks of a segmentation pack, loaded and checked against its golden case. Runs on the GPU when LibTorch sees
/// one, else on the CPU with the same bits every time. Copies share the weights; safe to call from any thread.
class NetworkSegmenter : public LesionSegmenter {
public:
    /// Throws Error{Model} when a tensor is missing, has another shape than model.json says, or the golden case drifts.
    explicit NetworkSegmenter(SegmentationPackage package, const Job& job = {});
    /// Networks in memory, for training: nothing is read and no golden case is asked.
    NetworkSegmenter(SegmentationPackage package, std::vector<BasicUnet> members);

    const SegmentationPackage& package() const;
    SegmenterIdentity identity() const override { return package().identity(); }
    std::string deviceName() const;

    imaging::LabelMap segment(const imaging::Volume& t1ce, const imaging::Volume& flair, const Job& job = {}) const override;

    /// Means over members and flips of the networks' outputs, as probabilities. Every window is a cancel point.
    LesionProbabilities probabilities(const imaging::Volume& t1ce, const imaging::Volume& flair, const Job& job = {}) const;

private:
    struct Ensemble;
    std::shared_ptr<const Ensemble> m_ensemble;
};

/// Makes a segmentation pack of a folder that was put together by hand: members, MODEL_CARD.md and a model.json in which
/// the digests may be absent. Without a golden case one is made. Then all is digested, written anew and read back as a
/// user's copy of MetRisk will. Throws Error{Model} for what does not fit together, Error{Storage}.
SegmentationPackage sealSegmentationDraft(const std::filesystem::path& folder, const Job& job = {});

}  // namespace metrisk::segmentation
