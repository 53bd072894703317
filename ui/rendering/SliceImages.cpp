#include "ui/rendering/SliceImages.h"

#include "ui/rendering/RelevanceColors.h"
#include "ui/rendering/SceneColors.h"

#include <vtkCamera.h>
#include <vtkImageData.h>
#include <vtkImageProperty.h>
#include <vtkImageSlice.h>
#include <vtkImageSliceMapper.h>
#include <vtkLookupTable.h>
#include <vtkNew.h>
#include <vtkRenderer.h>

namespace metrisk::ui::rendering {

namespace {

constexpr double cameraDistanceMm = 1000.0;  // the projection is parallel: any distance does

/// One image and what draws it. Not in a vtkImageStack, which draws every pixel of every image three times.
struct Layer {
    vtkNew<vtkImageSliceMapper> mapper;
    vtkNew<vtkImageSlice> slice;

    Layer()
    {
        mapper->BorderOn();  // half a voxel more on every side: voxels are drawn whole
        slice->SetMapper(mapper);
        slice->PickableOff();
    }

    void show(vtkImageData* image, int axis, int number)
    {
        slice->SetVisibility(image != nullptr);
        if (!image)
            return;
        mapper->SetInputData(image);
        mapper->SetOrientation(axis);
        mapper->SetSliceNumber(number);
    }
};

vtkSmartPointer<vtkLookupTable> labelLookup()
{
    auto table = vtkSmartPointer<vtkLookupTable>::New();
    table->SetNumberOfTableValues(3);
    table->SetTableRange(imaging::Background, imaging::Core);
    const auto set = [&](int label, Color color, double opacity) {
        table->SetTableValue(label, color.red / 255.0, color.green / 255.0, color.blue / 255.0, opacity);
    };
    set(imaging::Background, {}, 0);
    set(imaging::Oedema, oedemaColor, 1);
    set(imaging::Core, coreColor, 1);
    return table;
}

}  // namespace

struct SliceImages::Impl {
    vtkRenderer* renderer;
    std::shared_ptr<const CaseVolumes> volumes;
    Layer base, relevance, fill;
    double lookupThreshold = -1, lookupOpacity = -1;

    void colourRelevance(double threshold, double opacity, bool smooth)
    {
        auto* property = relevance.slice->GetProperty();
        if (smooth)
            property->SetInterpolationTypeToLinear();
        else
            property->SetInterpolationTypeToNearest();
        if (threshold == lookupThreshold && opacity == lookupOpacity)
            return;
        property->SetLookupTable(relevanceLookup(threshold, opacity));
        lookupThreshold = threshold;
        lookupOpacity = opacity;
    }
};

SliceImages::SliceImages(vtkRenderer* renderer, std::shared_ptr<const CaseVolumes> volumes)
    : m_impl(std::make_unique<Impl>())
{
    m_impl->renderer = renderer;
    m_impl->volumes = std::move(volumes);
    m_impl->base.slice->GetProperty()->SetInterpolationTypeToLinear();
    m_impl->relevance.slice->GetProperty()->UseLookupTableScalarRangeOn();
    m_impl->fill.slice->GetProperty()->SetLookupTable(labelLookup());
    m_impl->fill.slice->GetProperty()->UseLookupTableScalarRangeOn();
    m_impl->fill.slice->GetProperty()->SetInterpolationTypeToNearest();
    for (auto* layer : {&m_impl->base, &m_impl->relevance, &m_impl->fill})
        renderer->AddViewProp(layer->slice);  // drawn in this order
    renderer->GetActiveCamera()->ParallelProjectionOn();
}

SliceImages::~SliceImages() = default;

void SliceImages::show(const ViewState& state, BaseImage base, bool relevance, int sliceAxis, int slice)
{
    const auto& grey = base == BaseImage::T1ce ? state.t1ce : state.flair;
    auto* property = m_impl->base.slice->GetProperty();
    property->SetColorWindow(grey.window);
    property->SetColorLevel(grey.level);
    m_impl->base.show(m_impl->volumes->image(base), sliceAxis, slice);

    auto* map = relevance ? m_impl->volumes->relevanceImage() : nullptr;
    m_impl->relevance.show(map, sliceAxis, slice);
    m_impl->colourRelevance(state.relevanceThreshold, state.relevanceOpacity, state.relevanceSmooth);

    const bool filled = state.labelVisible && state.labelFillOpacity > 0;
    m_impl->fill.slice->GetProperty()->SetOpacity(state.labelFillOpacity);
    m_impl->fill.show(filled ? m_impl->volumes->labelImage() : nullptr, sliceAxis, slice);
}

void SliceImages::aim(const imaging::SliceGeometry& geometry, const PaneView& view, int slice)
{
    const auto& grid = m_impl->volumes->geometry();
    const Eigen::Vector3d spacing = grid.spacingMm();
    Eigen::Vector3d centre = grid.voxelAt(view.centreMm).cwiseProduct(spacing);
    centre[geometry.sliceAxis] = slice * spacing[geometry.sliceAxis];

    // Right and up are voxel axes; their cross product points along the slice axis to the viewer.
    Eigen::Vector3d right = Eigen::Vector3d::Zero(), up = Eigen::Vector3d::Zero();
    right[geometry.columnAxis] = geometry.columnFlipped ? -1 : 1;
    up[geometry.rowAxis] = geometry.rowFlipped ? 1 : -1;
    const Eigen::Vector3d eye = centre + cameraDistanceMm * right.cross(up);

    auto* camera = m_impl->renderer->GetActiveCamera();
    camera->SetFocalPoint(centre.data());
    camera->SetPosition(eye.data());
    camera->SetViewUp(up.data());
    camera->SetParallelScale(view.heightPx / 2.0 / view.pixelsPerMm);
    camera->SetClippingRange(cameraDistanceMm - 10, cameraDistanceMm + 10);
}

}  // namespace metrisk::ui::rendering
