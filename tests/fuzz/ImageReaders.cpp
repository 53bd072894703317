#include "tests/fuzz/ImageReaders.h"

#include "core/common/Error.h"
#include "core/interop/DicomPixels.h"
#include "core/interop/DrawnLabel.h"
#include "core/io/DicomSlices.h"
#include "core/io/NiftiFile.h"
#include "tests/fuzz/MemoryFile.h"

#include <algorithm>
#include <set>
#include <vector>

namespace metrisk::fuzz {

namespace {

void requireRightAngles(const imaging::ImageGeometry& geometry)
{
    const Eigen::Matrix3d axes = geometry.patientFromVoxel.linear().colwise().normalized();
    require((axes.transpose() * axes - Eigen::Matrix3d::Identity()).cwiseAbs().maxCoeff() < 1e-5, "axes are at right angles");
}

std::vector<interop::DicomFile> filesIn(std::span<const std::byte> bytes)
{
    std::vector<interop::DicomFile> files;
    if (bytes.empty())
        return files;
    const std::size_t count = 1 + std::to_integer<std::size_t>(bytes[0]) % 4, length = (bytes.size() - 1) / count;
    for (std::size_t i = 0; i < count; ++i) {
        const auto part = bytes.subspan(1 + i * length, length);
        files.emplace_back(std::vector<std::byte>(part.begin(), part.end()), "file");
    }
    return files;
}

/// Decodes a file as far as it goes; every frame has the size the header says.
void decode(const interop::DicomFile& file, const interop::DicomHeader& header)
{
    const std::size_t pixels = std::size_t(header.rows) * std::size_t(header.columns);
    try {
        interop::decodeFrames(file, header, [&](int, const std::vector<float>& stored) {
            require(stored.size() == pixels, "a frame has as many pixels as the header says");
        });
    } catch (const Error&) {  // damaged or foreign pixels
    }
}

void checkPlan(const io::SlicePlan& plan, const std::vector<interop::DicomHeader>& headers)
{
    requireRightAngles(plan.geometry);
    require(int(plan.slices.size()) == plan.geometry.size[2], "a slice for every z");
    std::set<std::pair<std::size_t, int>> used;
    for (const auto& slice : plan.slices) {
        require(used.emplace(slice.file, slice.frame).second, "no frame is used twice");
        require(slice.file < headers.size() && slice.frame >= 0 && slice.frame < headers[slice.file].frames, "every frame is there");
    }
}

}  // namespace

void readNifti(std::span<const std::byte> bytes)
{
    const MemoryFile memory(bytes);
    const auto header = io::readStraightNiftiHeader(memory.path());
    requireRightAngles(header.geometry);
    const auto volume = io::readNiftiVoxels(memory.path(), header);
    require(volume.voxels().size() == header.geometry.voxelCount(), "every voxel is there");
}

void readDicomImages(std::span<const std::byte> bytes)
{
    const auto files = filesIn(bytes);
    std::vector<interop::DicomHeader> headers;
    for (const auto& file : files) {
        headers.push_back(interop::headerOf(file));
        interop::kindOf(file.outline());
        decode(file, headers.back());
    }
    if (!headers.empty())
        checkPlan(io::planOf(headers, "the files"), headers);
}

void readDrawnLabels(std::span<const std::byte> bytes)
{
    const interop::DicomFile file(std::vector<std::byte>(bytes.begin(), bytes.end()), "file");
    const auto drawn = interop::drawnLabelOf(file);
    imaging::ImageGeometry grid{{12, 11, 10}, Eigen::Affine3d::Identity()};
    grid.patientFromVoxel.linear() = Eigen::AngleAxisd(0.4, Eigen::Vector3d(1, 2, 3).normalized()).toRotationMatrix();
    const auto labels = drawn.onGrid(grid);
    require(labels.size() == grid.size, "the labels lie on the grid");
    require(*std::max_element(labels.voxels().begin(), labels.voxels().end()) <= imaging::Core, "the labels are ours");
}

}  // namespace metrisk::fuzz
