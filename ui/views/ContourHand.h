#pragma once

#include "ui/rendering/CaseVolumes.h"
#include "ui/rendering/EditMarks.h"
#include "ui/views/CorrectionSettings.h"

#include <functional>
#include <memory>

namespace metrisk::ui::views {

/// The hand that corrects a contour: it takes presses and drags in patient millimetres, lets the editor change the label
/// and tells the volumes what to draw anew. A stroke, a polygon and an act are one step of undo each.
class ContourHand {
public:
    using Editor = segmentation::editing::LabelEditor;

    /// The editor may hold earlier corrections; the volumes take its label over.
    ContourHand(std::shared_ptr<Editor> editor, std::shared_ptr<rendering::CaseVolumes> volumes);
    ~ContourHand();

    /// After a step that changed something.
    std::function<void()> stepFinished;

    const CorrectionSettings& settings() const { return m_settings; }
    void setSettings(const CorrectionSettings& settings);

    void press(imaging::Plane plane, const Eigen::Vector3d& atMm);
    void dragTo(const Eigen::Vector3d& atMm);
    void release();
    /// The pointer without a button; none when it left the slices.
    void pointAt(std::optional<imaging::Plane> plane, const Eigen::Vector3d& atMm);

    bool drawsPolygon() const { return !m_cornersMm.empty(); }
    void closePolygon();
    void dropCorner();
    void dropPolygon();

    void act(CorrectionAct act, imaging::Plane plane, int slice);
    void copy(const imaging::LabelMap& from);

    /// What the hand holds, to be drawn.
    std::optional<rendering::EditMarks> marks() const;

private:
    using Box = segmentation::editing::VoxelBox;

    Eigen::Vector3d voxelAt(const Eigen::Vector3d& mm) const;
    void sweepTo(const Eigen::Vector3d& atMm);
    void addCorner(const Eigen::Vector3d& atMm);
    void show(const Box& box);
    void finish();

    std::shared_ptr<Editor> m_editor;
    std::shared_ptr<rendering::CaseVolumes> m_volumes;
    CorrectionSettings m_settings;
    std::optional<imaging::Plane> m_plane;   // the pointer's; none outside the slices
    Eigen::Vector3d m_atMm{0, 0, 0};         // the pointer's place
    bool m_pressed = false;
    std::vector<Eigen::Vector3d> m_cornersMm;
    imaging::Plane m_polygonPlane = imaging::Plane::Axial;
    bool m_changed = false;                  // by the step under way
};

}  // namespace metrisk::ui::views
