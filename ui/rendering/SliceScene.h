#pragma once

#include "ui/rendering/CaseVolumes.h"
#include "ui/rendering/EditMarks.h"
#include "ui/rendering/PaneProjection.h"
#include "ui/rendering/PaneTexts.h"

class vtkRenderer;

namespace metrisk::ui::rendering {

/// What a pane shows beyond what the ViewState says for all panes.
struct PaneContent {
    BaseImage image = BaseImage::T1ce;
    bool relevance = true;  // carries the relevance map, when there is one and the user shows it
    bool position = true;   // writes the crosshair's position
    bool details = true;    // writes window, level, the value under the crosshair, and what relevance's colours mean
    std::optional<EditMarks> marks = {};  // what a correcting hand holds
    bool operator==(const PaneContent&) const = default;
};

/// One plane of one case: slice, relevance, contours, crosshair, letters and texts, in one
/// vtkRenderer that stands alone in an off-screen window or as a viewport in a shared one.
/// Slices lie along the volume's own axes; nothing is resampled.
///
///     SliceScene scene(std::make_shared<CaseVolumes>(t1ce, flair, label), Plane::Axial);
///     window->AddRenderer(scene.renderer());
///     scene.show(state, view);
class SliceScene {
public:
    SliceScene(std::shared_ptr<const CaseVolumes> volumes, imaging::Plane plane);
    ~SliceScene();

    vtkRenderer* renderer() const;
    imaging::Plane plane() const;

    /// Draws the slice through the state's crosshair. `view` must match the viewport's size. False when that is what it
    /// shows already.
    bool show(const ViewState& state, const PaneView& view, const PaneContent& content = {});

    /// The place in the patient under a pixel of the pane (from its lower left) on the shown slice.
    Eigen::Vector3d patientAt(const Eigen::Vector2d& pixel) const;

    /// The shown texts, for tests of the layout.
    const std::vector<PaneText>& texts() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace metrisk::ui::rendering
