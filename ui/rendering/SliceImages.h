#pragma once

#include "ui/rendering/CaseVolumes.h"
#include "ui/rendering/PaneProjection.h"

class vtkRenderer;

namespace metrisk::ui::rendering {

/// The voxel layers of a slice, from below: base image, relevance, label fill.
class SliceImages {
public:
    SliceImages(vtkRenderer* renderer, std::shared_ptr<const CaseVolumes> volumes);
    ~SliceImages();

    void show(const ViewState& state, BaseImage base, bool relevance, int sliceAxis, int slice);

    /// Looks at the slice so that the projection's right and up are the screen's.
    void aim(const imaging::SliceGeometry& geometry, const PaneView& view, int slice);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace metrisk::ui::rendering
