#include "ui/rendering/LesionSurfaces.h"

#include <vtkFlyingEdges3D.h>
#include <vtkImageData.h>
#include <vtkMatrix4x4.h>
#include <vtkNew.h>
#include <vtkPolyData.h>
#include <vtkPolyDataNormals.h>
#include <vtkReverseSense.h>
#include <vtkTransform.h>
#include <vtkTransformPolyDataFilter.h>
#include <vtkWindowedSincPolyDataFilter.h>

#include <algorithm>
#include <cmath>

namespace metrisk::ui::rendering {

namespace {

using imaging::Index3;

constexpr double headStepMm = 2.0;
constexpr double airBelow = 0.08;  // of the grey range: noise of the air stays below

/// Inside (1) or outside (0) on a coarser or cropped grid, with a border of outside all round, so
/// that every surface is closed. Voxel v of the mask is voxel low + (v - 1) * step of the volume.
struct Mask {
    Index3 size, low, step;
    std::vector<std::uint8_t> inside;

    Mask(const Index3& inner, const Index3& lowest, const Index3& steps)
        : size{inner[0] + 2, inner[1] + 2, inner[2] + 2}, low(lowest), step(steps),
          inside(std::size_t(size[0]) * std::size_t(size[1]) * std::size_t(size[2]))
    {
    }
    std::size_t offset(int x, int y, int z) const
    {
        return (std::size_t(z) * std::size_t(size[1]) + std::size_t(y)) * std::size_t(size[0]) + std::size_t(x);
    }

    /// Sets every voxel of the interior from the volume's voxel that it stands for.
    template <class Inside>
    void fill(Inside&& isInside)
    {
        for (int z = 1; z < size[2] - 1; ++z)
            for (int y = 1; y < size[1] - 1; ++y)
                for (int x = 1; x < size[0] - 1; ++x)
                    inside[offset(x, y, z)] = isInside(low[0] + (x - 1) * step[0], low[1] + (y - 1) * step[1],
                                                       low[2] + (z - 1) * step[2]);
    }
};

/// Makes everything inside that cannot be reached from the border through outside voxels.
void fillHoles(Mask& mask)
{
    std::vector<std::uint8_t> filled(mask.inside.size(), 1);
    std::vector<Index3> open{{0, 0, 0}};
    filled[0] = 0;
    while (!open.empty()) {
        const Index3 at = open.back();
        open.pop_back();
        for (std::size_t axis = 0; axis < 3; ++axis)
            for (const int direction : {-1, 1}) {
                Index3 next = at;
                next[axis] += direction;
                if (next[axis] < 0 || next[axis] >= mask.size[axis])
                    continue;
                const std::size_t offset = mask.offset(next[0], next[1], next[2]);
                if (filled[offset] && !mask.inside[offset]) {
                    filled[offset] = 0;
                    open.push_back(next);
                }
            }
    }
    mask.inside.swap(filled);
}

vtkNew<vtkMatrix4x4> patientFromMask(const imaging::ImageGeometry& geometry, const Mask& mask)
{
    Eigen::Affine3d volumeFromMask = Eigen::Affine3d::Identity();
    for (std::size_t axis = 0; axis < 3; ++axis) {
        volumeFromMask.linear()(Eigen::Index(axis), Eigen::Index(axis)) = mask.step[axis];
        volumeFromMask.translation()[Eigen::Index(axis)] = mask.low[axis] - mask.step[axis];
    }
    const Eigen::Matrix4d matrix = (geometry.patientFromVoxel * volumeFromMask).matrix();
    vtkNew<vtkMatrix4x4> result;
    for (int row = 0; row < 4; ++row)
        for (int column = 0; column < 4; ++column)
            result->SetElement(row, column, matrix(row, column));
    return result;
}

/// The mask's surface, its steps smoothed away without shrinking it (Taubin's low-pass filter).
vtkSmartPointer<vtkPolyData> surfaceOf(const Mask& mask, const imaging::ImageGeometry& geometry, double passBand)
{
    vtkNew<vtkImageData> image;
    image->SetDimensions(mask.size.data());
    image->AllocateScalars(VTK_UNSIGNED_CHAR, 1);
    std::copy(mask.inside.begin(), mask.inside.end(), static_cast<std::uint8_t*>(image->GetScalarPointer()));

    vtkNew<vtkFlyingEdges3D> edges;
    edges->SetInputData(image);
    edges->SetValue(0, 0.5);
    edges->ComputeNormalsOff();
    edges->ComputeScalarsOff();

    vtkNew<vtkWindowedSincPolyDataFilter> smoother;
    smoother->SetInputConnection(edges->GetOutputPort());
    smoother->SetNumberOfIterations(20);
    smoother->SetPassBand(passBand);
    smoother->NormalizeCoordinatesOn();
    smoother->BoundarySmoothingOff();

    vtkNew<vtkTransform> transform;
    transform->SetMatrix(patientFromMask(geometry, mask));
    vtkNew<vtkTransformPolyDataFilter> placed;
    placed->SetInputConnection(smoother->GetOutputPort());
    placed->SetTransform(transform);

    vtkNew<vtkReverseSense> unmirrored;
    unmirrored->SetInputConnection(placed->GetOutputPort());
    unmirrored->SetReverseCells(geometry.patientFromVoxel.linear().determinant() < 0);

    vtkNew<vtkPolyDataNormals> normals;
    normals->SetInputConnection(unmirrored->GetOutputPort());
    normals->SplittingOff();
    normals->ConsistencyOff();  // flying edges already winds every triangle the same way
    normals->Update();
    return normals->GetOutput();
}

}  // namespace

vtkSmartPointer<vtkPolyData> headSurface(const imaging::Volume& t1ce)
{
    const float threshold = float(airBelow * defaultWindowLevel(t1ce).window);
    Index3 step{}, inner{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        step[axis] = std::max(1, int(std::lround(headStepMm / t1ce.geometry().spacingMm()[Eigen::Index(axis)])));
        inner[axis] = (t1ce.size()[axis] - 1) / step[axis] + 1;
    }
    Mask mask(inner, {0, 0, 0}, step);
    mask.fill([&](int x, int y, int z) { return t1ce.at(x, y, z) > threshold; });
    fillHoles(mask);
    return surfaceOf(mask, t1ce.geometry(), 0.05);
}

vtkSmartPointer<vtkPolyData> labelSurface(const imaging::LabelMap& labels, std::uint8_t atLeast)
{
    Index3 low = labels.size(), high{-1, -1, -1};
    std::size_t next = 0;
    for (int z = 0; z < labels.size()[2]; ++z)
        for (int y = 0; y < labels.size()[1]; ++y)
            for (int x = 0; x < labels.size()[0]; ++x)
                if (labels.voxels()[next++] >= atLeast)
                    for (std::size_t axis = 0; axis < 3; ++axis) {
                        const int at = Index3{x, y, z}[axis];
                        low[axis] = std::min(low[axis], at);
                        high[axis] = std::max(high[axis], at);
                    }
    if (high[0] < 0)
        return vtkSmartPointer<vtkPolyData>::New();
    Mask mask({high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1}, low, {1, 1, 1});
    mask.fill([&](int x, int y, int z) { return labels.at(x, y, z) >= atLeast; });
    return surfaceOf(mask, labels.geometry(), 0.1);
}

LabelSurfaces labelSurfaces(const imaging::LabelMap& labels, std::uint64_t revision)
{
    return {revision, labelSurface(labels, imaging::Oedema), labelSurface(labels, imaging::Core)};
}

}  // namespace metrisk::ui::rendering
