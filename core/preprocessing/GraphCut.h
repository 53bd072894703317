#pragma once

#include "core/common/Job.h"
#include "core/imaging/ImageGeometry.h"

#include <cstdint>
#include <vector>

namespace metrisk::preprocessing {

/// What each voxel of a grid costs on either side of a cut, and what it costs to part it from its next neighbour
/// along x, y and z. Whole numbers, so that the smallest cut is found exactly and is the same each run. x runs fastest.
struct CutCosts {
    imaging::Index3 size{0, 0, 0};
    std::vector<std::int32_t> inside, outside;           // of calling the voxel so
    std::array<std::vector<std::int32_t>, 3> parting;    // from the neighbour at +1; the last of a row is not read
    static constexpr std::int32_t never = 1 << 24;       // a cost that settles the matter
};

/// True inside: the division with the smallest sum of costs (Boykov and Kolmogorov 2004). Voxels that `never` may
/// change sides cost nothing to have.
std::vector<bool> smallestCut(const CutCosts& costs, const Job& job = {});

}  // namespace metrisk::preprocessing
