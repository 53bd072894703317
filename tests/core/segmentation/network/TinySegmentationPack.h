#pragma once

#include "core/segmentation/network/BasicUnet.h"
#include "core/segmentation/network/SegmentationPackage.h"

/// A complete segmentation pack of a few hundred kilobytes: two members drawn from seeds, windows of 32 voxels.
namespace metrisk::tinypack {

segmentation::UnetArchitecture unet();

/// Everything the pack names except what only its files can tell: digests.
segmentation::SegmentationPackage describedSegmentation(const std::filesystem::path& folder);

std::vector<segmentation::BasicUnet> unetMembers();

/// Writes members, golden case, card and model.json into the folder and loads it.
segmentation::SegmentationPackage makeSegmentationIn(const std::filesystem::path& folder);

}  // namespace metrisk::tinypack
