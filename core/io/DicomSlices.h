#pragma once

#include "core/interop/DicomHeader.h"
#include "core/imaging/ImageGeometry.h"

#include <string>
#include <vector>

namespace metrisk::io {

/// One frame of one of a series' files.
struct SliceRef {
    std::size_t file = 0;
    int frame = 0;
    bool operator==(const SliceRef&) const = default;
};

/// How the frames of a series make one volume, from their headers alone.
struct SlicePlan {
    imaging::ImageGeometry geometry;
    std::vector<SliceRef> slices;                        // one per z
    std::vector<std::pair<int, SliceRef>> doubles;       // more images of the place of slice z: to be compared
    std::vector<std::string> notes;
};

/// Orders the frames of all files by their place in the patient. Throws Error{Input} naming `series` when they do
/// not form one stack of parallel, evenly spaced slices, or when one does not say where it lies.
SlicePlan planOf(const std::vector<interop::DicomHeader>& headers, const std::string& series);

}  // namespace metrisk::io
