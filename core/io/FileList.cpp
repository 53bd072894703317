#include "core/io/FileList.h"

#include "core/common/Error.h"
#include "core/common/LetterCase.h"
#include "core/interop/DicomDirectory.h"
#include "core/interop/DicomFile.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace metrisk::io {

namespace {

namespace fs = std::filesystem;

bool isDirectoryName(const std::string& name) { return common::lowerCase(name).starts_with("dicomdir"); }

/// Disks hold the names in capitals; some systems copy them in small letters.
fs::path onDisk(const fs::path& folder, const fs::path& reference)
{
    std::error_code failed;
    for (const fs::path& name : {reference, fs::path(common::lowerCase(reference.string()))})
        if (fs::is_regular_file(folder / name, failed))
            return name;
    return {};
}

class Lister {
public:
    void add(const fs::path& path)
    {
        std::error_code failed;
        const auto status = fs::status(path, failed);
        if (!fs::exists(status))
            throw Error(Error::Kind::Input, fmt::format("{} does not exist.", path.string()), "Choose the file again.");
        fs::is_directory(status) ? addFolder(path, path, 0) : addFile(path, path, true);
    }
    FileList take()
    {
        std::stable_sort(m_list.files.begin(), m_list.files.end(), [](const ListedFile& a, const ListedFile& b) {
            return std::pair(a.shown.parent_path(), a.shown) < std::pair(b.shown.parent_path(), b.shown);
        });
        return std::move(m_list);
    }

private:
    /// Links to folders are not followed: they may lead in a circle.
    void addFolder(const fs::path& local, const fs::path& shown, int depth)
    {
        constexpr int deepest = 32;
        std::error_code failed;
        auto entry = fs::directory_iterator(local, failed);
        if (depth > deepest)
            return keep({local, shown, fmt::format("{} lies too deep: more than {} folders in each other.", shown.filename().string(), deepest)});
        if (failed)
            return keep({local, shown, shown.filename().string() + " cannot be looked into."});
        for (; entry != fs::directory_iterator(); entry.increment(failed)) {
            const fs::path name = entry->path().filename();
            if (entry->is_directory(failed) && !entry->is_symlink(failed))
                addFolder(entry->path(), shown / name, depth + 1);
            else
                addFile(entry->path(), shown / name, true);
        }
    }

    void addFile(const fs::path& local, const fs::path& shown, bool unpack)
    {
        std::error_code failed;
        if (!fs::is_regular_file(local, failed))
            return keep({local, shown, shown.filename().string() + " is no regular file."});
        if (isZipFile(local) && unpack)
            return addZip(local, shown);
        keep({local, shown, {}});
        if (isDirectoryName(shown.filename().string()))
            addReferences(local, shown);
    }

    void addZip(const fs::path& local, const fs::path& shown)
    {
        try {
            const auto archive = std::make_shared<ZipFolder>(local);
            m_list.archives.push_back(archive);
            for (const auto& entry : archive->entries())
                if (entry.problem.empty())
                    addFile(archive->path() / entry.inner, shown / entry.inner, false);
                else
                    keep({{}, shown / entry.inner, entry.inner.filename().string() + " " + entry.problem + "."});
        } catch (const Error& error) {
            keep({local, shown, error.whatHappened()});
        }
    }

    /// A DICOMDIR stands for the disk it lists, also when it was chosen by itself.
    void addReferences(const fs::path& local, const fs::path& shown)
    {
        if (!interop::isDicomFile(local))
            return;
        for (const auto& reference : interop::referencesOf(local)) {
            const fs::path found = onDisk(local.parent_path(), reference);
            const fs::path name = shown.parent_path() / (found.empty() ? reference : found);
            keep({found.empty() ? fs::path() : local.parent_path() / found, name,
                  !found.empty() ? "" : fmt::format("{} is named by {} but is missing.", reference.generic_string(),
                                                    shown.filename().string())});
        }
    }

    void keep(ListedFile file)
    {
        constexpr std::size_t mostFiles = 20000;
        if (!m_seen.insert(file.shown.lexically_normal()).second)
            return;
        if (m_list.files.size() == mostFiles)
            throw Error(Error::Kind::Input, fmt::format("More than {} files lie here.", mostFiles),
                        "Choose the folder of one patient, or the files themselves.");
        m_list.files.push_back(std::move(file));
    }

    FileList m_list;
    std::set<fs::path> m_seen;
};

}  // namespace

FileList filesAt(const std::vector<fs::path>& paths)
{
    Lister lister;
    for (const auto& path : paths)
        lister.add(path);
    return lister.take();
}

}  // namespace metrisk::io
