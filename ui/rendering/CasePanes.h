#pragma once

#include "ui/rendering/LesionScene.h"
#include "ui/rendering/SliceScene.h"

#include <optional>

class vtkRenderWindow;

namespace metrisk::ui::rendering {

enum class Pane { Axial, AxialFlair, Coronal, Sagittal, Lesion };

/// The panes of one case in one window: which are seen, where they stand, and what part of the
/// patient they show. All slices share one middle and one zoom in millimetres. Pixels are the
/// window's own, from its lower left corner.
class CasePanes {
public:
    CasePanes(std::shared_ptr<const CaseVolumes> volumes, vtkRenderWindow* window);
    ~CasePanes();

    /// Arranges the panes for the window's size and prepares them for its next Render(), which draws only those that
    /// look otherwise than in its last one: the window must keep its picture.
    void show(const ViewState& state, int widthPx, int heightPx, double scale);

    /// The window has lost its picture: the next Render() draws everything.
    void forgetPicture();

    std::optional<Pane> paneAt(const Eigen::Vector2d& pixel) const;
    static std::optional<imaging::Plane> planeOf(Pane pane);  // none for the 3D pane
    BaseImage imageOf(Pane pane, const ViewState& state) const;

    /// The place in the patient under a pixel of a slice pane.
    Eigen::Vector3d patientAt(Pane pane, const Eigen::Vector2d& pixel) const;

    /// What a correcting hand holds; the next show() draws it. Nothing takes it away.
    void setMarks(std::optional<EditMarks> marks);

    void pan(Pane pane, const Eigen::Vector2d& pixels);

    /// Call when the zoom grows by a factor: what lies under the pixel stays there.
    void keepInPlace(Pane pane, const Eigen::Vector2d& pixel, double zoomFactor);

    void centreOn(const Eigen::Vector3d& patientMm);
    void resetView();  // the whole head, and the 3D view as at the start
    void toggleMaximised(Pane pane);
    LesionScene& lesion();
    /// What the 3D pane waits for (see LesionScene), when it is seen.
    std::optional<std::uint64_t> wantedSurfaces() const;

    const SliceScene& scene(Pane pane) const;  // a slice pane's scene

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace metrisk::ui::rendering
