#pragma once

#include "core/segmentation/network/NetworkSegmenter.h"
#include "core/segmentation/network/BasicUnet.h"
#include "core/training/SegmentationPatches.h"
#include "core/training/SegmentationTrainer.h"

namespace metrisk::training {

/// Everything the pack says but its evidence and the digests of its files.
segmentation::SegmentationPackage describedSegmentationPack(const SegmentationTrainingOptions& options,
                                                            const std::filesystem::path& folder);

/// Writes the member, the golden case (the middle of one patient's lesion) and the model card, and seals the pack.
/// model.json comes last: a folder half written is no pack.
segmentation::SegmentationPackage writeSegmentationPack(segmentation::SegmentationPackage package,
                                                        const SegmentationTrainingOptions& options,
                                                        const segmentation::BasicUnet& network,
                                                        const SegmentationCase& shown, const Job& job);

}  // namespace metrisk::training
