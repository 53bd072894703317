// How fast the model is: build with METRISK_BUILD_BENCHMARKS=ON and run benchmark_model on a quiet computer.
#include "tests/benchmarks/FirstPrediction.h"

#include <benchmark/benchmark.h>

#include <string_view>

int main(int count, char** arguments)
{
    if (count == 3 && std::string_view(arguments[1]) == "--first-prediction")
        return metrisk::benchmarks::predictOnce(arguments[2]);
    benchmark::Initialize(&count, arguments);
    if (benchmark::ReportUnrecognizedArguments(count, arguments))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
