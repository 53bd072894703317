#pragma once

#include "core/common/Job.h"

#include <cstdint>
#include <filesystem>
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

/// model.json of a pack, as text. Throws Error{Model} when the folder holds none.
std::string modelJsonOf(const std::filesystem::path& folder);

/// A whole text file of a pack. Throws Error{Model} when it is absent, far too large or unreadable.
std::string packText(const std::filesystem::path& path);

/// SHA-256 of a file of a pack. Throws Error{Model} when it is absent, larger than `largestBytes` or unreadable.
std::string packDigest(const std::filesystem::path& path, std::uintmax_t largestBytes, const Job& job = {});

/// Throws Error{Model} with the first file that is absent or has another digest; several are read side by side.
void checkPackDigests(const std::filesystem::path& folder, const std::vector<PackFile>& files, const Job& job = {});

/// The text of a model.json with zeros for every digest that is still to be made.
std::string withDigestPlaces(const std::string& modelJson);

}  // namespace metrisk::inference
