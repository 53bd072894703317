#pragma once

#include "core/imaging/ImageGeometry.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace metrisk::io {

/// How a voxel is stored; the numbers are NIfTI's own datatype codes.
enum class NiftiType {
    UInt8 = 2, Int16 = 4, Int32 = 8, Float32 = 16, Float64 = 64,
    Int8 = 256, UInt16 = 512, UInt32 = 768, Int64 = 1024, UInt64 = 1280,
};

/// What a NIfTI-1 or NIfTI-2 header says, after every statement in it was checked.
struct NiftiHeader {
    imaging::ImageGeometry geometry;
    NiftiType type = NiftiType::UInt8;
    std::size_t bytesPerVoxel = 1;
    std::size_t dataOffset = 352;  // bytes before the first voxel
    bool twoFiles = false;         // the voxels lie in the .img beside this .hdr
    bool swapped = false;          // stored in the other byte order than this computer's
    double slope = 1.0;            // value = slope * stored + intercept
    double intercept = 0.0;
    std::vector<std::string> notes;

    std::size_t dataBytes() const { return geometry.voxelCount() * bytesPerVoxel; }
    std::size_t fileBytes() const { return dataOffset + dataBytes(); }
};

constexpr std::size_t longestNiftiHeader = 540;  // NIfTI-2; NIfTI-1 has 348

/// Reads the header. Throws Error{Input} naming `fileName` for everything that is not one
/// three-dimensional volume of plain numbers with a known place in the patient, its axes at right angles.
NiftiHeader parsedNiftiHeader(std::span<const std::byte> start, const std::string& fileName);

}  // namespace metrisk::io
