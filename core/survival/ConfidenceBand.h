#pragma once

#include "core/survival/Interval.h"

namespace metrisk::survival {

/// On which scale the normal approximation of a probability is made (Kalbfleisch and Prentice,
/// The Statistical Analysis of Failure Time Data, 2nd ed. 2002, section 1.4).
enum class Transformation {
    LogLog,  // log(-log p); never leaves 0 to 1, the default
    Log,     // log p; the upper end is cut at 1
    Plain    // p itself; both ends are cut
};

/// The interval of a probability strictly between 0 and 1, from the standard error of its logarithm.
/// At 0 and 1 the transformations do not exist: [p, p] is returned and the caller decides.
Interval probabilityInterval(double probability, double errorOfLog, double z, Transformation transformation);

}  // namespace metrisk::survival
