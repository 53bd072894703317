#pragma once

#include "core/common/Job.h"
#include "core/inference/Pack.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace metrisk::inference {

/// A file of a pack, its promised digest and the size beyond which it is not even read.
struct PackFile {
    std::string name;
    std::string sha256;
    std::uintmax_t largestBytes;
};

inline constexpr std::uintmax_t largestPackTextBytes = 16U << 20;
inline constexpr std::uintmax_t anySize = std::numeric_limits<std::uintmax_t>::max();  // of a file that is ours

/// model.json of a pack, as text. Throws Error{Model} when the folder holds none.
std::string modelJsonOf(const std::filesystem::path& folder);

/// What the pack in this folder is for. Throws Error{Model} when there is none, or none that this version knows.
PackKind packKindIn(const std::filesystem::path& folder);

/// A whole text file of a pack. Throws Error{Model} when it is absent, far too large or unreadable.
std::string packText(const std::filesystem::path& path);

/// SHA-256 of a file of a pack. Throws Error{Model} when it is absent, larger than `largestBytes` or unreadable.
std::string packDigest(const std::filesystem::path& path, std::uintmax_t largestBytes, const Job& job = {});

/// Throws Error{Model} with the first file that is absent or has another digest; several are read side by side.
void checkPackDigests(const std::filesystem::path& folder, const std::vector<PackFile>& files, const Job& job = {});

/// Digests card, golden case and members of a pack under construction. Throws Error{Model} for a file that is absent.
void digestPackFiles(Pack& pack, const Job& job = {});

/// Makes the folder of a pack that is to be written, and takes an old model.json away: what is being overwritten is no
/// pack any more. Throws Error{Storage}.
void openPackFolder(const std::filesystem::path& folder);

/// The text of a model.json with zeros for every digest that is still to be made.
std::string withDigestPlaces(const std::string& modelJson);

}  // namespace metrisk::inference
