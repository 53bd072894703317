#include "tests/rendering/Baseline.h"

#include <cstdlib>

namespace metrisk::testing {

namespace {

std::filesystem::path baselinePath(const std::string& name)
{
    return std::filesystem::path(METRISK_SOURCE_DIR) / "tests/data/baselines" / (name + ".png");
}

/// The three pictures side by side; returns what to tell the reader.
std::string leftBehind(const Picture& actual, const std::optional<Picture>& baseline, const std::string& name)
{
    const std::filesystem::path folder = METRISK_PICTURES_DIR;
    writePng(actual, folder / (name + "-actual.png"));
    if (baseline) {
        writePng(*baseline, folder / (name + "-baseline.png"));
        writePng(difference(actual, *baseline), folder / (name + "-difference.png"));
    }
    return "See " + (folder / (name + "-*.png")).string() +
           ". If the new picture is right, run again with UPDATE_BASELINES=1 and review it like code.";
}

}  // namespace

::testing::AssertionResult matchesBaseline(const Picture& picture, const std::string& name)
{
    if (const char* update = std::getenv("UPDATE_BASELINES"); update && std::string(update) == "1") {
        writePng(picture, baselinePath(name));
        return ::testing::AssertionSuccess();
    }
    const auto baseline = readPng(baselinePath(name));
    if (!baseline)
        return ::testing::AssertionFailure() << "There is no baseline " << name << ". "
                                             << leftBehind(picture, baseline, name);
    const double share = differingShare(picture, *baseline);
    if (share <= largestDifferingShare)
        return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << share * 100 << " % of the pixels of " << name << " differ. "
                                         << leftBehind(picture, baseline, name);
}

}  // namespace metrisk::testing
