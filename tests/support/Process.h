#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace metrisk::testing {

/// How a program ended and what it said on both streams together.
struct Outcome {
    int exitCode = -1;
    std::string output;
};

/// Runs a program without a shell, so that every argument arrives as it is.
Outcome run(const std::filesystem::path& program, const std::vector<std::string>& arguments);

}  // namespace metrisk::testing
