#include "core/inference/PackFiles.h"

#include "core/common/Error.h"
#include "core/common/Sha256.h"
#include "core/inference/MemberThreads.h"
#include "core/inference/PackJson.h"

#include <fstream>
#include <iterator>

namespace metrisk::inference {

namespace {

namespace fs = std::filesystem;

void checkSize(const fs::path& path, std::uintmax_t largestBytes)
{
    std::error_code failure;
    const auto size = fs::is_regular_file(path, failure) ? fs::file_size(path, failure) : 0;
    if (failure || !fs::is_regular_file(path))
        throw Error(Error::Kind::Model,
                    "The model pack lacks the file " + path.filename().string() + ": " + path.string() + ".",
                    "Copy the pack again from where you got it, or choose another pack.");
    if (size > largestBytes)
        throw Error(Error::Kind::Model, "The file " + path.string() + " of the model pack is far too large.",
                    "Copy the pack again from where you got it, or choose another pack.");
}

void checkDigest(const fs::path& path, const PackFile& file)
{
    if (packDigest(path, file.largestBytes) != file.sha256)
        throw Error(Error::Kind::Model,
                    "The file " + path.string() +
                        " is not the one this model pack was made with: its SHA-256 digest differs.",
                    "Copy the pack again from where you got it.");
}

void fillDigests(nlohmann::ordered_json& entry)
{
    if (entry.is_object() && entry.contains("file") && !entry.contains("sha256"))
        entry["sha256"] = std::string(64, '0');
    if (entry.is_structured())
        for (auto& part : entry)
            fillDigests(part);
}

}  // namespace

std::string modelJsonOf(const fs::path& folder)
{
    if (!fs::exists(folder / "model.json"))
        throw Error(Error::Kind::Model,
                    "There is no model pack in " + folder.string() + ": model.json is missing.",
                    "Choose the folder of a model pack.");
    return packText(folder / "model.json");
}

PackKind packKindIn(const fs::path& folder)
{
    const auto root = parsedPackJson(modelJsonOf(folder));
    return packKindOf(JsonSection(root, ""));
}

std::string packText(const fs::path& path)
{
    checkSize(path, largestPackTextBytes);
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file)
        throw Error(Error::Kind::Model, "The file " + path.string() + " cannot be read.",
                    "Check that you may read it.");
    return text;
}

std::string packDigest(const fs::path& path, std::uintmax_t largestBytes, const Job& job)
{
    checkSize(path, largestBytes);
    try {
        return common::sha256OfPath(path, job);
    } catch (const Error& error) {
        throw Error(Error::Kind::Model, error.whatHappened(), error.whatToDo());
    }
}

/// Side by side like the members, who are nearly all of the pack: digesting is most of the time until it is ready.
void checkPackDigests(const fs::path& folder, const std::vector<PackFile>& files, const Job& job)
{
    forEachMember(files.size(), 1, membersSideBySide(files.size()), job,
                  [&](std::size_t i, const std::function<void()>& step) {
                      checkDigest(folder / files[i].name, files[i]);
                      step();
                  });
}

void digestPackFiles(Pack& pack, const Job& job)
{
    const auto digest = [&](const std::string& name) { return packDigest(pack.folder / name, anySize, job); };
    pack.cardSha256 = digest(pack.cardFile);
    pack.goldenSha256 = digest(pack.goldenFile);
    for (auto& member : pack.members)
        member.sha256 = digest(member.file);
}

void openPackFolder(const fs::path& folder)
{
    std::error_code failure;
    fs::create_directories(folder, failure);
    fs::remove(folder / "model.json", failure);
    if (failure || !fs::is_directory(folder))
        throw Error(Error::Kind::Storage, "The folder " + folder.string() + " cannot be written.",
                    "Choose a folder that you may write to.");
}

std::string withDigestPlaces(const std::string& modelJson)
{
    auto root = nlohmann::ordered_json::parse(modelJson, nullptr, false);
    fillDigests(root);
    return root.is_discarded() ? modelJson : root.dump();  // a damaged text is refused by its reader
}

}  // namespace metrisk::inference
