#include "core/io/DicomSeries.h"

#include "core/common/Error.h"
#include "core/io/DicomImage.h"
#include "core/io/DicomOutline.h"
#include "core/io/DicomSlices.h"
#include "core/io/GeometryCheck.h"

#include <algorithm>
#include <map>

namespace metrisk::io {

namespace {

namespace fs = std::filesystem;

/// GDCM keeps the frames in the order of the file, so each one's own place is compared.
imaging::Volume readMultiFrame(const fs::path& file)
{
    auto image = readDicomImage(file);
    checkPlace(image.geometry, file.filename().string());
    checkFramePositions(image.geometry, framePositions(file), file.filename().string());
    return {image.geometry, std::move(image.voxels)};
}

imaging::Volume readSlices(const DicomSeries& series, const Job& job)
{
    const std::string name = series.files.front().parent_path().filename().string();
    const auto outline = checkedOutline(series.files.front());
    checkedVolumeSize(
        {double(outline.columns), double(outline.rows), std::max(2.0, double(series.files.size()))}, name);
    std::vector<DicomImage> slices;
    for (const auto& file : series.files) {
        job.advance(double(slices.size()) / double(series.files.size()));
        slices.push_back(readDicomImage(file));
        if (slices.back().geometry.size[2] != 1)
            throw Error(Error::Kind::Input,
                        file.filename().string() + " holds many images, and so do others beside it.",
                        "Choose the one file that is meant, in a folder of its own.");
    }
    const auto geometry = stackSlices(slices, name);
    checkPlace(geometry, name);
    std::vector<float> voxels;
    voxels.reserve(geometry.voxelCount());
    for (const auto& slice : slices)
        voxels.insert(voxels.end(), slice.voxels.begin(), slice.voxels.end());
    return {geometry, std::move(voxels)};
}

}  // namespace

std::vector<DicomSeries> dicomSeriesIn(const fs::path& folder)
{
    std::map<std::string, DicomSeries> bySeries;
    std::error_code ignored;
    for (auto entry = fs::directory_iterator(folder, ignored); entry != fs::directory_iterator();
         entry.increment(ignored)) {
        if (!entry->is_regular_file(ignored) || !isDicomFile(entry->path()))
            continue;
        const auto outline = dicomOutlineOf(entry->path());
        const bool damagedSlice = outline.damaged && !outline.seriesUid.empty();  // told of when its series is read
        if (outline.problem.empty() || damagedSlice)
            bySeries[outline.seriesUid].files.push_back(entry->path());
    }
    std::vector<DicomSeries> all;
    for (auto& [uid, series] : bySeries) {
        std::sort(series.files.begin(), series.files.end());
        all.push_back(std::move(series));
    }
    std::sort(all.begin(), all.end(),
              [](const DicomSeries& a, const DicomSeries& b) { return a.files < b.files; });
    return all;
}

DicomSeries dicomSeriesOf(const fs::path& file)
{
    for (auto& series : dicomSeriesIn(file.has_parent_path() ? file.parent_path() : "."))
        for (const auto& member : series.files)
            if (member.filename() == file.filename())
                return std::move(series);
    checkedOutline(file);  // tells why it is in no series
    throw Error(Error::Kind::Input, file.filename().string() + " belongs to no DICOM image series.",
                "Choose a DICOM folder or a NIfTI file.");
}

LoadedVolume readDicomSeries(const DicomSeries& series, const Job& job)
{
    const fs::path& first = series.files.front();
    const DicomHeader header = readDicomHeader(first);
    const bool multiFrame = series.files.size() == 1 && header.size[2] > 1;
    LoadedVolume loaded;
    loaded.volume = multiFrame ? readMultiFrame(first) : readSlices(series, job);
    loaded.patientId = header.patientId;
    loaded.patientName = header.patientName;
    loaded.birthDate = header.birthDate;
    loaded.studyDate = header.studyDate;
    loaded.seriesDescription = header.seriesDescription;
    return loaded;
}

}  // namespace metrisk::io
