#pragma once

#include "core/survival/CumulativeIncidence.h"

#include <Eigen/Core>

namespace metrisk::survival {

/// The sums behind Gray's test (Gray 1988, Ann Stat 16:1141).

/// One time at which something happened, seen from each group.
struct GrayStep {
    Eigen::ArrayXd atRisk;                           // n
    Eigen::ArrayXd eventFreeBefore, incidenceBefore; // S and F of the group
    Eigen::ArrayXd eventFree;                        // S from here on
    Eigen::ArrayXd ofCause, ofOthers;                // events

    /// n/S: how many of the group would still be followed had nothing befallen anyone.
    Eigen::ArrayXd inverse() const { return (atRisk > 0.0).select(atRisk / eventFreeBefore.max(1e-300), 0.0); }
};

/// One for each time with an event of any cause, ascending; n log n.
std::vector<GrayStep> graySteps(const std::vector<std::vector<CompetingFollowUp>>& groups, int cause);

/// Events of the cause beyond those expected, per group.
Eigen::VectorXd grayScore(const std::vector<GrayStep>& steps);

/// Of that score, if the groups share one incidence.
Eigen::MatrixXd grayCovariance(const std::vector<GrayStep>& steps);

}  // namespace metrisk::survival
