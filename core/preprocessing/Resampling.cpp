#include "core/preprocessing/Resampling.h"

#include "core/io/GeometryCheck.h"

#include <algorithm>
#include <cmath>

namespace metrisk::preprocessing {

namespace {

using Eigen::Vector3d;
using imaging::ImageGeometry;
using imaging::Index3;

bool insideField(const Vector3d& voxel, const Index3& size)
{
    for (int axis = 0; axis < 3; ++axis)
        if (!(voxel[axis] >= -0.5 && voxel[axis] <= size[std::size_t(axis)] - 0.5))
            return false;
    return true;
}

float linearAt(const imaging::Volume& volume, const Vector3d& voxel)
{
    std::array<std::size_t, 3> low{}, step{};
    std::array<float, 3> part{};
    const std::array<std::size_t, 3> stride{1, std::size_t(volume.size()[0]),
                                            std::size_t(volume.size()[0]) * std::size_t(volume.size()[1])};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const int last = volume.size()[axis] - 1;
        const double at = std::clamp(voxel[Eigen::Index(axis)], 0.0, double(last));
        const int floor = std::min(int(at), last);
        low[axis] = std::size_t(floor) * stride[axis];
        step[axis] = floor < last ? stride[axis] : 0;
        part[axis] = float(at - floor);
    }
    const float* first = volume.data() + low[0] + low[1] + low[2];
    const auto alongX = [&](const float* p) { return p[0] + (p[step[0]] - p[0]) * part[0]; };
    const auto alongY = [&](const float* p) {
        const float near = alongX(p);
        return near + (alongX(p + step[1]) - near) * part[1];
    };
    const float near = alongY(first);
    return near + (alongY(first + step[2]) - near) * part[2];
}

std::uint8_t nearestAt(const imaging::LabelMap& labels, const Vector3d& voxel)
{
    Index3 nearest{};
    for (std::size_t axis = 0; axis < 3; ++axis)
        nearest[axis] = std::clamp(int(std::lround(voxel[Eigen::Index(axis)])), 0, labels.size()[axis] - 1);
    return labels.at(nearest);
}

/// Walks the target's voxels in memory order; along a row the source position moves by equal steps.
template <class Grid, class ValueAt>
Grid resampled(const Grid& source, const ImageGeometry& target, const ValueAt& valueAt, const Job& job)
{
    const Eigen::Affine3d sourceFromTarget =
        source.geometry().patientFromVoxel.inverse() * target.patientFromVoxel;
    const Vector3d step = sourceFromTarget.linear().col(0);
    std::remove_cvref_t<decltype(source.voxels())> values(target.voxelCount());
    std::size_t next = 0;
    for (int z = 0; z < target.size[2]; ++z) {
        job.advance(double(z) / double(target.size[2]));
        for (int y = 0; y < target.size[1]; ++y) {
            const Vector3d rowStart = sourceFromTarget * Vector3d(0, y, z);
            for (int x = 0; x < target.size[0]; ++x, ++next) {
                const Vector3d voxel = rowStart + double(x) * step;
                if (insideField(voxel, source.size()))
                    values[next] = valueAt(source, voxel);
            }
        }
    }
    return {target, std::move(values)};
}

struct Box {
    Vector3d low, high;  // continuous voxel positions of the box's faces
};

Box boxOfContent(const imaging::Volume& volume)
{
    Box box{Vector3d::Constant(1e9), Vector3d::Constant(-1e9)};
    std::size_t next = 0;
    for (int z = 0; z < volume.size()[2]; ++z)
        for (int y = 0; y < volume.size()[1]; ++y)
            for (int x = 0; x < volume.size()[0]; ++x)
                if (volume.voxels()[next++] != 0.0F) {
                    box.low = box.low.cwiseMin(Vector3d(x, y, z));
                    box.high = box.high.cwiseMax(Vector3d(x, y, z));
                }
    return box;
}

}  // namespace

ImageGeometry isotropicGrid(const ImageGeometry& geometry, double spacingMm)
{
    const Vector3d spacing = geometry.spacingMm();
    Vector3d size, oldMiddle, newMiddle;
    ImageGeometry grid;
    for (int axis = 0; axis < 3; ++axis) {
        const double voxels = geometry.size[std::size_t(axis)];
        size[axis] = std::max(2.0, std::round(voxels * spacing[axis] / spacingMm));
        oldMiddle[axis] = (voxels - 1) / 2.0;
        newMiddle[axis] = (size[axis] - 1) / 2.0;
        grid.patientFromVoxel.linear().col(axis) =
            geometry.patientFromVoxel.linear().col(axis) * (spacingMm / spacing[axis]);
    }
    grid.size = io::checkedVolumeSize(size, "The T1-CE at the model's voxel size");
    grid.patientFromVoxel.translation() =
        geometry.patientFromVoxel * oldMiddle - grid.patientFromVoxel.linear() * newMiddle;
    return grid;
}

imaging::Volume resampledLinear(const imaging::Volume& volume, const ImageGeometry& target, const Job& job)
{
    return resampled(volume, target, linearAt, job);
}

imaging::LabelMap resampledNearest(const imaging::LabelMap& labels, const ImageGeometry& target,
                                   const Job& job)
{
    return resampled(labels, target, nearestAt, job);
}

double shareInside(const imaging::LabelMap& labels, const ImageGeometry& target)
{
    const Eigen::Affine3d targetFromLabel =
        target.patientFromVoxel.inverse() * labels.geometry().patientFromVoxel;
    std::size_t marked = 0, inside = 0, next = 0;
    for (int z = 0; z < labels.size()[2]; ++z)
        for (int y = 0; y < labels.size()[1]; ++y)
            for (int x = 0; x < labels.size()[0]; ++x)
                if (labels.voxels()[next++] != imaging::Background) {
                    ++marked;
                    inside += insideField(targetFromLabel * Vector3d(x, y, z), target.size);
                }
    return marked == 0 ? 1.0 : double(inside) / double(marked);
}

double boxShareInside(const imaging::Volume& volume, const ImageGeometry& target)
{
    constexpr int samples = 24;  // along each edge
    const Box box = boxOfContent(volume);
    const Eigen::Affine3d targetFromVolume =
        target.patientFromVoxel.inverse() * volume.geometry().patientFromVoxel;
    int inside = 0;
    for (int z = 0; z < samples; ++z)
        for (int y = 0; y < samples; ++y)
            for (int x = 0; x < samples; ++x) {
                const Vector3d part = (Vector3d(x, y, z) + Vector3d::Constant(0.5)) / samples;
                const Vector3d voxel = box.low + part.cwiseProduct(box.high - box.low);
                inside += insideField(targetFromVolume * voxel, target.size);
            }
    return double(inside) / (samples * samples * samples);
}

}  // namespace metrisk::preprocessing
