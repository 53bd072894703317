#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>

namespace metrisk::io {

/// The fields of a NIfTI-1 or NIfTI-2 header as they stand there, unchecked. The numbers of the
/// bytes are those of nifti1.h and nifti2.h.
struct NiftiFields {
    std::size_t headerBytes = 348;
    bool swapped = false;  // stored in the other byte order than this computer's
    std::array<double, 8> dim{}, pixdim{};
    int datatype = 0, bitsPerVoxel = 0, qformCode = 0, sformCode = 0, units = 0;
    double dataOffset = 0, slope = 0, intercept = 0;
    std::array<double, 6> quaternion{};  // b, c, d, then the offset in x, y, z
    std::array<double, 12> rows{};       // the three rows of the sform
    bool twoFiles = false;               // header without voxels: .hdr beside .img
};

/// Whether the first bytes of a file (uncompressed) are those of a NIfTI header.
bool looksLikeNifti(std::span<const std::byte> start);

/// Absent when the bytes are no NIfTI header.
std::optional<NiftiFields> niftiFieldsOf(std::span<const std::byte> start);

}  // namespace metrisk::io
