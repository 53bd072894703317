#include "core/io/DicomSeries.h"

#include "core/common/Error.h"
#include "core/interop/DicomFile.h"
#include "core/interop/DicomPixels.h"
#include "core/io/SeriesParts.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace metrisk::io {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuseSamePlace(const std::string& series)
{
    throw Error(Error::Kind::Input,
                fmt::format("The DICOM series in {} holds several images of the same place (time points or echoes).", series),
                "Export the one image series that is meant into a folder of its own.");
}

/// Puts decoded frames where the plan wants them, and compares further images of a place with the first.
class Stack {
public:
    Stack(const DicomSeries& series, const SlicePlan& plan) : m_series(series), m_plan(plan)
    {
        for (int z = 0; z < int(plan.slices.size()); ++z)
            m_targets[plan.slices[std::size_t(z)].file].push_back({plan.slices[std::size_t(z)].frame, z, false});
        for (const auto& [z, ref] : plan.doubles)
            m_targets[ref.file].push_back({ref.frame, z, true});
    }

    /// First the slices themselves, then their doubles.
    std::vector<float> read(const Job& job)
    {
        m_voxels.resize(m_plan.slices.size());
        for (const bool doubles : {false, true}) {
            std::size_t done = 0;
            for (const auto& [file, targets] : m_targets) {
                job.advance(double(done++) / double(m_targets.size()));
                readFile(file, targets, doubles);
            }
        }
        return joined();
    }

private:
    struct Target {
        int frame, z;
        bool isDouble;
    };

    void readFile(std::size_t index, const std::vector<Target>& targets, bool doubles)
    {
        if (std::none_of(targets.begin(), targets.end(), [&](const Target& t) { return t.isDouble == doubles; }))
            return;
        const auto file = interop::DicomFile::read(m_series.files[index]);
        const auto& header = m_series.headers[index];
        interop::decodeFrames(file, header, [&](int frame, const std::vector<float>& stored) {
            for (const auto& target : targets)
                if (target.frame == frame && target.isDouble == doubles)
                    take(target, stored, header.planes[std::size_t(frame)]);
        });
    }

    void take(const Target& target, const std::vector<float>& stored, const interop::DicomPlane& plane)
    {
        std::vector<float> values = stored;
        if (plane.slope != 1.0 || plane.intercept != 0.0)
            for (float& value : values)
                value = float(plane.slope * double(value) + plane.intercept);
        auto& slice = m_voxels[std::size_t(target.z)];
        if (target.isDouble && slice != values)
            refuseSamePlace(m_series.name());
        slice = std::move(values);
    }

    std::vector<float> joined()
    {
        std::vector<float> all;
        all.reserve(m_plan.geometry.voxelCount());
        for (auto& slice : m_voxels) {
            all.insert(all.end(), slice.begin(), slice.end());
            std::vector<float>().swap(slice);
        }
        return all;
    }

    const DicomSeries& m_series;
    const SlicePlan& m_plan;
    std::map<std::size_t, std::vector<Target>> m_targets;  // by file
    std::vector<std::vector<float>> m_voxels;              // by slice
};

/// What the files of one series share.
std::string keyOf(const fs::path& file, const interop::DicomHeader& header)
{
    if (header.frames > 1 && header.concatenationUid.empty())
        return file.string();
    if (header.seriesUid.empty())  // some programs that hide names blank it: the folder is what is left
        return file.parent_path().string() + "/ " + header.seriesDescription;
    return header.seriesUid + " " + header.concatenationUid;
}

void noteDoubles(const SlicePlan& plan, const std::string& series, std::vector<std::string>& notes)
{
    if (!plan.doubles.empty())
        notes.push_back(fmt::format("{} images of {} are exact copies of other slices and were left out.",
                                    plan.doubles.size(), series));
}

}  // namespace

std::string DicomSeries::name() const
{
    if (!shownName.empty())
        return shownName;
    return files.size() == 1 ? files.front().filename().string() : files.front().parent_path().filename().string();
}

DicomSeries DicomSeries::only(const std::vector<std::size_t>& members) const
{
    DicomSeries some;
    some.problems = problems;
    some.part = part;
    some.shownName = shownName;
    for (const auto i : members) {
        some.files.push_back(files[i]);
        some.headers.push_back(headers[i]);
    }
    return some;
}

void SeriesCollector::add(const fs::path& file, interop::DicomHeader header)
{
    auto& series = m_series[keyOf(file, header)];
    series.files.push_back(file);
    series.headers.push_back(std::move(header));
}

void SeriesCollector::addDamaged(const fs::path& file, interop::DicomHeader header, const std::string& seriesUid,
                                 const std::string& problem)
{
    auto& series = m_series[seriesUid + " "];
    series.files.push_back(file);
    series.headers.push_back(std::move(header));
    series.problems.push_back(problem);
}

std::vector<DicomSeries> SeriesCollector::collected() const
{
    std::vector<DicomSeries> all;
    for (const auto& [key, series] : m_series) {
        std::vector<std::size_t> order(series.files.size());
        std::iota(order.begin(), order.end(), std::size_t(0));
        std::sort(order.begin(), order.end(), [&](auto a, auto b) { return series.files[a] < series.files[b]; });
        for (auto& part : partsOf(series.only(order)))
            all.push_back(std::move(part));
    }
    std::sort(all.begin(), all.end(), [](const DicomSeries& a, const DicomSeries& b) { return a.files < b.files; });
    return all;
}

void notePart(const DicomSeries& series, std::vector<std::string>& notes)
{
    if (!series.part.empty())
        notes.push_back(fmt::format("The series in {} holds several images of every place; this is {}.", series.name(), series.part));
}

LoadedVolume readDicomSeries(const DicomSeries& series, const Job& job)
{
    if (!series.problems.empty())
        throw Error(Error::Kind::Input, series.problems.front(), "Export the image series again as DICOM, or as NIfTI.");
    const auto plan = planOf(series.headers, series.name());
    LoadedVolume loaded;
    loaded.volume = {plan.geometry, Stack(series, plan).read(job)};
    loaded.notes = plan.notes;
    noteDoubles(plan, series.name(), loaded.notes);
    notePart(series, loaded.notes);
    const auto& header = series.headers.front();
    loaded.patientId = header.patientId;
    loaded.patientName = header.patientName;
    loaded.birthDate = header.birthDate;
    loaded.studyDate = header.studyDate;
    loaded.seriesDescription = header.seriesDescription;
    loaded.frameOfReferenceUid = header.frameOfReferenceUid;
    return loaded;
}

imaging::Volume readSlice(const DicomSeries& series, const SlicePlan& plan, int z)
{
    const auto& size = plan.geometry.size;
    const SlicePlan one{imaging::subGeometry(plan.geometry, {0, 0, z}, {size[0], size[1], 1}), {plan.slices[std::size_t(z)]}, {}, {}};
    return {one.geometry, Stack(series, one).read({})};
}

}  // namespace metrisk::io
