#pragma once

namespace metrisk::survival {

/// How far from its mean, in standard errors, a normal estimate lies with this confidence: 1.96 for
/// 0.95. Throws Error{Input} unless 0 < confidence < 1.
double normalQuantileForTwoSided(double confidence);

/// Probability of a standard normal value at least this far from 0, on either side.
double twoSidedNormalP(double z);

/// Probability of a chi-square value at least this large; 1 without degrees of freedom.
double chiSquareP(double chiSquare, int degreesOfFreedom);

}  // namespace metrisk::survival
