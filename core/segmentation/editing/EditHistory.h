#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace metrisk::segmentation::editing {

/// Voxels that follow each other in memory, were all the same and became all the same.
struct ChangedRun {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
    std::uint8_t before = 0, after = 0;
};

/// What one stroke changed, in the order in which it did.
using EditStep = std::vector<ChangedRun>;

/// All steps that can be taken back or made again, without a limit: only changed voxels are kept, so that the
/// memory grows with what was changed and not with the size of the map.
class EditHistory {
public:
    /// Adds a voxel that changed to the step under way. Voxels come in runs: neighbours join.
    void add(std::size_t offset, std::uint8_t before, std::uint8_t after);
    /// The step is whole; what was taken back before it is forgotten. Nothing happens without a change.
    void finishStep();

    bool canUndo() const { return m_done > 0; }
    bool canRedo() const { return m_done < m_steps.size(); }
    /// The step to take back or to make again; call only when there is one.
    const EditStep& takeBack() { return m_steps[--m_done]; }
    const EditStep& makeAgain() { return m_steps[m_done++]; }

    std::size_t bytes() const;

private:
    std::vector<EditStep> m_steps;
    std::size_t m_done = 0;  // steps that are in force
    EditStep m_underWay;
};

}  // namespace metrisk::segmentation::editing
