#include "core/segmentation/editing/LabelEditor.h"

#include "core/common/Error.h"

#include <numeric>

namespace metrisk::segmentation::editing {

namespace {

using imaging::Background;
using imaging::Core;
using imaging::Index3;
using imaging::Oedema;

bool leavesCore(const PaintRule& rule)
{
    return rule.label == Oedema && rule.protectCore;
}

}  // namespace

LabelEditor::LabelEditor(const imaging::LabelMap& labels)
    : m_geometry(labels.geometry()), m_voxels(labels.voxels())
{
    if (m_voxels.size() > std::numeric_limits<std::uint32_t>::max())
        throw Error(Error::Kind::Input, "The label is too large to be corrected here.",
                    "Resample the study to a coarser grid.");
}

void LabelEditor::beginStroke()
{
    endStroke();
    m_inStroke = true;
}

void LabelEditor::endStroke()
{
    m_inStroke = false;
    m_history.finishStep();
}

VoxelBox LabelEditor::paint(const Region& region, const PaintRule& rule)
{
    Becomes becomes;
    becomes.fill(rule.label);
    if (leavesCore(rule))
        becomes[Core] = Core;
    return change(region, becomes);
}

VoxelBox LabelEditor::erase(const Region& region, const PaintRule& rule)
{
    Becomes becomes;
    becomes.fill(Background);
    if (rule.protectCore)
        becomes[rule.label == Core ? Oedema : Core] = rule.label == Core ? Oedema : Core;
    return change(region, becomes);
}

VoxelBox LabelEditor::change(const Region& region, const Becomes& becomes)
{
    VoxelBox touched;
    for (const auto& run : region)
        for (std::size_t offset = run.offset; offset < std::size_t(run.offset) + run.length; ++offset)
            set(offset, becomes[m_voxels[offset]], touched);
    return finished(touched);
}

VoxelBox LabelEditor::write(const NewLabels& labels)
{
    VoxelBox touched;
    std::size_t next = 0;
    for (const auto& run : labels.region)
        for (std::size_t offset = run.offset; offset < std::size_t(run.offset) + run.length; ++offset)
            set(offset, labels.labels[next++], touched);
    return finished(touched);
}

void LabelEditor::set(std::size_t offset, std::uint8_t label, VoxelBox& touched)
{
    if (m_voxels[offset] == label)
        return;
    m_history.add(offset, m_voxels[offset], label);
    m_voxels[offset] = label;
    include(offset, 1, touched);
}

VoxelBox LabelEditor::finished(const VoxelBox& touched)
{
    if (!touched.empty())
        ++m_revision;
    if (!m_inStroke)
        m_history.finishStep();
    return touched;
}

VoxelBox LabelEditor::undo()
{
    endStroke();
    if (!canUndo())
        return {};
    const auto& step = m_history.takeBack();
    VoxelBox touched;
    for (auto run = step.rbegin(); run != step.rend(); ++run)
        put(*run, run->before, touched);
    return finished(touched);
}

VoxelBox LabelEditor::redo()
{
    endStroke();
    if (!canRedo())
        return {};
    VoxelBox touched;
    for (const auto& run : m_history.makeAgain())
        put(run, run.after, touched);
    return finished(touched);
}

void LabelEditor::put(const ChangedRun& run, std::uint8_t label, VoxelBox& touched)
{
    std::fill_n(m_voxels.begin() + std::ptrdiff_t(run.offset), run.length, label);
    include(run.offset, run.length, touched);
}

/// A run may go on in the next row, and then reaches every x.
void LabelEditor::include(std::size_t offset, std::size_t length, VoxelBox& box) const
{
    const auto columns = std::size_t(m_geometry.size[0]), rows = std::size_t(m_geometry.size[1]);
    const auto voxelAt = [&](std::size_t at) {
        return Index3{int(at % columns), int(at / columns % rows), int(at / columns / rows)};
    };
    const Index3 first = voxelAt(offset), last = voxelAt(offset + length - 1);
    box.include(first);
    box.include(last);
    if (first[1] != last[1] || first[2] != last[2]) {
        box.include({0, first[1], first[2]});
        box.include({m_geometry.size[0] - 1, last[1], last[2]});
    }
    if (first[2] != last[2]) {
        box.include({0, 0, first[2]});
        box.include({0, m_geometry.size[1] - 1, last[2]});
    }
}

}  // namespace metrisk::segmentation::editing
