// Forward pass and ensemble of the full-size network against the rate of torch::mm in the same run.
#include "core/inference/GoldenCase.h"
#include "core/inference/MemberThreads.h"
#include "tests/benchmarks/FullSizeModel.h"
#include "tests/benchmarks/ProductRate.h"

#include <benchmark/benchmark.h>

namespace metrisk::benchmarks {
namespace {

/// So many float32 forward passes side by side, one thread each. Target: share_of_mm at least 0.85.
void forward(benchmark::State& state)
{
    const auto threads = std::size_t(state.range(0));
    const auto& model = fullSizeModel();
    std::vector<double> shares, rates;
    for ([[maybe_unused]] auto _ : state) {
        rates.push_back(productRate(torch::kFloat32, int(threads)));
        const double seconds = secondsOf([&] {
            inference::forEachMember(threads, 1, threads, {}, [&](std::size_t, const auto&) {
                const torch::NoGradGuard noGradients;
                model.network.forward(model.image, model.clinical);
            });
        });
        state.SetIterationTime(seconds);
        shares.push_back(double(threads) * forwardGflop / seconds / rates.back());
    }
    state.counters["mm_gflops"] = medianOf(rates);
    state.counters["share_of_mm"] = medianOf(shares);
}
BENCHMARK(forward)->ArgName("threads")->Arg(1)->Arg(2)->Iterations(9)->UseManualTime()->Unit(benchmark::kMillisecond);

/// Five members against one, both as MetRisk predicts. Target: times_one_member at most 5. The same five against
/// torch::mm on two threads tells what was lost between them.
void ensembleOfFive(benchmark::State& state)
{
    const inference::RiskModel five(inference::loadPackage(fullSizePack(5)));
    const inference::RiskModel one(inference::loadPackage(fullSizePack(1)));
    const auto input = inference::readGoldenCase(five.package().folder / five.package().goldenFile,
                                                 five.package().architecture).input;
    std::vector<double> ratios, shares;
    for ([[maybe_unused]] auto _ : state) {
        const double rate = productRate(torch::kFloat32, 2);
        const double single = secondsOf([&] { one.predict(input); });
        const double seconds = secondsOf([&] { five.predict(input); });
        state.SetIterationTime(seconds);
        ratios.push_back(seconds / single);
        shares.push_back(5 * forwardGflop / seconds / rate);
    }
    state.counters["times_one_member"] = medianOf(ratios);
    state.counters["share_of_mm"] = medianOf(shares);
}
BENCHMARK(ensembleOfFive)->Iterations(5)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace metrisk::benchmarks
