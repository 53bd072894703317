#pragma once

#include <filesystem>
#include <functional>

class DcmDataset;

namespace metrisk::testing {

/// Changes elements of a DICOM file where it lies; it keeps its transfer syntax.
void editDicom(const std::filesystem::path& path, const std::function<void(DcmDataset&)>& change);

}  // namespace metrisk::testing
