#include "ui/views/ContourHand.h"

#include "core/segmentation/editing/Brush.h"
#include "core/segmentation/editing/Copying.h"
#include "core/segmentation/editing/HoleFilling.h"
#include "core/segmentation/editing/Polygon.h"
#include "core/segmentation/editing/SliceInterpolation.h"
#include "core/segmentation/editing/Smoothing.h"
#include "ui/rendering/SliceNavigation.h"

#include <utility>

namespace metrisk::ui::views {

namespace {

namespace editing = segmentation::editing;
using imaging::Plane;

constexpr double freehandStepMm = 1.0;  // a dragged polygon gets a corner so often

}  // namespace

ContourHand::ContourHand(std::shared_ptr<Editor> editor, std::shared_ptr<rendering::CaseVolumes> volumes)
    : m_editor(std::move(editor)), m_volumes(std::move(volumes))
{
    const auto& size = m_editor->geometry().size;
    m_volumes->updateLabel(m_editor->view(), {0, 0, 0}, {size[0] - 1, size[1] - 1, size[2] - 1});
    m_volumes->settleLabel();
}

ContourHand::~ContourHand()
{
    m_editor->endStroke();
}

void ContourHand::setSettings(const CorrectionSettings& settings)
{
    if (settings.tool != m_settings.tool)
        m_cornersMm.clear();
    m_settings = settings;
}

Eigen::Vector3d ContourHand::voxelAt(const Eigen::Vector3d& mm) const
{
    return m_editor->geometry().voxelAt(mm);
}

void ContourHand::press(Plane plane, const Eigen::Vector3d& atMm)
{
    m_plane = plane;
    m_atMm = atMm;
    m_pressed = true;
    if (m_settings.tool == CorrectionTool::Polygon)
        return addCorner(atMm);
    m_editor->beginStroke();
    sweepTo(atMm);
}

void ContourHand::dragTo(const Eigen::Vector3d& atMm)
{
    if (!m_pressed)
        return;
    if (m_settings.tool != CorrectionTool::Polygon)
        sweepTo(atMm);
    else if ((atMm - m_cornersMm.back()).norm() >= freehandStepMm)
        m_cornersMm.push_back(atMm);
    m_atMm = atMm;
}

void ContourHand::release()
{
    if (!std::exchange(m_pressed, false) || m_settings.tool == CorrectionTool::Polygon)
        return;
    m_editor->endStroke();
    finish();
}

void ContourHand::pointAt(std::optional<Plane> plane, const Eigen::Vector3d& atMm)
{
    m_plane = plane;
    m_atMm = atMm;
}

/// The brush on its way from where it was.
void ContourHand::sweepTo(const Eigen::Vector3d& atMm)
{
    const auto& geometry = m_editor->geometry();
    const int axis = imaging::sliceGeometry(geometry, *m_plane).sliceAxis;
    const editing::Brush brush{m_settings.radiusMm, m_settings.inSpace ? std::nullopt : std::optional(axis)};
    auto region = editing::brushed(geometry, voxelAt(m_atMm), voxelAt(atMm), brush);
    if (m_settings.tool == CorrectionTool::Threshold)
        region = editing::within(region, m_volumes->volume(m_settings.thresholdImage), m_settings.thresholdLow,
                                 m_settings.thresholdHigh);
    show(m_settings.tool == CorrectionTool::Erase ? m_editor->erase(region, m_settings.rule)
                                                  : m_editor->paint(region, m_settings.rule));
}

/// In another slice the polygon begins anew.
void ContourHand::addCorner(const Eigen::Vector3d& atMm)
{
    const bool same = drawsPolygon() && m_polygonPlane == *m_plane &&
                      rendering::sliceNumberAt(m_editor->geometry(), *m_plane, m_cornersMm.front()) ==
                          rendering::sliceNumberAt(m_editor->geometry(), *m_plane, atMm);
    if (!same)
        m_cornersMm.clear();
    m_polygonPlane = *m_plane;
    m_cornersMm.push_back(atMm);
}

void ContourHand::closePolygon()
{
    if (!drawsPolygon())
        return;
    const auto plane = imaging::sliceGeometry(m_editor->geometry(), m_polygonPlane);
    std::vector<Eigen::Vector2d> corners;
    for (const auto& corner : m_cornersMm) {
        const auto voxel = voxelAt(corner);
        corners.emplace_back(voxel[plane.columnAxis], voxel[plane.rowAxis]);
    }
    const int slice = rendering::sliceNumberAt(m_editor->geometry(), m_polygonPlane, m_cornersMm.front());
    m_cornersMm.clear();
    show(m_editor->paint(editing::insidePolygon(m_editor->geometry().size, plane, slice, corners), m_settings.rule));
    finish();
}

void ContourHand::dropCorner()
{
    if (drawsPolygon())
        m_cornersMm.pop_back();
}

void ContourHand::dropPolygon()
{
    m_cornersMm.clear();
}

void ContourHand::act(CorrectionAct act, Plane plane, int slice)
{
    m_editor->endStroke();
    const auto& geometry = m_editor->geometry();
    const int axis = imaging::sliceGeometry(geometry, plane).sliceAxis;
    const auto where = m_settings.inSpace ? std::nullopt : std::optional(editing::Slice{axis, slice});
    const auto& rule = m_settings.rule;
    const Eigen::Vector3d spacing = geometry.spacingMm();
    switch (act) {
    case CorrectionAct::FillHoles:
        show(m_editor->paint(editing::holesIn(m_editor->view(), rule.label, where), rule));
        break;
    case CorrectionAct::Smooth:
        show(m_editor->write(editing::smoothed(m_editor->view(), spacing, rule.label, smoothingMm, where)));
        break;
    case CorrectionAct::Interpolate:
        show(m_editor->paint(editing::betweenSlices(m_editor->view(), spacing, rule.label, axis, largestSliceGapMm), rule));
        break;
    }
    finish();
}

void ContourHand::copy(const imaging::LabelMap& from)
{
    m_editor->endStroke();
    show(m_editor->write(editing::copied(*m_editor, from, m_settings.rule)));
    finish();
}

void ContourHand::show(const Box& box)
{
    if (box.empty())
        return;
    m_changed = true;
    m_volumes->updateLabel(m_editor->view(), box.low, box.high);
}

void ContourHand::finish()
{
    if (!std::exchange(m_changed, false))
        return;
    m_volumes->settleLabel();
    if (stepFinished)
        stepFinished();
}

std::optional<rendering::EditMarks> ContourHand::marks() const
{
    if (!m_plane && !drawsPolygon())
        return std::nullopt;
    rendering::EditMarks marks;
    marks.label = m_settings.rule.label;
    marks.plane = m_plane.value_or(m_polygonPlane);
    marks.atMm = m_atMm;
    if (m_settings.tool == CorrectionTool::Polygon) {
        marks.plane = m_polygonPlane;
        marks.cornersMm = m_cornersMm;
        if (drawsPolygon())
            marks.cornersMm.push_back(m_plane == m_polygonPlane ? m_atMm : m_cornersMm.back());
        return marks;
    }
    marks.radiusMm = m_plane ? m_settings.radiusMm : 0.0;
    marks.ball = m_settings.inSpace;
    marks.erasing = m_settings.tool == CorrectionTool::Erase;
    return marks;
}

}  // namespace metrisk::ui::views
