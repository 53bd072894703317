#pragma once

#include "core/survival/ContingencyTests.h"

namespace metrisk::survival {

/// Inside core/survival: of all tables with these margins, weighed by their hypergeometric probability,
/// the share that is no likelier than the given one (Freeman and Halton 1951).
/// Throws Error{Input} when there are too many tables to go through.
double noLikelierShare(const CountTable& table);

}  // namespace metrisk::survival
