// How long the statistics of core/survival take on 10^4, 10^5 and 10^6 patients.
//
//     benchmark_survival                        prints the times
//     benchmark_survival --csv FOLDER           writes the same patients as FOLDER/N.csv instead, for
//                                               survival_vs_r.sh

#include "core/survival/Concordance.h"
#include "core/survival/CoxLikelihood.h"
#include "core/survival/CoxModel.h"
#include "core/survival/LogRank.h"
#include "tests/benchmarks/BenchmarkCohort.h"

#include <benchmark/benchmark.h>

#include <fstream>
#include <map>
#include <string>

namespace metrisk::benchmarks {
namespace {

const Cohort& cohort(std::int64_t size)
{
    static std::map<std::int64_t, Cohort> cohorts;
    if (!cohorts.contains(size))
        cohorts.emplace(size, cohortOf(std::size_t(size)));
    return cohorts.at(size);
}

void kaplanMeier(benchmark::State& state)
{
    const auto& patients = cohort(state.range(0)).patients;
    for (auto _ : state)
        benchmark::DoNotOptimize(survival::kaplanMeier(patients));
}

void logRank(benchmark::State& state)
{
    const auto& all = cohort(state.range(0));
    survival::Groups groups(2);
    for (std::size_t i = 0; i < all.patients.size(); ++i)
        groups[all.cox.covariates(Eigen::Index(i), 2) > 0.5].push_back(all.patients[i]);
    for (auto _ : state)
        benchmark::DoNotOptimize(survival::logRankTest(groups));
}

void concordance(benchmark::State& state)
{
    const auto& all = cohort(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(survival::concordanceEstimate(all.patients, all.risks, 0.95, survival::RiskTies::Exact));
}

void coxGradient(benchmark::State& state)
{
    const auto& all = cohort(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(survival::coxSums(survival::coxDesign(all.cox), Eigen::Vector3d(0.5, 0.0, 0.0),
                                                   survival::Ties::Efron, false));
}

void coxFit(benchmark::State& state)
{
    const auto& all = cohort(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(survival::fitCox(all.cox));
}

void writeCsv(const std::string& folder)
{
    for (const int size : {10'000, 100'000, 1'000'000}) {
        std::ofstream file(folder + "/" + std::to_string(size) + ".csv");
        file.precision(17);
        file << "time,event,risk,age,sex\n";
        const auto all = cohortOf(std::size_t(size));
        for (std::size_t i = 0; i < all.patients.size(); ++i) {
            const auto row = all.cox.covariates.row(Eigen::Index(i));
            file << all.patients[i].timeMonths << ',' << all.patients[i].event << ',' << row[0] << ',' << row[1] << ',' << row[2]
                 << '\n';
        }
    }
}

}  // namespace

#define METRISK_SIZES RangeMultiplier(10)->Range(10'000, 1'000'000)->Unit(benchmark::kMillisecond)
BENCHMARK(kaplanMeier)->METRISK_SIZES;
BENCHMARK(logRank)->METRISK_SIZES;
BENCHMARK(concordance)->METRISK_SIZES;
BENCHMARK(coxGradient)->METRISK_SIZES;
BENCHMARK(coxFit)->METRISK_SIZES;

}  // namespace metrisk::benchmarks

int main(int argc, char** argv)
{
    if (argc == 3 && std::string(argv[1]) == "--csv") {
        metrisk::benchmarks::writeCsv(argv[2]);
        return 0;
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
