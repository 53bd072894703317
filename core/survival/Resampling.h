#pragma once

#include "core/common/Job.h"
#include "core/survival/Interval.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace metrisk::survival {

/// Bootstrap and permutation. The draws come from MetRisk's own generator, so a seed gives the same
/// numbers on every machine. The job reports progress and is the cancel point.
///
///     const auto result = bootstrap(patients.size(), [&](const Draw& rows) { return median(of(rows)); });
using Draw = std::vector<std::size_t>;                                   // rows, from 0
using Statistic = std::function<std::optional<double>(const Draw&)>;     // absent: not computable there

struct BootstrapOptions {
    int resamples = 2000;
    std::uint64_t seed = 1;
    double confidence = 0.95;
    bool accelerated = false;      // BCa too: costs one more statistic per patient (the jackknife)
};

struct BootstrapResult {
    double estimate = 0.0;         // of the patients as they are
    double standardError = 0.0;    // standard deviation of the resamples
    Interval percentile;           // type-7 quantiles of the resamples
    std::optional<Interval> bca;   // bias-corrected and accelerated (Efron 1987); absent where all
                                   // resamples lie on one side of the estimate
    int notComputable = 0;         // resamples left out, such as those without an event
    std::vector<double> values;    // of the others, ascending
};

/// Rows drawn with replacement. Throws Error{Input} for no rows, fewer than two resamples, a statistic
/// that cannot be computed of the patients as they are or of any two resamples; Cancelled.
BootstrapResult bootstrap(std::size_t rows, const Statistic& statistic, const BootstrapOptions& options = {}, const Job& job = {});

enum class Tail { TwoSided, Greater, Less };

struct PermutationOptions {
    int permutations = 9999;
    std::uint64_t seed = 1;
    Tail tail = Tail::TwoSided;    // two-sided: as far from `centre` or farther
    double centre = 0.0;           // of the statistic when nothing is related
};

struct PermutationResult {
    double observed = 0.0;
    double p = 1.0;                // (1 + as extreme) / (1 + permutations): Phipson and Smyth 2010
    int asExtreme = 0;
};

/// `statistic` gets the rows in an order to relabel them by: the given order first, then shuffled
/// (Durstenfeld 1964). Throws Error{Input} as bootstrap; Cancelled.
PermutationResult permutationTest(std::size_t rows, const Statistic& statistic, const PermutationOptions& options = {},
                                  const Job& job = {});

}  // namespace metrisk::survival
