#pragma once

#include "core/imaging/ImageGeometry.h"

namespace metrisk::imaging {

/// Which voxels of a volume the model's crop holds. Crop voxel v is volume voxel
/// v - padLow + low; positions outside [padLow, padLow + taken) are zero padding.
struct CropPlacement {
    Index3 size{0, 0, 0};    // voxels of the crop
    Index3 low{0, 0, 0};     // first volume voxel taken, inside the volume
    Index3 taken{0, 0, 0};   // volume voxels taken along each axis
    Index3 padLow{0, 0, 0};  // zero voxels before the first taken one

    Index3 volumeFromCrop(const Index3& crop) const
    {
        return {crop[0] - padLow[0] + low[0], crop[1] - padLow[1] + low[1], crop[2] - padLow[2] + low[2]};
    }
    bool padded() const { return size != taken; }
    bool operator==(const CropPlacement&) const = default;
};

}  // namespace metrisk::imaging
