#include "core/common/Job.h"

#include "core/common/Error.h"

#include <algorithm>

namespace metrisk::common {

Job Job::part(double from, double to) const
{
    Job part = *this;
    part.m_from = m_from + (m_to - m_from) * from;
    part.m_to = m_from + (m_to - m_from) * to;
    return part;
}

Job Job::stage(std::string name, double from, double to) const
{
    Job stage = part(from, to);
    stage.m_stage = std::move(name);
    stage.advance(0.0);
    return stage;
}

Job Job::quiet() const
{
    return Job(m_stop, {});
}

void Job::advance(double fraction) const
{
    if (cancelRequested())
        throw Cancelled{};
    if (m_report)
        m_report({m_stage, m_from + (m_to - m_from) * std::clamp(fraction, 0.0, 1.0)});
}

}  // namespace metrisk::common
