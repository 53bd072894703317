#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace metrisk::testing {

/// A folder of its own that is removed at the end of the test. Its name holds a space on purpose.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path operator/(const std::string& name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

/// Reference numbers: METRISK_GOLDEN_DIR, else ../shared/golden; absent when neither exists.
std::optional<std::filesystem::path> goldenFolder();

/// Real images: ../shared/data; absent when it does not exist.
std::optional<std::filesystem::path> realDataFolder();

/// Every manifest below a folder whose name ends with `suffix`, sorted.
std::vector<std::filesystem::path> manifestsIn(const std::filesystem::path& folder,
                                               const std::string& suffix = ".json");

std::string textOf(const std::filesystem::path& file);
void writeText(const std::filesystem::path& file, const std::string& text);

}  // namespace metrisk::testing
