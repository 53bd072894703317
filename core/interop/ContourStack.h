#pragma once

#include "core/imaging/ImageGeometry.h"

#include <cstdint>
#include <string>
#include <vector>

namespace metrisk::interop {

/// A closed outline in the patient (LPS, mm).
using Contour = std::vector<Eigen::Vector3d>;

/// The outlines of one region, in parallel planes at any angle.
///
/// A voxel belongs to the region when its centre does. A plane stands for the slab around it: to the middle between it
/// and the next plane (the lower end included), and half the usual plane distance where the next plane is farther than
/// one and a half of these. The centre is projected onto that plane along the normal. There the even-odd rule decides over all outlines of the plane together,
/// so that an outline inside another cuts a hole. A centre exactly on an outline counts on the side where it is
/// entered and not where it is left (a <= s < b along each line of voxels), so that regions that share an outline
/// share no voxel.
class ContourStack {
public:
    struct Slab {
        double low, high;  // heights along the normal, mm
    };

    /// Throws Error{Input} naming `region` when outlines are not flat, not parallel, or too many.
    ContourStack(const std::vector<Contour>& contours, std::uint8_t label, const std::string& region);

    /// Writes the label into the voxels of the region, a core over oedema. A single plane stands for the extent of a
    /// voxel along its normal.
    void fill(const imaging::ImageGeometry& grid, std::vector<std::uint8_t>& labels) const;

    std::uint8_t label() const { return m_label; }
    std::size_t planeCount() const { return m_planes.size(); }

private:
    struct Plane {
        double heightMm = 0.0;
        std::vector<Contour> outlines;
    };
    void addPlane(double heightMm, const Contour& contour);
    std::vector<Slab> slabsOf(const imaging::ImageGeometry& grid) const;

    Eigen::Vector3d m_normal = Eigen::Vector3d::UnitZ();
    std::vector<Plane> m_planes;  // by height
    std::uint8_t m_label = 0;
};

}  // namespace metrisk::interop
