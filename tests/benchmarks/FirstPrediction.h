#pragma once

#include <filesystem>

/// One start of the program up to its first prediction, as a process of its own: libraries, pack, golden case.
namespace metrisk::benchmarks {

struct FirstPrediction {
    double digestSeconds = 0.0;   // reading the pack and digesting its files
    double mappedSeconds = 0.0;   // the members mapped and ready to compute
    double wholeSeconds = 0.0;    // from the start of the process to the first risk, golden case included
    double peakMegabytes = 0.0;   // largest resident memory, mapped pages included
};

/// Starts this program again with `--first-prediction PACK` and reads what it says.
FirstPrediction measuredStart(const std::filesystem::path& pack);

/// What that process does.
int predictOnce(const std::filesystem::path& pack);

}  // namespace metrisk::benchmarks
