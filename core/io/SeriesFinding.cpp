#include "core/io/SeriesFinding.h"

#include "core/common/Error.h"
#include "core/interop/DrawnLabel.h"
#include "core/io/GeometryText.h"
#include "core/io/NiftiFile.h"
#include "core/io/RoleNames.h"
#include "core/io/SeriesThumbnail.h"
#include "core/io/VolumeFiles.h"

#include <fmt/format.h>

#include <algorithm>

namespace metrisk::io {

namespace {

void propose(FoundSeries& found, const std::optional<Role>& role, Weight weight, const std::string& reason)
{
    if (!role || found.role)
        return;
    found.role = role;
    found.weight = weight;
    found.roleReason = reason;
}

void proposeByText(FoundSeries& found, const std::string& text, Weight weight, const std::string& source)
{
    const auto guess = roleFromText(text);
    propose(found, guess.role, weight, fmt::format("{} contains \"{}\"", source, guess.word));
}

void take(FoundSeries& found, const LoadedVolume& loaded, const LookOptions& options)
{
    found.geometry = loaded.volume.geometry();
    found.notes = loaded.notes;
    if (options.thumbnails)
        found.thumbnail = thumbnailOf(loaded.volume);
}

void takePlan(FoundSeries& found, const DicomSeries& series, const LookOptions& options)
{
    const auto plan = planOf(series.headers, found.name);
    found.geometry = plan.geometry;
    found.notes = plan.notes;
    notePart(series, found.notes);
    if (options.thumbnails)
        found.thumbnail = thumbnailOf(readSlice(series, plan, plan.geometry.size[2] / 2));
}

/// Runs a look; what it throws makes the series unusable, with the reason.
template <class Look>
void looking(FoundSeries& found, const Look& look)
{
    try {
        look();
        found.usable = true;
        found.reason = fmt::format("Can be read: {}.", geometryText(*found.geometry));
    } catch (const Error& error) {
        found.usable = false;
        found.reason = error.whatHappened();
        found.role.reset();
        found.roleReason.clear();
        found.weight = Weight::None;
    }
}

void readHeader(FoundSeries& found, const interop::DicomHeader& header)
{
    found.description = header.seriesDescription.empty() ? header.protocolName : header.seriesDescription;
    found.modality = header.modality;
    found.patientName = header.patientName;
    found.patientNameAsWritten = header.patientNameAsWritten;
    found.patientId = header.patientId;
    found.studyDate = header.studyDate;
    found.transferSyntax = interop::transferSyntaxName(header.transferSyntax);
}

/// What the numbers of the measurement tell where no words do: FLAIR inverts and waits, a T1 does not.
void proposeByTiming(FoundSeries& found, const interop::DicomHeader& header)
{
    constexpr double shortestFlairInversionMs = 1500, shortestT2EchoMs = 60, longestT1EchoMs = 30, longestT1RepetitionMs = 3000;
    if (header.inversionTimeMs >= shortestFlairInversionMs && header.echoTimeMs >= shortestT2EchoMs)
        return propose(found, Role::Flair, Weight::Content,
                       fmt::format("inversion time {:.0f} ms and echo time {:.0f} ms, as FLAIR has", header.inversionTimeMs,
                                   header.echoTimeMs));
    const bool t1 = header.echoTimeMs > 0 && header.echoTimeMs < longestT1EchoMs && header.repetitionTimeMs > 0 &&
                    header.repetitionTimeMs < longestT1RepetitionMs && found.description.empty();
    if (t1 && header.modality == "MR" && !header.contrastAgent.empty())
        propose(found, Role::T1ce, Weight::Content,
                fmt::format("contrast agent in its DICOM tags ({}) and the short times of a T1", header.contrastAgent));
}

void proposeByTags(FoundSeries& found, const interop::DicomHeader& header)
{
    const std::string text = header.seriesDescription + " " + header.protocolName;
    const auto guess = roleFromText(text);
    propose(found, guess.role, Weight::Tags, fmt::format("series description contains \"{}\"", guess.word));
    if (guess.t1Weighted && !header.contrastAgent.empty())
        propose(found, Role::T1ce, Weight::Tags,
                fmt::format("T1 with contrast agent in its DICOM tags ({})", header.contrastAgent));
    proposeByText(found, found.name, Weight::Tags, "name");
    proposeByTiming(found, header);
}

void take(FoundSeries& found, const interop::DrawnLabel& drawn)
{
    found.notes = drawn.notes;
    if (drawn.voxels)
        found.geometry = drawn.voxels->geometry();
    found.reason = drawn.voxels ? fmt::format("Can be read: {}.", geometryText(*found.geometry))
                                : fmt::format("Can be read: contours of {} regions.", drawn.contours.size());
    propose(found, Role::Label, Weight::Tags, drawn.voxels ? "is a DICOM segmentation" : "is a radiotherapy structure set");
}

}  // namespace

FoundSeries findingOfNifti(const ListedFile& file, const LookOptions& options)
{
    FoundSeries found;
    found.id = file.shown.string();
    found.path = file.shown;
    found.files = {file.shown};
    found.name = file.shown.filename().string();
    found.transferSyntax = found.name.ends_with(".gz") ? "NIfTI, compressed" : "NIfTI";
    proposeByText(found, found.name, Weight::Name, "name");
    looking(found, [&] {
        const auto header = readStraightNiftiHeader(file.local);
        found.geometry = header.geometry;
        found.notes = header.notes;
        if (header.twoFiles)
            found.files.push_back(file.shown.parent_path() / niftiVoxelFile(file.local, header).filename());
        if (options.readVoxels || options.thumbnails)
            take(found, readVolume(file.local), options);
    });
    return found;
}

FoundSeries findingOfSeries(const DicomSeries& series, const std::vector<ListedFile>& files, const LookOptions& options)
{
    FoundSeries found;
    found.isImageSeries = true;
    const auto& header = series.headers.front();
    found.id = header.frames > 1 || header.seriesUid.empty() ? header.sopInstanceUid : header.seriesUid;
    for (const auto& file : files)
        found.files.push_back(file.shown);
    found.path = found.files.front();
    if (found.id.empty())
        found.id = found.path.string();
    found.name = series.name();
    readHeader(found, header);
    if (!series.part.empty())
        found.description += (found.description.empty() ? "" : " · ") + series.part;
    proposeByTags(found, header);
    looking(found, [&] {
        if (!series.problems.empty())
            throw Error(Error::Kind::Input, series.problems.front(), "Export the series again.");
        options.readVoxels ? take(found, readDicomSeries(series), options) : takePlan(found, series, options);
    });
    return found;
}

FoundSeries findingOfDrawnLabel(const ListedFile& file, const interop::DicomHeader& header)
{
    FoundSeries found;
    found.id = file.shown.string();
    found.path = file.shown;
    found.files = {file.shown};
    found.name = file.shown.filename().string();
    readHeader(found, header);
    try {
        take(found, interop::readDrawnLabel(file.local));
        found.usable = true;
    } catch (const Error& error) {
        found.reason = error.whatHappened();
    }
    return found;
}

}  // namespace metrisk::io
