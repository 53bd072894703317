#pragma once

#include <functional>
#include <stop_token>
#include <string>

namespace metrisk::common {

/// Where a running job stands: the stage's name in words and the whole job's progress in [0, 1].
struct Progress {
    std::string stage;
    double fraction = 0.0;
};

/// A running piece of long work, seen from inside: it reports progress and is the cancel point.
/// A default Job never cancels and reports to nobody. Safe to use from several threads at once
/// when the callback is.
///
///     const auto image = read(path, job.stage("Loading", 0.0, 0.2));
///     for (...) job.advance(double(i) / n);   // throws Cancelled once the user asked to stop
class Job {
public:
    using Callback = std::function<void(const Progress&)>;

    Job() = default;
    Job(std::stop_token stop, Callback report) : m_stop(std::move(stop)), m_report(std::move(report)) {}

    /// The part of this job between two fractions of it, under its own name. Reports its start.
    Job stage(std::string name, double from, double to) const;

    /// The same stage's part between two fractions, keeping the name.
    Job part(double from, double to) const;

    /// The same cancel point, reporting nothing: for a second thread beside the one that reports.
    Job quiet() const;

    /// Reports `fraction` of this stage as done. Throws Cancelled once the user asked to stop.
    void advance(double fraction) const;

    bool cancelRequested() const { return m_stop.stop_requested(); }

private:
    std::stop_token m_stop;
    Callback m_report;
    std::string m_stage;
    double m_from = 0.0;
    double m_to = 1.0;
};

}  // namespace metrisk::common

namespace metrisk {
using common::Job;
using common::Progress;
}  // namespace metrisk
