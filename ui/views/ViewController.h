#pragma once

#include "core/imaging/LabelMap.h"
#include "ui/rendering/CasePanes.h"
#include "ui/views/ContourHand.h"

#include <functional>

namespace metrisk::ui::views {

/// What a press on a pane began.
enum class Drag { None, Crosshair, Pan, Zoom, Grey, Turn, Correct };

/// The case that is shown, the state of its views, and what hands do to them. Pixels are device
/// pixels from the window's lower left. Knows no widgets: CaseView translates their events.
class ViewController {
public:
    explicit ViewController(vtkRenderWindow* window) : m_window(window) {}

    std::function<void()> redraw;
    std::function<void(const rendering::ViewState&)> stateChanged;
    std::function<void(std::uint64_t revision)> surfacesWanted;  // after every frame whose 3D pane lags behind the label

    void showCase(const imaging::Volume& t1ce, const imaging::Volume& flair, const imaging::LabelMap& label,
                  const imaging::Index3& crosshairVoxel);
    void clear();
    void showRelevance(const std::optional<imaging::Volume>& relevance,
                       const rendering::RelevanceLegend& legend = rendering::relativeRelevance);
    void prepareFrame(int widthPx, int heightPx, double scale);
    void forgetPicture();  // the window has lost what was drawn
    /// For the surfaces in 3D: the label as it stands, and its surfaces once they are made.
    imaging::LabelMap label() const { return m_volumes->labelMap(); }
    void showSurfaces(const rendering::LabelSurfaces& surfaces);

    const rendering::ViewState& state() const { return m_state; }
    void setState(const rendering::ViewState& state);

    /// The pane under a pixel, once there is a case that has been drawn. Keys act on the one pointed at last.
    std::optional<rendering::Pane> pointAt(const Eigen::Vector2d& pixel);

    void press(const Eigen::Vector2d& pixel, Drag drag);
    void dragTo(const Eigen::Vector2d& pixel);
    void release();
    void moveCrosshair(const Eigen::Vector2d& pixel);
    void scroll(int slices);
    void zoom(const Eigen::Vector2d& pixel, double factor);
    void toggleMaximised();
    bool pressKey(int key);

    /// The hand corrects this editor's label from now on; null: it does not any more, and what it did stays in view.
    void correct(std::shared_ptr<ContourHand::Editor> editor);
    bool corrects() const { return m_hand != nullptr; }
    /// Only while a contour is corrected.
    ContourHand& hand() { return *m_hand; }
    /// The label of this case was changed in a box by another hand: undo and redo.
    void updateLabel(const imaging::LabelView& labels, const segmentation::editing::VoxelBox& box);
    void setCorrection(const CorrectionSettings& settings);
    const CorrectionSettings& correction() const { return m_correction; }
    void act(CorrectionAct act);
    /// The pointer without a button; none when it left the views.
    void hover(const std::optional<Eigen::Vector2d>& pixel);

    std::function<void()> contourEdited;
    std::function<void(const CorrectionSettings&)> correctionChanged;  // by a key

private:
    bool pressCorrectionKey(int key);
    void change(const rendering::ViewState& state);
    void changeGrey(const Eigen::Vector2d& pixels);
    void choosePreset(int number);
    void reset();
    rendering::ViewState fitted(rendering::ViewState state) const;
    const rendering::WindowLevel& defaultGrey(rendering::BaseImage image) const;

    vtkRenderWindow* m_window;
    std::shared_ptr<rendering::CaseVolumes> m_volumes;
    std::unique_ptr<rendering::CasePanes> m_panes;
    rendering::ViewState m_state;
    rendering::WindowLevel m_defaultT1ce, m_defaultFlair;
    rendering::Pane m_pane = rendering::Pane::Axial;  // last pointed at
    Drag m_drag = Drag::None;
    Eigen::Vector2d m_pressed{0, 0}, m_last{0, 0};
    CorrectionSettings m_correction;
    std::unique_ptr<ContourHand> m_hand;  // while a contour is corrected
};

}  // namespace metrisk::ui::views
