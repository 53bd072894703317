#pragma once

#include <filesystem>

namespace metrisk::app {

/// The model pack used when none is named: METRISK_PACK, else models/demo beside or above the
/// program (a build folder, or share/metrisk of an installation). Throws Error{Model} when there is none.
std::filesystem::path defaultPackFolder();

/// The pack that draws lesions when none is named: METRISK_SEGMENTATION_PACK, else models/segmentation-demo, found as the
/// model pack is. Throws Error{Model} when there is none.
std::filesystem::path defaultSegmentationPackFolder();

/// The user's case base: cases.sqlite in XDG_DATA_HOME/metrisk (~/.local/share/metrisk).
std::filesystem::path defaultDatabaseFile();

}  // namespace metrisk::app
