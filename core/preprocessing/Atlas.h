#pragma once

#include "core/common/Job.h"
#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"
#include "core/preprocessing/PreparationRecord.h"

#include <filesystem>
#include <string>

namespace metrisk::preprocessing {

/// A skull-stripped T1 on the grid the model was trained in (SRI24, Rohlfing et al. 2010). It is a file the site
/// points to: its licence (CC BY-SA) is not ours to pass on.
struct Atlas {
    std::filesystem::path path;
    std::string sha256;
    imaging::Volume image;    // RAS voxel order, 240×240×155 at 1 mm
    imaging::LabelMap brain;  // 1 where the image is not 0
};

/// Throws Error{Input} for a file that is no skull-stripped brain on that grid.
Atlas readAtlas(const std::filesystem::path& path, const std::string& axisCodes, const Job& job = {});

/// Where the very atlas of a record lies now: where it lay, else `atHand` (empty: none) when that is the same file.
/// Throws Error{Input} when it is neither there nor at hand, and when it was changed.
std::filesystem::path unchangedAtlas(const AtlasSource& source, const std::filesystem::path& atHand, const Job& job = {});

}  // namespace metrisk::preprocessing
