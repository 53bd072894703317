#pragma once

#include "core/survival/CoxData.h"

#include <cmath>
#include <cstdint>

namespace metrisk::benchmarks {

/// Patients drawn from a formula, the same on every machine: exponential times with hazard ratios of the
/// risk, about a third censored, times of whole tenths of a day so that some are tied.
struct Cohort {
    std::vector<survival::FollowUp> patients;
    std::vector<double> risks;
    survival::CoxData cox;  // three covariates, the first of them the risk
};

inline double uniform(std::uint64_t& state)  // Steele, Lea and Flood 2014: SplitMix64
{
    std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return (double((z ^ (z >> 31)) >> 11) + 0.5) / 9007199254740992.0;
}

inline Cohort cohortOf(std::size_t size)
{
    std::uint64_t state = size;
    Cohort cohort;
    cohort.cox.covariates.resize(Eigen::Index(size), 3);
    cohort.cox.names = {"risk", "age", "sex"};
    for (std::size_t i = 0; i < size; ++i) {
        const double risk = 2.0 * uniform(state) - 1.0, age = 30.0 + 50.0 * uniform(state);
        const double failure = -std::log(uniform(state)) * std::exp(-risk) * 24.0, censoring = -std::log(uniform(state)) * 48.0;
        const double time = std::ceil(300.0 * std::fmin(failure, censoring)) / 300.0;
        cohort.patients.push_back({time, failure <= censoring});
        cohort.risks.push_back(risk);
        cohort.cox.covariates.row(Eigen::Index(i)) << risk, age, double(uniform(state) < 0.5);
    }
    cohort.cox.patients = cohort.patients;
    return cohort;
}

}  // namespace metrisk::benchmarks
