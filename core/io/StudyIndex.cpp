#include "core/io/StudyIndex.h"

#include "core/common/Error.h"
#include "core/io/NiftiFile.h"
#include "core/io/RoleChoice.h"
#include "core/io/SeriesFinding.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace metrisk::io {

namespace {

namespace fs = std::filesystem;
using interop::DicomKind;

/// Why a file that nobody can read is none of our business.
std::string notAnImage(const ListedFile& file)
{
    const std::string name = file.shown.filename().string(), extension = file.shown.extension().string();
    if (extension == ".img" || name.ends_with(".img.gz"))
        return name + " holds the voxels of an image whose header is not beside it or is no NIfTI header (.hdr and .img).";
    if (extension == ".hdr" || name.ends_with(".hdr.gz"))
        return name + " is no NIfTI header; one of the older kind (ANALYZE 7.5) does not say which side is the patient's left.";
    if (isZipFile(file.local))
        return name + " is an archive inside an archive.";
    return name + " is no image: neither NIfTI nor DICOM.";
}

/// Looks at one file after the other and keeps what it learns.
class Looking {
public:
    Looking(const LookOptions& options, const Job& job) : m_options(options), m_job(job) {}

    StudyIndex run(const FileList& list)
    {
        for (std::size_t i = 0; i < list.files.size(); ++i) {
            m_job.advance(0.5 * double(i) / double(list.files.size()));
            lookAt(list.files[i]);
        }
        addSeries();
        judgeOthers();
        chooseRoles(m_index.series);
        judgeMembers();
        sortFiles();
        return std::move(m_index);
    }

private:
    void lookAt(const ListedFile& file)
    {
        std::error_code failed;
        if (!file.problem.empty())
            return keepOut(file, file.problem, Verdict::Refused);
        if (fs::file_size(file.local, failed) == 0 && !failed)
            return keepOut(file, file.shown.filename().string() + " is empty.", Verdict::Refused);
        if (isNiftiFile(file.local))
            return addFinding(findingOfNifti(file, m_options));
        if (interop::isDicomFile(file.local))
            return lookAtDicomFile(file);
        if (hasNiftiName(file.shown))  // says why it cannot be read
            return addFinding(findingOfNifti(file, m_options));
        m_others.push_back(file);
    }

    /// What is left when all series are known: the voxels of a pair belong to its header.
    void judgeOthers()
    {
        std::set<fs::path> taken;
        for (const auto& series : m_index.series)
            taken.insert(series.files.begin(), series.files.end());
        for (const auto& file : m_others)
            if (const auto header = niftiHeaderBeside(file.local); !taken.contains(file.shown) && !header.empty())
                keepOut(file, fmt::format("{} belongs to {}, which cannot be used.", file.shown.filename().string(), header.filename().string()),
                        Verdict::Refused);
            else if (!taken.contains(file.shown))
                keepOut(file, notAnImage(file), Verdict::Ignored);
    }

    void lookAtDicomFile(const ListedFile& file)
    {
        const auto look = lookAtDicom(file.local);
        const bool drawn = look.kind == DicomKind::Segmentation || look.kind == DicomKind::StructureSet;
        if (drawn && !look.damaged)
            return addFinding(findingOfDrawnLabel(file, look.header));
        if (look.problem.empty() || (look.damaged && !look.seriesUid.empty())) {
            m_files.emplace(file.local, file);
            return collect(m_collector, file.local, look);
        }
        keepOut(file, look.problem, look.damaged ? Verdict::Refused : Verdict::Ignored);
        m_index.files.back().patientNameAsWritten = look.header.patientNameAsWritten;
        if (look.damaged)
            m_lostIn[file.shown.parent_path()].push_back(file.shown.filename().string());
    }

    void addFinding(FoundSeries found)
    {
        m_index.series.push_back(std::move(found));
    }

    void addSeries()
    {
        const auto all = m_collector.collected();
        for (std::size_t i = 0; i < all.size(); ++i) {
            m_job.advance(0.5 + 0.5 * double(i) / double(all.size()));
            addSeries(all[i]);
        }
    }

    /// A series lies in one folder. What lies elsewhere is a copy of it, or the whole cannot be opened by one path.
    void addSeries(const DicomSeries& series)
    {
        DicomSeries one = withoutCopies(series);
        std::vector<ListedFile> files;
        for (const auto& file : one.files)
            files.push_back(m_files.at(file));
        one.shownName = shownNameOf(files);
        auto found = findingOfSeries(one, files, m_options);
        if (spread(one))
            refuseSpread(found);
        for (const auto& name : m_lostIn[files.front().shown.parent_path()])
            found.notes.push_back(name + " beside it is damaged and may have been part of it.");
        addFinding(std::move(found));
    }

    static std::string shownNameOf(const std::vector<ListedFile>& files)
    {
        const fs::path& first = files.front().shown;
        return (files.size() == 1 ? first : first.parent_path()).filename().string();
    }

    static bool spread(const DicomSeries& series)
    {
        return std::any_of(series.files.begin(), series.files.end(), [&](const fs::path& file) {
            return file.parent_path() != series.files.front().parent_path();
        });
    }

    static void refuseSpread(FoundSeries& found)
    {
        found.usable = false;
        found.role.reset();
        found.reason = fmt::format("The DICOM series in {} lies in several folders.", found.name);
        found.notes.push_back("Put all files of this series into one folder to use it.");
    }

    /// Leaves out files of other folders whose images the largest folder holds too.
    DicomSeries withoutCopies(const DicomSeries& series)
    {
        std::map<fs::path, std::set<std::string>> byFolder;
        for (std::size_t i = 0; i < series.files.size(); ++i)
            byFolder[series.files[i].parent_path()].insert(series.headers[i].sopInstanceUid);
        const auto main = std::max_element(byFolder.begin(), byFolder.end(), [](const auto& a, const auto& b) {
            return a.second.size() < b.second.size();
        });
        std::vector<std::size_t> kept;
        for (std::size_t i = 0; i < series.files.size(); ++i) {
            const auto& uid = series.headers[i].sopInstanceUid;
            if (series.files[i].parent_path() != main->first && !uid.empty() && main->second.contains(uid)) {
                keepOut(m_files.at(series.files[i]),
                        fmt::format("{} is in {} too and is taken from there.", series.files[i].filename().string(),
                                    shownFolder(main->first).string()),
                        Verdict::Ignored);
                continue;
            }
            kept.push_back(i);
        }
        return series.only(kept);
    }

    /// A folder as the user calls it: one of its files is known.
    fs::path shownFolder(const fs::path& local) const
    {
        return m_files.lower_bound(local)->second.shown.parent_path();
    }

    void keepOut(const ListedFile& file, const std::string& reason, Verdict verdict)
    {
        m_index.files.push_back({file.shown, verdict, reason});
    }

    /// Files of a series share its fate.
    void judgeMembers()
    {
        std::set<std::string> ids;
        for (auto& series : m_index.series) {
            for (int copy = 2; !ids.insert(series.id).second; ++copy)
                series.id = fmt::format("{} ({})", series.id.substr(0, series.id.rfind(" (")), copy);
            openByFolder(series);
            const std::string use = series.role ? fmt::format("Used as {}.", roleName(*series.role))
                                                : "Part of a series that can be used.";
            for (const auto& file : series.files)
                m_index.files.push_back({file, series.usable ? Verdict::Used : Verdict::Refused,
                                         series.usable ? use : series.reason, series.id});
        }
    }

    /// A series that is alone in its folder is opened by the folder, others by their first file.
    void openByFolder(FoundSeries& series) const
    {
        const fs::path folder = series.files.front().parent_path();
        const auto inFolder = std::count_if(m_index.series.begin(), m_index.series.end(), [&](const FoundSeries& other) {
            return other.isImageSeries && other.files.front().parent_path() == folder;
        });
        std::error_code ignored;
        const bool isFolder = !folder.empty() && !fs::is_regular_file(folder, ignored);  // not the top of a zip
        if (series.isImageSeries && inFolder == 1 && isFolder && series.files.size() > 1)
            series.path = folder;
    }

    void sortFiles()
    {
        const auto byFolder = [](const fs::path& a, const fs::path& b) {
            return std::pair(a.parent_path(), a) < std::pair(b.parent_path(), b);
        };
        std::sort(m_index.files.begin(), m_index.files.end(),
                  [&](const FoundFile& a, const FoundFile& b) { return byFolder(a.path, b.path); });
        std::stable_sort(m_index.series.begin(), m_index.series.end(), [&](const FoundSeries& a, const FoundSeries& b) {
            return byFolder(a.files.front(), b.files.front());
        });
    }

    LookOptions m_options;
    const Job& m_job;
    StudyIndex m_index;
    SeriesCollector m_collector;
    std::vector<ListedFile> m_others;  // neither NIfTI nor DICOM
    std::map<fs::path, std::vector<std::string>> m_lostIn;  // damaged files of unknown series, by folder
    std::map<fs::path, ListedFile> m_files;  // of DICOM images, by where they can be read
};

}  // namespace

std::string verdictKey(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Used: return "used";
    case Verdict::Ignored: return "ignored";
    case Verdict::Refused: return "refused";
    }
    return {};
}

StudyIndex lookInto(const std::vector<fs::path>& paths, const LookOptions& options, const Job& job)
{
    const auto list = filesAt(paths);
    return Looking(options, job).run(list);
}

}  // namespace metrisk::io
