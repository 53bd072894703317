#include "core/interop/DrawnLabel.h"

#include "core/common/Error.h"
#include "core/interop/DicomHeader.h"
#include "core/interop/SegmentationVoxels.h"
#include "core/interop/StructureSet.h"

#include <algorithm>
#include <cmath>

namespace metrisk::interop {

namespace {

using namespace imaging;

/// Every voxel of the grid takes the label of the voxel its centre lies in.
std::vector<std::uint8_t> resampled(const LabelMap& drawn, const ImageGeometry& grid)
{
    std::vector<std::uint8_t> labels(grid.voxelCount(), Background);
    const Eigen::Affine3d drawnFromGrid = drawn.geometry().patientFromVoxel.inverse() * grid.patientFromVoxel;
    const Eigen::Vector3d step = drawnFromGrid.linear().col(0);
    std::size_t i = 0;
    for (int z = 0; z < grid.size[2]; ++z)
        for (int y = 0; y < grid.size[1]; ++y) {
            const Eigen::Vector3d start = drawnFromGrid * Eigen::Vector3d(0, y, z);
            for (int x = 0; x < grid.size[0]; ++x, ++i) {
                const Eigen::Vector3d place = (start + x * step).array() + 0.5;
                const Index3 voxel{int(std::floor(place.x())), int(std::floor(place.y())), int(std::floor(place.z()))};
                if (drawn.geometry().contains(voxel))
                    labels[i] = drawn.at(voxel);
            }
        }
    return labels;
}

void readFacts(DrawnLabel& drawn, const DicomFile& file)
{
    const auto header = headerOf(file);
    drawn.name = file.name();
    drawn.patientId = header.patientId;
    drawn.patientName = header.patientName;
    drawn.birthDate = header.birthDate;
    drawn.studyDate = header.studyDate;
    drawn.description = header.seriesDescription;
    drawn.frameOfReferenceUid = header.frameOfReferenceUid;
}

}  // namespace

LabelMap DrawnLabel::onGrid(const ImageGeometry& grid) const
{
    std::vector<std::uint8_t> labels =
        voxels ? resampled(*voxels, grid) : std::vector<std::uint8_t>(grid.voxelCount(), Background);
    for (const auto& region : contours)
        region.fill(grid, labels);
    if (std::all_of(labels.begin(), labels.end(), [](std::uint8_t label) { return label == Background; }))
        throw Error(Error::Kind::Input, name + " and the T1-CE do not lie in the same place of the patient.",
                    "Choose the label that was drawn on this scan.");
    return {grid, std::move(labels)};
}

bool isDrawnLabel(const std::filesystem::path& path)
{
    if (!isDicomFile(path))
        return false;
    const auto bytes = bytesOfFile(path);
    const auto kind = kindOf(dicomOutlineOf(bytes));
    return kind == DicomKind::Segmentation || kind == DicomKind::StructureSet;
}

DrawnLabel readDrawnLabel(const std::filesystem::path& path) { return drawnLabelOf(DicomFile::read(path)); }

DrawnLabel drawnLabelOf(const DicomFile& file)
{
    DrawnLabel drawn;
    readFacts(drawn, file);
    if (kindOf(file.outline()) == DicomKind::Segmentation) {
        drawn.voxels = segmentationVoxels(file, drawn.notes);
        return drawn;
    }
    auto set = structureSetOf(file, drawn.notes);
    drawn.contours = std::move(set.regions);
    drawn.frameOfReferenceUid = set.frameOfReferenceUid;
    return drawn;
}

}  // namespace metrisk::interop
