#pragma once

#include "core/imaging/ImageGeometry.h"
#include "core/imaging/VoxelGrid.h"

#include <filesystem>
#include <string>
#include <vector>

/// DICOM objects drawn by a test and written by DCMTK. Each returns the path.
namespace metrisk::testing {

using Path = std::filesystem::path;
using Words = imaging::VoxelGrid<std::uint16_t>;

/// 24 x 20 voxels a slice, numbers that use all 16 bits.
Words smoothWords(int slices);

/// Enhanced multi-frame MR: every frame with its own place and rescale, the frames in falling order of their height.
struct EnhancedDraft {
    std::vector<double> slopes = {1.0};  // of frame 0, 1, ...; the last holds for the rest
    std::string concatenationUid = {};  // of the image whose piece this is
    Path write(const Words& words, const Path& path) const;
};

/// One classic MR slice in a transfer syntax ("1.2.840.10008.1.2.4.70", ...).
Path writeSlice(const Words& words, int z, const std::string& transferSyntax, const Path& path);

/// One frame of a segmentation: which segment, at which slice of the grid.
struct SegmentFrame {
    int segment = 1, z = 0;
    std::vector<std::uint8_t> mask;  // rows * columns
};

struct SegmentationDraft {
    std::vector<std::string> labels = {"Tumor"};
    std::string type = "BINARY";  // or FRACTIONAL: mask in 0..255; or LABELMAP: mask of segment numbers
    std::string photometric = "MONOCHROME2";
    std::string frameOfReference = "1.2.3.9";
    Path write(const imaging::ImageGeometry& grid, const std::vector<SegmentFrame>& frames, const Path& path) const;
};

/// One region of interest: a name and its closed outlines (LPS, mm).
struct RegionDraft {
    std::string name;
    std::vector<std::vector<Eigen::Vector3d>> outlines;
};
Path writeStructureSet(const std::vector<RegionDraft>& regions, const Path& path, const std::string& frameOfReference = "1.2.3.9");

}  // namespace metrisk::testing
