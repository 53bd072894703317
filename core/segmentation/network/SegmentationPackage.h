#pragma once

#include "core/inference/ModelPackage.h"
#include "core/segmentation/LesionSegmenter.h"
#include "core/segmentation/network/UnetArchitecture.h"
#include "core/segmentation/network/WindowOptions.h"

namespace metrisk::segmentation {

/// How a prepared case becomes the network's input.
struct NetworkInputRule {
    std::string axisCodes = "RAS";                     // voxel order the network was trained in, x to z
    double spacingMm = 1.0;
    std::vector<std::string> channels{"t1ce", "flair"};
    double lowPercent = 0.5, highPercent = 99.5;       // of each whole volume, scaled to 0 and 1 and clipped
    bool cropToBrain = true;                           // windows over the box around all voxels above zero, else over the whole volume
    bool operator==(const NetworkInputRule&) const = default;
};

/// How well the pack did on patients it had not seen.
struct SegmentationEvidence {
    int patients = 0;
    double diceCore = 0.0;         // mean
    double diceCoreLowest = 0.0;
    double diceWhole = 0.0;        // mean
    std::string method;
};

/// A pack that finds lesions: a folder with model.json, members, golden case and card. Never code.
struct SegmentationPackage {
    std::filesystem::path folder;
    std::string name;
    std::string version;
    std::string sha256;            // of model.json, which holds the digest of every other file
    bool demonstration = false;    // trained on simulated patients
    std::string statement;         // what must stand wherever its contours show
    std::string licence;
    std::string intendedUse;
    UnetArchitecture architecture; // outputs: whole lesion, core
    NetworkInputRule input;
    WindowOptions window;
    std::vector<std::string> flips;  // the image mirrored along these axes is seen too: "x", "y", "xyz"
    LabelRule labels;
    std::vector<inference::Member> members;
    SegmentationEvidence evidence;
    std::string goldenFile;        // "golden.safetensors"
    std::string goldenSha256;
    double goldenTolerance = 1e-4; // largest accepted difference of a golden probability
    std::string cardFile;          // "MODEL_CARD.md"
    std::string cardSha256;

    SegmenterIdentity identity() const { return {name, version, sha256, statement, demonstration}; }
};

/// Reads and checks a pack without loading weights: schema, sizes, digest of every file. Throws Error{Model} with the
/// reason and what to do.
SegmentationPackage loadSegmentationPackage(const std::filesystem::path& folder, const Job& job = {});

/// Closes a pack under construction: digests the files it names, writes model.json and reads the whole pack back.
/// Throws Error{Storage} when it cannot be written, Error{Model} when it is not valid.
SegmentationPackage sealSegmentationPackage(SegmentationPackage package, const Job& job = {});

/// model.json of a segmentation pack:
///
///     schema 1, kind "segmentation", name, version, demonstration, statement, licence, intendedUse
///     architecture    {type "BasicUNet", inputChannels, outputs ["whole", "core"], features [6], activation, negativeSlope}
///     input           {axisCodes, spacingMm, channels ["t1ce", "flair"], lowPercent, highPercent, cropToBrain}
///     window          {size [x,y,z], overlap, blending "gaussian", sigmaScale, padding}
///     flips           ["x", ...]
///     labels          {wholeThreshold, coreThreshold, smallestLesionMl}
///     members         [{file, sha256}]
///     evidence        {patients, diceCore, diceCoreLowest, diceWhole, method}
///     golden          {file, sha256, tolerance}
///     modelCard       {file, sha256}
///
/// Throws Error{Model} with the key that is missing or wrong; no other file is touched.
SegmentationPackage segmentationPackageFromJson(const std::string& json);
std::string segmentationPackageToJson(const SegmentationPackage& package);

}  // namespace metrisk::segmentation
