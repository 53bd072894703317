#pragma once

#include "core/common/Job.h"
#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"
#include "core/io/Study.h"

#include <string>
#include <vector>

namespace metrisk::preprocessing {

struct PreparationOptions {
    double spacingMm = 1.0;          // isotropic; the model was trained at 1 mm
    std::string axisCodes = "RAS";   // voxel order of the model's frame
    void check() const;              // throws Error{Input} with the offending value
    bool operator==(const PreparationOptions&) const = default;
};

/// The three volumes on one grid: RAS voxel order, 1 mm isotropic, in the T1-CE's own place in
/// the patient. What the views show and what the model's crop is cut from.
struct PreparedCase {
    imaging::Volume t1ce;
    imaging::Volume flair;
    imaging::LabelMap label;
    std::vector<std::string> notes;  // what was resampled, and what does not fit the model's frame
};

/// Brings FLAIR and label into the T1-CE's grid by their physical geometry (linear, nearest for
/// the label), reorients without resampling where the spacing already fits. Throws Error{Input} when the
/// FLAIR or label does not overlap the T1-CE, and when the label is empty or has no core. A study without label keeps an
/// empty one, on the new grid.
PreparedCase prepare(const io::Study& study, const PreparationOptions& options, const Job& job = {});

}  // namespace metrisk::preprocessing
