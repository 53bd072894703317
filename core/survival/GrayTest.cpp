#include "core/survival/GrayTest.h"

#include "core/common/Error.h"
#include "core/survival/CompetingCheck.h"
#include "core/survival/Distributions.h"
#include "core/survival/GrayScore.h"

#include <Eigen/Dense>
#include <fmt/format.h>

#include <algorithm>

namespace metrisk::survival {

namespace {

void checkInput(const std::vector<std::vector<CompetingFollowUp>>& groups, int cause)
{
    if (groups.size() < 2)
        throw Error(Error::Kind::Input, "A comparison needs at least two groups.", "Give two or more groups.");
    if (cause < 1)
        throw Error(Error::Kind::Input, fmt::format("There is no cause {}.", cause), "Choose a cause from 1 on.");
    for (std::size_t g = 0; g < groups.size(); ++g) {
        if (groups[g].empty())
            throw Error(Error::Kind::Input, fmt::format("Group {} has no patient.", g + 1), "Leave empty groups out.");
        checkCompeting(groups[g]);
    }
}

}  // namespace

LogRank grayTest(const std::vector<std::vector<CompetingFollowUp>>& groups, int cause)
{
    checkInput(groups, cause);
    const auto steps = graySteps(groups, cause);
    Eigen::ArrayXd expected = Eigen::ArrayXd::Zero(Eigen::Index(groups.size()));
    for (const auto& step : steps)
        if (step.ofCause.sum() > 0.0)
            expected += step.inverse();
    std::vector<Eigen::Index> kept;  // groups never at risk say nothing, and one of the others is redundant
    for (Eigen::Index g = 0; g < expected.size(); ++g)
        if (expected[g] > 0.0)
            kept.push_back(g);
    if (kept.size() < 2)
        return {};
    kept.erase(kept.begin());
    const Eigen::VectorXd score = grayScore(steps)(kept);
    const Eigen::MatrixXd covariance = grayCovariance(steps)(kept, kept);
    const double chiSquare = std::max(0.0, score.dot(covariance.completeOrthogonalDecomposition().solve(score)));
    return {chiSquare, int(kept.size()), chiSquareP(chiSquare, int(kept.size()))};
}

}  // namespace metrisk::survival
