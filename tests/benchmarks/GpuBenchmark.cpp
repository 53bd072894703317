// The same on the GPU, where LibTorch sees one.
#include "core/explanation/RelevancePropagation.h"
#include "core/inference/Device.h"
#include "tests/benchmarks/FullSizeModel.h"
#include "tests/benchmarks/ProductRate.h"

#include <benchmark/benchmark.h>

namespace metrisk::benchmarks {
namespace {

/// Runs `work` with the network and its input on the GPU; units of the forward's 25.4 GFLOP at the rate of torch::mm.
template <class Work>
void onGpu(benchmark::State& state, torch::ScalarType type, const Work& work)
{
    const auto device = inference::chosenDevice();
    if (!device.is_cuda()) {
        state.SkipWithError("LibTorch sees no GPU");
        return;
    }
    const auto& model = fullSizeModel();
    const auto network = model.network.to(device, torch::kFloat32);
    const auto image = model.image.to(device), clinical = model.clinical.to(device);
    const auto once = [&] {
        work(network, image, clinical);
        torch::cuda::synchronize();
    };
    once();
    std::vector<double> units, rates;
    for ([[maybe_unused]] auto _ : state) {
        rates.push_back(productRate(type, 1, device));
        const double seconds = secondsOf(once);
        state.SetIterationTime(seconds);
        units.push_back(seconds / (forwardGflop / rates.back()));
    }
    state.counters["mm_gflops"] = medianOf(rates);
    state.counters["forward_units"] = medianOf(units);
}

void gpuForward(benchmark::State& state)
{
    onGpu(state, torch::kFloat32, [](const auto& network, const auto& image, const auto& clinical) {
        const torch::NoGradGuard noGradients;
        network.forward(image, clinical);
    });
}
BENCHMARK(gpuForward)->Iterations(20)->UseManualTime()->Unit(benchmark::kMillisecond);

void gpuExplanation(benchmark::State& state)
{
    onGpu(state, torch::kFloat64, [](const auto& network, const auto& image, const auto& clinical) {
        explanation::tokenRelevance(explanation::propagateRelevance(network, image, clinical));
    });
}
BENCHMARK(gpuExplanation)->Iterations(5)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace metrisk::benchmarks
