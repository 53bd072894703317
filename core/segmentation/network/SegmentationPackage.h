#pragma once

#include "core/common/Job.h"
#include "core/inference/Pack.h"
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

/// A pack that finds lesions.
struct SegmentationPackage : inference::Pack {
    UnetArchitecture architecture; // outputs: whole lesion, core
    NetworkInputRule input;
    WindowOptions window;
    std::vector<std::string> flips;  // the image mirrored along these axes is seen too: "x", "y", "xyz"
    LabelRule labels;
    SegmentationEvidence evidence;

    SegmenterIdentity identity() const { return {name, version, sha256, statement, demonstration}; }
};

/// Reads and checks a pack without loading weights: schema, sizes, digest of every file. Throws Error{Model} with the
/// reason and what to do.
SegmentationPackage loadSegmentationPackage(const std::filesystem::path& folder, const Job& job = {});

/// Closes a pack under construction: digests the files it names, writes model.json and reads the whole pack back.
/// Throws Error{Storage} when it cannot be written, Error{Model} when it is not valid.
SegmentationPackage sealSegmentationPackage(SegmentationPackage package, const Job& job = {});

/// model.json of a segmentation pack: what every pack says (core/inference/PackJson.h), kind "segmentation", and
///
///     architecture    {type "BasicUNet", inputChannels, outputs ["whole", "core"], features [6], activation, negativeSlope}
///     input           {axisCodes, spacingMm, channels ["t1ce", "flair"], lowPercent, highPercent, cropToBrain}
///     window          {size [x,y,z], overlap, blending "gaussian", sigmaScale, padding}
///     flips           ["x", ...]
///     labels          {wholeThreshold, coreThreshold, smallestLesionMl}
///     evidence        {patients, diceCore, diceCoreLowest, diceWhole, method}
///
/// Throws Error{Model} with the key that is missing or wrong; no other file is touched.
SegmentationPackage segmentationPackageFromJson(const std::string& json);
std::string segmentationPackageToJson(const SegmentationPackage& package);

}  // namespace metrisk::segmentation
