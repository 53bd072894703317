#pragma once

#include "core/inference/GoldenCase.h"
#include "core/inference/ModelPackage.h"

#include <filesystem>

/// A complete model pack of a few kilobytes: three members drawn from seeds, a cohort of eight.
namespace metrisk::tinypack {

/// 20 x 17 x 18 voxels, 2 x 2 x 2 patches, two blocks, one register, five clinical columns.
inference::Architecture architecture();

/// An input of that size; another `seed` gives another image.
inference::ModelInput input(int seed = 0);

/// Everything a pack names except what only its files can tell: digests.
inference::ModelPackage described(const std::filesystem::path& folder);

/// Writes members, golden case, card, cohort and model.json into the folder and loads it.
inference::ModelPackage makeIn(const std::filesystem::path& folder);

}  // namespace metrisk::tinypack
