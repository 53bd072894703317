#include "core/io/LabelLoading.h"

#include "core/common/Error.h"
#include "core/interop/DrawnLabel.h"
#include "core/io/LocalPath.h"

namespace metrisk::io {

namespace {

void checkFrame(const interop::DrawnLabel& drawn, const LoadedVolume& t1ce, std::vector<std::string>& notes)
{
    if (drawn.frameOfReferenceUid.empty() || t1ce.frameOfReferenceUid.empty())
        notes.push_back("Whether " + drawn.name + " was drawn on this T1-CE cannot be told from the files. Check that it fits.");
    else if (drawn.frameOfReferenceUid != t1ce.frameOfReferenceUid)
        throw Error(Error::Kind::Input, drawn.name + " was drawn in another frame of reference than that of the T1-CE.",
                    "Choose the label that was drawn on this T1-CE, or bring it onto this scan first.");
}

LoadedVolume onto(const interop::DrawnLabel& drawn, const LoadedVolume& t1ce)
{
    LoadedVolume loaded;
    loaded.notes = drawn.notes;
    checkFrame(drawn, t1ce, loaded.notes);
    const auto labels = drawn.onGrid(t1ce.volume.geometry());
    loaded.volume = {labels.geometry(), std::vector<float>(labels.voxels().begin(), labels.voxels().end())};
    loaded.patientId = drawn.patientId;
    loaded.patientName = drawn.patientName;
    loaded.birthDate = drawn.birthDate;
    loaded.studyDate = drawn.studyDate;
    loaded.seriesDescription = drawn.description;
    loaded.frameOfReferenceUid = drawn.frameOfReferenceUid;
    return loaded;
}

}  // namespace

LoadedVolume readLabel(const std::filesystem::path& path, const LoadedVolume& t1ce, const Job& job)
{
    const LocalPath local(path);
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(local.path(), ignored) || !interop::isDrawnLabel(local.path()))
        return readVolume(path, job);
    job.advance(0.0);
    return onto(interop::readDrawnLabel(local.path()), t1ce);
}

}  // namespace metrisk::io
