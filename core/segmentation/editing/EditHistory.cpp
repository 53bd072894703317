#include "core/segmentation/editing/EditHistory.h"

#include <utility>

namespace metrisk::segmentation::editing {

void EditHistory::add(std::size_t offset, std::uint8_t before, std::uint8_t after)
{
    if (!m_underWay.empty()) {
        auto& last = m_underWay.back();
        if (last.offset + last.length == offset && last.before == before && last.after == after) {
            ++last.length;
            return;
        }
    }
    m_underWay.push_back({std::uint32_t(offset), 1, before, after});
}

void EditHistory::finishStep()
{
    if (m_underWay.empty())
        return;
    m_steps.resize(m_done);
    m_steps.push_back(EditStep(m_underWay.begin(), m_underWay.end()));  // no larger than it must be
    m_underWay.clear();
    ++m_done;
}

std::size_t EditHistory::bytes() const
{
    std::size_t bytes = 0;
    for (const auto& step : m_steps)
        bytes += sizeof(EditStep) + step.capacity() * sizeof(ChangedRun);
    return bytes;
}

}  // namespace metrisk::segmentation::editing
