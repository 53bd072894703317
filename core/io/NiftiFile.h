#pragma once

#include "core/common/Job.h"
#include "core/imaging/Volume.h"
#include "core/io/NiftiHeader.h"

#include <filesystem>

namespace metrisk::io {

/// Whether a file is called .nii or .nii.gz.
bool hasNiftiName(const std::filesystem::path& path);

/// Whether a file, compressed or not, starts like a NIfTI file.
bool isNiftiFile(const std::filesystem::path& path);

/// Where the voxels lie: in the file itself or, of a pair, in the .img (or .img.gz) beside it. Throws Error{Input} when
/// that is not there.
std::filesystem::path niftiVoxelFile(const std::filesystem::path& path, const NiftiHeader& header);

/// The .hdr (or .hdr.gz) of a NIfTI pair beside an .img; empty when there is none.
std::filesystem::path niftiHeaderBeside(const std::filesystem::path& voxels);

/// The checked header alone, without reading the voxels. Its axes are as the file has them.
NiftiHeader readNiftiHeader(const std::filesystem::path& path);

/// The same with its axes exactly at right angles; see straightened(). Throws Error{Input} for a sheared file.
NiftiHeader readStraightNiftiHeader(const std::filesystem::path& path);

/// All voxels as float, scaled as the header says. The bytes are inflated once and counted, and
/// their checksum is compared, so that a cut or damaged .nii.gz is refused and never filled up
/// with zeros; this is why the voxels are not read through ITK.
imaging::Volume readNiftiVoxels(const std::filesystem::path& path, const NiftiHeader& header,
                                const Job& job = {});

}  // namespace metrisk::io
