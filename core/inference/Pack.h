#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace metrisk::inference {

/// One network of a pack's ensemble.
struct Member {
    std::string file;    // "member-0.safetensors"
    std::string sha256;
};

/// What a pack's networks do: score the risk of a case, or find its lesions.
enum class PackKind { Risk, Segmentation };

/// What every pack has, whatever its networks do: a folder with model.json, members, golden case and card. Never code.
struct Pack {
    std::filesystem::path folder;
    std::string name;
    std::string version;
    std::string sha256;            // of model.json, which holds the digest of every other file
    bool demonstration = false;    // trained on simulated patients
    std::string statement;         // what must stand wherever its results show
    std::string licence;
    std::string intendedUse;
    std::vector<Member> members;
    std::string goldenFile;        // "golden.safetensors"
    std::string goldenSha256;
    double goldenTolerance = 1e-5; // largest accepted difference of a golden output
    std::string cardFile;          // "MODEL_CARD.md"
    std::string cardSha256;
};

}  // namespace metrisk::inference
