#include "core/survival/Distributions.h"

#include "core/common/Error.h"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

double normalQuantileForTwoSided(double confidence)
{
    if (!(confidence > 0.0 && confidence < 1.0))
        throw Error(Error::Kind::Input, fmt::format("A confidence of {} is not possible.", confidence),
                    "Choose a confidence between 0 and 1, such as 0.95.");
    return boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2.0);
}

double twoSidedNormalP(double z)
{
    return 2.0 * boost::math::cdf(boost::math::complement(boost::math::normal(), std::abs(z)));
}

double chiSquareP(double chiSquare, int degreesOfFreedom)
{
    if (degreesOfFreedom < 1)
        return 1.0;
    const boost::math::chi_squared distribution(degreesOfFreedom);
    return boost::math::cdf(boost::math::complement(distribution, std::max(0.0, chiSquare)));
}

}  // namespace metrisk::survival
