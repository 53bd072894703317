// Explanation of the full-size network in double precision against torch::mm in the same run.
#include "core/explanation/RelevancePropagation.h"
#include "core/inference/MemberThreads.h"
#include "tests/benchmarks/FullSizeModel.h"
#include "tests/benchmarks/ProductRate.h"

#include <benchmark/benchmark.h>

namespace metrisk::benchmarks {
namespace {

/// So many explanations side by side, one thread each, per member in units of the time that the 25.4 GFLOP of a
/// forward pass take at the double rate of torch::mm. Target: at most 5.5; the least arithmetic is about 4.3.
void explanation(benchmark::State& state)
{
    const auto threads = std::size_t(state.range(0));
    const auto& model = fullSizeModel();
    std::vector<double> units, rates;
    for ([[maybe_unused]] auto _ : state) {
        rates.push_back(productRate(torch::kFloat64, int(threads)));
        const double seconds = secondsOf([&] {
            inference::forEachMember(threads, 1, threads, {}, [&](std::size_t, const auto&) {
                explanation::tokenRelevance(
                    explanation::propagateRelevance(model.network, model.image, model.clinical));
            });
        });
        state.SetIterationTime(seconds);
        units.push_back(seconds / (double(threads) * forwardGflop / rates.back()));
    }
    state.counters["mm_gflops"] = medianOf(rates);
    state.counters["forward_units"] = medianOf(units);
}
BENCHMARK(explanation)->ArgName("threads")->Arg(1)->Arg(2)->Iterations(5)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace metrisk::benchmarks
