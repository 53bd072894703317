#pragma once

#include "ui/rendering/CaseVolumes.h"
#include "ui/rendering/LesionSurfaces.h"
#include "ui/rendering/PaneProjection.h"
#include "ui/rendering/PaneTexts.h"

class vtkRenderer;

namespace metrisk::ui::rendering {

/// The lesion in space: core and oedema inside a see-through head, with computed side letters and
/// the crosshair. Surfaces only, which software Mesa draws too. They are made when first shown; those of a label that was
/// corrected since then take too long for a frame, and are handed over when they are made.
class LesionScene {
public:
    explicit LesionScene(std::shared_ptr<const CaseVolumes> volumes);
    ~LesionScene();

    vtkRenderer* renderer() const;

    /// Of `view` only size and scale count: the head fills the pane at zoom 1. False when it shows that already.
    bool show(const ViewState& state, const PaneView& view);

    /// The state of the label (CaseVolumes::settledRevision) whose surfaces are waited for; none when they are shown.
    std::optional<std::uint64_t> wantedSurfaces() const;
    void setSurfaces(const LabelSurfaces& surfaces);

    /// Turns the head about its own axis and tilts it, as a drag over the pane by so many pixels does.
    void turn(double rightPx, double upPx);
    void zoomBy(double factor);
    void resetCamera();

    const std::vector<PaneText>& texts() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace metrisk::ui::rendering
