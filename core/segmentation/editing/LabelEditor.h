#pragma once

#include "core/imaging/LabelMap.h"
#include "core/segmentation/editing/EditHistory.h"
#include "core/segmentation/editing/Region.h"
#include "core/segmentation/editing/VoxelBox.h"

#include <array>

namespace metrisk::segmentation::editing {

/// What painting writes, and what it must leave alone.
struct PaintRule {
    imaging::Label label = imaging::Core;
    /// Oedema neither covers core nor takes it away. Without it painting covers everything and erasing clears
    /// both labels.
    bool protectCore = true;
    bool operator==(const PaintRule&) const = default;
};

/// A label map under correction. Every change returns the box it touched, so that a view draws no more than that
/// anew, and belongs to a step that can be taken back, without a limit to their number.
///
///     LabelEditor editor(opened.prepared.label);
///     editor.beginStroke();                                          // the hand goes down
///     editor.paint(brushed(editor.geometry(), from, to, brush), {.label = imaging::Core});
///     editor.endStroke();                                            // and up: one step
///     editor.undo();
class LabelEditor {
public:
    /// Copies the voxels; the map itself stays as it is. Throws Error{Input} for a map of 2³² voxels or more.
    explicit LabelEditor(const imaging::LabelMap& labels);

    const imaging::ImageGeometry& geometry() const { return m_geometry; }
    /// The voxels as they are now; they change with every edit.
    imaging::LabelView view() const { return {m_voxels.data(), m_geometry.size}; }
    /// A copy that stays.
    imaging::LabelMap labels() const { return {m_geometry, m_voxels}; }
    /// Another number after every change.
    std::uint64_t revision() const { return m_revision; }

    /// Between the two, all changes make one step. Outside, every change is a step of its own.
    void beginStroke();
    void endStroke();

    VoxelBox paint(const Region& region, const PaintRule& rule);
    VoxelBox erase(const Region& region, const PaintRule& rule);
    VoxelBox write(const NewLabels& labels);

    bool canUndo() const { return m_history.canUndo(); }
    bool canRedo() const { return m_history.canRedo(); }
    /// Both end a stroke under way first; an empty box when there is nothing to do.
    VoxelBox undo();
    VoxelBox redo();

    std::size_t historyBytes() const { return m_history.bytes(); }

private:
    using Becomes = std::array<std::uint8_t, 256>;  // the new label of every label

    VoxelBox change(const Region& region, const Becomes& becomes);
    void set(std::size_t offset, std::uint8_t label, VoxelBox& touched);
    void put(const ChangedRun& run, std::uint8_t label, VoxelBox& touched);
    VoxelBox finished(const VoxelBox& touched);
    void include(std::size_t offset, std::size_t length, VoxelBox& box) const;

    imaging::ImageGeometry m_geometry;
    std::vector<std::uint8_t> m_voxels;
    EditHistory m_history;
    std::uint64_t m_revision = 0;
    bool m_inStroke = false;
};

}  // namespace metrisk::segmentation::editing
