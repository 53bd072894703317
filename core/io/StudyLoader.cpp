#include "core/common/Error.h"
#include "core/common/Sha256.h"
#include "core/interop/DrawnLabel.h"
#include "core/io/DicomScan.h"
#include "core/io/GeometryText.h"
#include "core/io/LabelConvention.h"
#include "core/io/LabelLoading.h"
#include "core/io/LocalPath.h"
#include "core/io/NiftiFile.h"
#include "core/io/PatientMatch.h"
#include "core/io/Study.h"
#include "core/io/VolumeFiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace metrisk::io {

namespace {

namespace fs = std::filesystem;

constexpr std::array<Role, 3> roles{Role::T1ce, Role::Flair, Role::Label};

void refuseMissing(const StudyFiles& files)
{
    for (const Role role : roles) {
        if (role == Role::Label && files.label.empty())
            continue;
        if (files.of(role).empty())
            throw Error(Error::Kind::Input,
                        fmt::format("The {} is missing: no file was chosen for it.", roleName(role)),
                        "Choose one file or DICOM folder each for T1-CE and FLAIR.");
        if (!pathExists(files.of(role)))
            throw Error(Error::Kind::Input,
                        fmt::format("The {} does not exist: {}.", roleName(role), files.of(role).string()),
                        "Choose the file again.");
    }
}

void refuseSameContent(const std::vector<InputFile>& inputs)
{
    for (std::size_t a = 0; a < inputs.size(); ++a)
        for (std::size_t b = a + 1; b < inputs.size(); ++b)
            if (inputs[a].sha256 == inputs[b].sha256)
                throw Error(Error::Kind::Input,
                            fmt::format("The same image is chosen as {} and as {}.", roleName(inputs[a].role),
                                        roleName(inputs[b].role)),
                            "Choose the right file for each of the two.");
}

void refuseConstant(const imaging::Volume& volume, Role role)
{
    const auto [low, high] = std::minmax_element(volume.voxels().begin(), volume.voxels().end());
    if (*low == *high)
        throw Error(Error::Kind::Input,
                    fmt::format("The {} is empty: every voxel is {:g}.", roleName(role), *low),
                    "Export the series again, or choose another file.");
}

/// One role's file while the study is put together.
struct Part {
    LoadedVolume loaded;
    InputFile input;
    PatientClue clue;
};

Part readPart(Role role, const fs::path& path, const LoadedVolume& t1ce, const Job& job)
{
    Part part;
    part.loaded = role == Role::Label ? readLabel(path, t1ce, job.part(0.0, 0.8)) : readVolume(path, job.part(0.0, 0.8));
    part.input = {role, path, inputDigest(path, job.part(0.8, 1.0)),
                  geometryText(part.loaded.volume.geometry())};
    part.clue = {role, path, part.loaded.patientId, part.loaded.patientName, part.loaded.birthDate,
                 part.loaded.studyDate};
    return part;
}

std::string digestOf(const std::vector<fs::path>& files, const Job& job)
{
    std::string list;
    for (const auto& file : files)
        list += common::sha256OfPath(file, job) + "  " + file.filename().string() + "\n";
    return common::sha256Of(list);
}

/// The two files of a NIfTI pair, whichever of them was chosen; empty for anything else.
std::vector<fs::path> niftiPairOf(const fs::path& path)
{
    const auto beside = niftiHeaderBeside(path);
    const auto& header = beside.empty() ? path : beside;
    std::error_code ignored;
    if (!fs::is_regular_file(header, ignored) || !isNiftiFile(header))
        return {};
    const auto read = readNiftiHeader(header);
    return read.twoFiles ? std::vector<fs::path>{header, niftiVoxelFile(header, read)} : std::vector<fs::path>{};
}

template <class Items>
void append(std::vector<std::string>& notes, const Items& more)
{
    notes.insert(notes.end(), more.begin(), more.end());
}

}  // namespace

std::string inputDigest(const fs::path& chosen, const Job& job)
{
    const LocalPath local(chosen);
    const fs::path& path = local.path();
    std::error_code ignored;
    if (const auto pair = niftiPairOf(path); pair.size() == 2)
        return digestOf(pair, job);
    if (fs::is_directory(path, ignored) || isNiftiFile(path) || !interop::isDicomFile(path) ||
        interop::isDrawnLabel(path))
        return common::sha256OfPath(path, job);
    return digestOf(dicomSeriesOf(path).files, job);
}

Study loadStudy(const StudyFiles& files, const Job& job)
{
    refuseMissing(files);
    Study study;
    std::vector<PatientClue> clues;
    LoadedVolume t1ce;  // what a drawn label is brought onto
    for (std::size_t i = 0; i < roles.size(); ++i) {
        if (files.of(roles[i]).empty())
            continue;
        auto part = readPart(roles[i], files.of(roles[i]), t1ce, job.part(double(i) / 3.0, double(i + 1) / 3.0));
        append(study.notes, part.loaded.notes);
        study.inputs.push_back(part.input);
        clues.push_back(part.clue);
        if (roles[i] == Role::Label) {
            auto read = labelsFrom(part.loaded.volume, part.input.path.filename().string());
            study.label = std::move(read.labels);
            append(study.notes, read.notes);
            continue;
        }
        refuseConstant(part.loaded.volume, roles[i]);
        (roles[i] == Role::T1ce ? study.t1ce : study.flair) = part.loaded.volume;
        if (roles[i] == Role::T1ce)
            t1ce = part.loaded;
    }
    refuseSameContent(study.inputs);
    refuseDifferentPatients(clues);
    study.patient = identityOf(clues);
    append(study.notes, dateNotes(clues));
    return study;
}

}  // namespace metrisk::io
