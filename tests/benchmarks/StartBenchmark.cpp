// From the start of a process to its first risk, and the memory it takes.
#include "tests/benchmarks/FirstPrediction.h"
#include "tests/benchmarks/FullSizeModel.h"
#include "tests/benchmarks/ProductRate.h"

#include <benchmark/benchmark.h>

namespace metrisk::benchmarks {
namespace {

void report(benchmark::State& state, const std::filesystem::path& pack)
{
    std::vector<double> digest, mapped, peak;
    for ([[maybe_unused]] auto _ : state) {
        const auto start = measuredStart(pack);
        state.SetIterationTime(start.wholeSeconds);
        digest.push_back(start.digestSeconds);
        mapped.push_back(start.mappedSeconds);
        peak.push_back(start.peakMegabytes);
    }
    state.counters["digest_s"] = medianOf(digest);
    state.counters["mapped_s"] = medianOf(mapped);
    state.counters["peak_MB"] = medianOf(peak);
}

/// Target: under 2 s.
void firstPredictionOfTheDemoPack(benchmark::State& state)
{
    report(state, std::filesystem::path(METRISK_SOURCE_DIR) / "models/demo");
}
BENCHMARK(firstPredictionOfTheDemoPack)->Iterations(5)->UseManualTime()->Unit(benchmark::kMillisecond);

/// Targets: members mapped in under 1 s, at most 1.4 GB resident.
void firstPredictionOfFiveFullSizeMembers(benchmark::State& state) { report(state, fullSizePack(5)); }
BENCHMARK(firstPredictionOfFiveFullSizeMembers)->Iterations(3)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace metrisk::benchmarks
