#pragma once

#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"
#include "ui/rendering/ViewState.h"

#include <memory>
#include <optional>

class vtkImageData;

namespace metrisk::ui::rendering {

/// The volumes of one case as VTK sees them, made once and shared by every scene. VTK reads the
/// case's own buffers: nothing is copied, and an image keeps its buffer alive. In VTK the images
/// lie in "grid millimetres": voxel index times spacing, along the volume's own axes.
class CaseVolumes {
public:
    /// All on one grid.
    CaseVolumes(imaging::Volume t1ce, imaging::Volume flair, imaging::LabelMap label);
    ~CaseVolumes();

    /// A relevance map on the same grid, 0 to 1, and what it means; nothing removes it.
    void setRelevance(const std::optional<imaging::Volume>& map, RelevanceLegend legend = relativeRelevance);

    /// Takes the label's voxels of a box (both corners included) anew: while a contour is corrected, only what
    /// changed is copied, uploaded and traced again.
    void updateLabel(const imaging::LabelView& labels, const imaging::Index3& low, const imaging::Index3& high);
    /// A step is done: what takes long to make, the surfaces in 3D, may follow.
    void settleLabel();

    /// Another number whenever the label changed in a slice across a voxel axis.
    std::uint64_t labelRevision(int sliceAxis, int slice) const;
    /// Another number whenever the label was settled after a change.
    std::uint64_t settledRevision() const;

    const imaging::ImageGeometry& geometry() const;
    const imaging::Volume& volume(BaseImage image) const;
    /// The label as it stands; it changes with updateLabel.
    imaging::LabelView label() const;
    imaging::LabelMap labelMap() const;  // a copy that stays

    vtkImageData* image(BaseImage image) const;
    vtkImageData* labelImage() const;
    vtkImageData* relevanceImage() const;  // null without relevance
    const RelevanceLegend& relevanceLegend() const;
    std::uint64_t relevanceRevision() const;  // another number whenever it was set

    /// The box that holds the head, in voxel indices: where the T1-CE is clearly above its background.
    struct Box {
        Eigen::Vector3d low, high;
    };
    const Box& headBox() const;
    Eigen::Vector3d headCentreMm() const;  // patient LPS

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

std::string imageName(BaseImage image);  // "T1-CE", "FLAIR"

}  // namespace metrisk::ui::rendering
