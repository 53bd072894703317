#pragma once

#include <string>
#include <vector>

namespace metrisk::survival {

/// Throws Error{Input} that names the first row (from 1) whose value is not finite; `what` is
/// what the values are in the user's words: "risk", "age".
void checkFinite(const std::vector<double>& values, const std::string& what);

/// The same for probabilities, which also lie in [0, 1].
void checkProbabilities(const std::vector<double>& values, const std::string& what);

/// Throws Error{Input} unless there is one value for each patient.
void checkOnePerPatient(std::size_t patients, std::size_t values, const std::string& what);

/// Throws Error{Input} unless somebody had the outcome and somebody had not.
void checkBothOutcomes(const std::vector<bool>& outcomes);

}  // namespace metrisk::survival
