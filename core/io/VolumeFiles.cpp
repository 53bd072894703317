#include "core/io/VolumeFiles.h"

#include "core/common/Error.h"
#include "core/interop/DicomFile.h"
#include "core/io/DicomScan.h"
#include "core/io/LocalPath.h"
#include "core/io/NiftiFile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace metrisk::io {

namespace {

namespace fs = std::filesystem;

LoadedVolume readNifti(const fs::path& path, const Job& job)
{
    const auto header = readStraightNiftiHeader(path);
    LoadedVolume loaded;
    loaded.volume = readNiftiVoxels(path, header, job);
    loaded.notes = header.notes;
    return loaded;
}

LoadedVolume readFolder(const fs::path& folder, const Job& job)
{
    const auto all = dicomSeriesIn(folder);
    const std::string name = folder.filename().string();
    if (all.empty())
        throw Error(Error::Kind::Input, fmt::format("The folder {} holds no DICOM images.", name),
                    "Choose a folder with one DICOM series, or a NIfTI file.");
    if (all.size() > 1)
        throw Error(Error::Kind::Input, fmt::format("The folder {} holds {} DICOM series.", name, all.size()),
                    "Choose one file of the series that is meant: the rest of its series is read with it.");
    return readDicomSeries(all.front(), job);
}

LoadedVolume readAny(const fs::path& path, const Job& job)
{
    std::error_code ignored;
    const std::string name = path.filename().string();
    if (!fs::exists(path, ignored))
        throw Error(Error::Kind::Input, fmt::format("{} does not exist.", path.string()),
                    "Choose the file again.");
    if (fs::is_directory(path, ignored))
        return readFolder(path, job);
    if (!fs::is_regular_file(path, ignored))
        throw Error(Error::Kind::Input, fmt::format("{} is not a file.", name),
                    "Choose a NIfTI file or a DICOM folder.");
    if (!isNiftiFile(path) && interop::isDicomFile(path))
        return readDicomSeries(dicomSeriesOf(path), job);
    if (isZipFile(path))
        throw Error(Error::Kind::Input, fmt::format("{} is an archive, not one image.", name),
                    "Drop it onto the window and choose among what it holds.");
    const auto header = niftiHeaderBeside(path);
    return readNifti(header.empty() ? path : header, job);  // tells what is wrong with the file when it is neither
}

bool isUnmeasured(float value) { return !std::isfinite(value); }

/// NaN becomes 0 and infinity the largest float, as in the reference implementation (nan_to_num).
void replaceUnmeasured(LoadedVolume& loaded, const std::string& name)
{
    const imaging::Volume original = loaded.volume;  // keeps the voxels while the volume is replaced
    const auto& voxels = original.voxels();
    const auto count = std::count_if(voxels.begin(), voxels.end(), isUnmeasured);
    if (count == 0)
        return;
    if (std::all_of(voxels.begin(), voxels.end(), [](float value) { return std::isnan(value); }))
        throw Error(Error::Kind::Input, fmt::format("{} holds no measured voxel: all of them are NaN.", name),
                    "Export the series again.");
    std::vector<float> cleaned = voxels;
    for (float& value : cleaned)
        if (isUnmeasured(value))
            value = std::isnan(value) ? 0.0F : std::copysign(std::numeric_limits<float>::max(), value);
    loaded.volume = {loaded.volume.geometry(), std::move(cleaned)};
    loaded.notes.push_back(
        fmt::format("{} of {} voxels of {} are not numbers (NaN or infinite); NaN was set to 0.", count,
                    voxels.size(), name));
}

}  // namespace

LoadedVolume readVolume(const fs::path& path, const Job& job)
{
    const LocalPath local(path);
    auto loaded = readAny(local.path(), job);
    replaceUnmeasured(loaded, path.filename().string());
    return loaded;
}

}  // namespace metrisk::io
