#include "tests/benchmarks/FirstPrediction.h"

#include "core/inference/GoldenCase.h"
#include "core/inference/RiskModel.h"
#include "core/inference/VisionTransformer.h"
#include "tests/benchmarks/ProductRate.h"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

namespace metrisk::benchmarks {

namespace {

/// VmHWM of this process.
double peakMegabytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stod(line.substr(6)) / 1024.0;
    return 0.0;
}

std::string outputOf(const std::string& command)
{
    FILE* pipe = ::popen(command.c_str(), "r");
    std::string text;
    char buffer[256];
    while (pipe && std::fgets(buffer, sizeof buffer, pipe))
        text += buffer;
    if (!pipe || ::pclose(pipe) != 0)
        throw std::runtime_error("could not run " + command);
    return text;
}

}  // namespace

FirstPrediction measuredStart(const std::filesystem::path& pack)
{
    const auto program = std::filesystem::read_symlink("/proc/self/exe").string();
    FirstPrediction measured;
    std::string said;
    measured.wholeSeconds =
        secondsOf([&] { said = outputOf("'" + program + "' --first-prediction '" + pack.string() + "'"); });
    std::istringstream(said) >> measured.digestSeconds >> measured.mappedSeconds >> measured.peakMegabytes;
    return measured;
}

int predictOnce(const std::filesystem::path& pack)
{
    inference::ModelPackage package;
    const double digest = secondsOf([&] { package = inference::loadPackage(pack); });
    const double mapped = secondsOf([&] {
        for (const auto& member : package.members)
            inference::VisionTransformer::load(package.architecture,
                                               inference::SafetensorsFile(pack / member.file));
    });
    const inference::RiskModel model(package);
    const auto golden = inference::readGoldenCase(pack / package.goldenFile, package.architecture);
    model.predict(golden.input);
    std::cout << digest << ' ' << mapped << ' ' << peakMegabytes() << '\n';
    return 0;
}

}  // namespace metrisk::benchmarks
