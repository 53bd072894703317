#pragma once

#include "core/common/Job.h"
#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"
#include "core/io/Study.h"
#include "core/preprocessing/PreparationRecord.h"

#include <filesystem>
#include <string>
#include <vector>

namespace metrisk::preprocessing {

struct PreparationOptions {
    double spacingMm = 1.0;          // isotropic; the model was trained at 1 mm
    std::string axisCodes = "RAS";   // voxel order of the model's frame
    std::filesystem::path atlas{};   // skull-stripped T1 the site points to; empty: none
    // The published pipeline turns and shifts the head onto SRI24 and leaves its size, measured on its own output
    // (stretch 1.000): so the model saw brains of their own size. Stretched, they would all measure like the atlas.
    bool stretchToAtlas = false;
    bool correctBias = false;                        // N4 on what was registered here
    Nudge flairNudge{}, headNudge{};                 // corrections by hand of what is registered
    std::optional<Alignment> coRegistration{};       // known from an earlier run: not searched again
    std::optional<Alignment> atlasRegistration{}, headPlacement{};
    void check() const;              // throws Error{Input} with the offending value
    bool operator==(const PreparationOptions&) const = default;
};

/// Pictures to check a registration by, on the prepared grid: never scored. Empty where nothing was registered.
struct PreparationChecks {
    imaging::Volume t1ceWithHead, flairWithHead;  // before the brain was cut out
    imaging::Volume flairByHeaders;               // where the FLAIR lay before it was registered
};

/// The three volumes on one grid: RAS voxel order, 1 mm isotropic. What the views show and what the model's
/// crop is cut from. A label of zeros means that nothing is outlined yet.
struct PreparedCase {
    imaging::Volume t1ce;
    imaging::Volume flair;
    imaging::LabelMap label;
    std::vector<std::string> notes{};  // what was resampled, and what does not fit the model's frame
    PreparationRecord record{};
    imaging::LabelMap brain{};         // 1 inside; empty where no brain was extracted here
    PreparationChecks checks{};
};

/// Skull-stripped images are taken as they are: FLAIR and label are brought into the T1-CE's grid by their physical
/// geometry (linear, nearest for the label), and an image that is there already keeps its bits. Others are
/// registered: FLAIR to T1-CE, T1-CE to the atlas where there is one, the brain extracted there, and every
/// image resampled once. Throws Error{Input} when the FLAIR or label does not overlap the T1-CE, and when the
/// label marks nothing or has no core; a study without any label keeps zeros.
PreparedCase prepare(const io::Study& study, const PreparationOptions& options, const Job& job = {});

/// The options that make the same voxels again from the same files, without searching.
PreparationOptions optionsOf(const PreparationRecord& record);

}  // namespace metrisk::preprocessing
