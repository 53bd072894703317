#pragma once

#include "core/imaging/ImageGeometry.h"

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <vector>

namespace metrisk::imaging {

/// Voxels with their geometry. A value: copies share one immutable buffer, so a job keeps its
/// own copy while the views keep theirs. x runs fastest in memory, then y, then z.
template <class Voxel>
class VoxelGrid {
public:
    VoxelGrid() = default;
    VoxelGrid(ImageGeometry geometry, std::vector<Voxel> voxels)
        : m_geometry(std::move(geometry)),
          m_voxels(std::make_shared<const std::vector<Voxel>>(std::move(voxels)))
    {
        if (m_voxels->size() != m_geometry.voxelCount())
            throw std::logic_error("voxel count does not match the geometry");
    }

    const ImageGeometry& geometry() const { return m_geometry; }
    const Index3& size() const { return m_geometry.size; }
    bool empty() const { return !m_voxels || m_voxels->empty(); }

    /// All voxels, x fastest. Do not call on an empty grid.
    const std::vector<Voxel>& voxels() const { return *m_voxels; }
    const Voxel* data() const { return m_voxels ? m_voxels->data() : nullptr; }

    std::size_t offset(int x, int y, int z) const
    {
        return (std::size_t(z) * std::size_t(m_geometry.size[1]) + std::size_t(y)) *
                   std::size_t(m_geometry.size[0]) + std::size_t(x);
    }
    Voxel at(int x, int y, int z) const { return (*m_voxels)[offset(x, y, z)]; }
    Voxel at(const Index3& voxel) const { return at(voxel[0], voxel[1], voxel[2]); }

private:
    ImageGeometry m_geometry;
    std::shared_ptr<const std::vector<Voxel>> m_voxels;
};

}  // namespace metrisk::imaging
