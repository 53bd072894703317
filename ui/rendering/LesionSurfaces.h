#pragma once

#include "ui/rendering/CaseVolumes.h"

#include <vtkSmartPointer.h>

class vtkPolyData;

namespace metrisk::ui::rendering {

/// The head's outer surface from the T1-CE, on a grid of about 2 mm: enough to see where the lesion lies,
/// and fast. Dark parts inside are filled. Patient LPS, mm.
vtkSmartPointer<vtkPolyData> headSurface(const imaging::Volume& t1ce);

/// The surface round all voxels whose label is at least `atLeast`, at full resolution. Patient LPS, mm.
vtkSmartPointer<vtkPolyData> labelSurface(const imaging::LabelMap& labels, std::uint8_t atLeast);

/// The surfaces of a label, and which state of it they show: CaseVolumes::settledRevision.
struct LabelSurfaces {
    std::uint64_t revision = 0;
    vtkSmartPointer<vtkPolyData> oedema, core;
};

/// Takes about 0.1 s for a large lesion, in any thread.
LabelSurfaces labelSurfaces(const imaging::LabelMap& labels, std::uint64_t revision);

}  // namespace metrisk::ui::rendering
