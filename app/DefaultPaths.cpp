#include "app/DefaultPaths.h"

#include "core/common/Error.h"

#include <cstdlib>

namespace metrisk::app {

namespace {

namespace fs = std::filesystem;

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

fs::path packFolder(const char* variable, const std::string& name, const Error& absent)
{
    if (const auto chosen = environment(variable); !chosen.empty())
        return chosen;
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
    for (fs::path folder = program.parent_path(); !folder.empty(); folder = folder.parent_path()) {
        for (const auto& place : {"models/" + name, "share/metrisk/models/" + name})
            if (fs::exists(folder / place / "model.json", ignored))
                return folder / place;
        if (folder == folder.root_path())
            break;
    }
    throw absent;
}

}  // namespace

fs::path defaultPackFolder()
{
    return packFolder("METRISK_PACK", "demo",
                      Error(Error::Kind::Model, "No model pack was found.", "Name one with --pack FOLDER."));
}

fs::path defaultSegmentationPackFolder()
{
    return packFolder("METRISK_SEGMENTATION_PACK", "segmentation-demo",
                      Error(Error::Kind::Model, "No label was chosen, and no segmentation pack was found that could draw one.",
                            "Choose a label, or name a pack with --segmentation-pack FOLDER."));
}

fs::path defaultDatabaseFile()
{
    const auto data = environment("XDG_DATA_HOME");
    const fs::path base = !data.empty() ? fs::path(data) : fs::path(environment("HOME")) / ".local/share";
    return base / "metrisk" / "cases.sqlite";
}

}  // namespace metrisk::app
