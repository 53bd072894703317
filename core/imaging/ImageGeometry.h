#pragma once

#include <Eigen/Geometry>

#include <array>
#include <string>

namespace metrisk::imaging {

using Index3 = std::array<int, 3>;

/// Where the voxels of a volume lie in the patient. Voxel (0,0,0) is the first in memory, x runs
/// fastest. Patient space is LPS in millimetres (+x left, +y posterior, +z superior), as in DICOM.
struct ImageGeometry {
    Index3 size{0, 0, 0};                                            // voxels along x, y, z
    Eigen::Affine3d patientFromVoxel = Eigen::Affine3d::Identity();  // voxel centre -> LPS mm

    std::size_t voxelCount() const;
    Eigen::Vector3d spacingMm() const;
    double voxelVolumeMl() const;
    Eigen::Vector3d patientAt(const Index3& voxel) const;
    Eigen::Vector3d voxelAt(const Eigen::Vector3d& patientMm) const;  // continuous
    bool contains(const Index3& voxel) const;

    /// The side each voxel axis points to, nearest anatomical direction: "RAS", "LPS", ...
    std::string axisCodes() const;

    /// Same size, and every corner voxel at the same place within `toleranceMm`.
    bool sharesGridWith(const ImageGeometry& other, double toleranceMm = 1e-2) const;

    bool operator==(const ImageGeometry& other) const;
};

/// The part of a geometry that starts at `low` and has `size` voxels; `low` may lie outside.
ImageGeometry subGeometry(const ImageGeometry& geometry, const Index3& low, const Index3& size);

}  // namespace metrisk::imaging
