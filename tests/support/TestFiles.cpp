#include "tests/support/TestFiles.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>

namespace metrisk::testing {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder()
{
    std::random_device random;
    m_path = fs::temp_directory_path() / ("metrisk test " + std::to_string(random()));
    fs::create_directories(m_path);
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

std::optional<fs::path> goldenFolder()
{
    const char* chosen = std::getenv("METRISK_GOLDEN_DIR");
    const fs::path folder = chosen ? fs::path(chosen) : fs::path(METRISK_SHARED_DIR) / "golden";
    return fs::is_directory(folder) ? std::optional(folder) : std::nullopt;
}

std::optional<fs::path> realDataFolder()
{
    const fs::path folder = fs::path(METRISK_SHARED_DIR) / "data";
    return fs::is_directory(folder) ? std::optional(folder) : std::nullopt;
}

std::vector<fs::path> manifestsIn(const fs::path& folder, const std::string& suffix)
{
    std::vector<fs::path> manifests;
    if (fs::is_directory(folder))
        for (const auto& entry : fs::directory_iterator(folder))
            if (entry.path().string().ends_with(suffix))
                manifests.push_back(entry.path());
    std::sort(manifests.begin(), manifests.end());
    return manifests;
}

std::string textOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>(stream), {}};
}

void writeText(const fs::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary) << text;
}

}  // namespace metrisk::testing
