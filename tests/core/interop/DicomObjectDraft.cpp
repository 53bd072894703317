#include "tests/core/interop/DicomObjectDraft.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcrleerg.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmjpeg/djencode.h>
#include <dcmtk/dcmjpls/djencode.h>

#include <fmt/format.h>

namespace metrisk::testing {

namespace {

using imaging::ImageGeometry;

std::string list(const Eigen::VectorXd& numbers)
{
    std::string text;
    for (const double number : numbers)
        text += fmt::format("{}{:.10g}", text.empty() ? "" : "\\", number);
    return text;
}

std::string axesText(const ImageGeometry& grid)
{
    const Eigen::Matrix3d axes = grid.patientFromVoxel.linear().colwise().normalized();
    Eigen::VectorXd six(6);
    six << axes.col(0), axes.col(1);
    return list(six);
}

std::string spacingText(const ImageGeometry& grid)
{
    return list(Eigen::Vector2d(grid.spacingMm().y(), grid.spacingMm().x()));
}

void put(DcmItem& item, const DcmTagKey& tag, const std::string& text) { item.putAndInsertString(tag, text.c_str()); }

DcmItem& itemOf(DcmItem& parent, const DcmTagKey& sequence, int index = 0)
{
    DcmItem* item = nullptr;
    parent.findOrCreateSequenceItem(sequence, item, index);
    return *item;
}

void putCommon(DcmDataset& data, const char* sopClass, const char* modality, const std::string& uid)
{
    put(data, DCM_SOPClassUID, sopClass);
    put(data, DCM_SOPInstanceUID, uid);
    put(data, DCM_StudyInstanceUID, "1.2.3.1");
    put(data, DCM_SeriesInstanceUID, "1.2.3.2");
    put(data, DCM_FrameOfReferenceUID, "1.2.3.9");
    put(data, DCM_Modality, modality);
    put(data, DCM_PatientID, "P1");
    put(data, DCM_PatientName, "Doe^Jane");
}

void putLayout(DcmDataset& data, const ImageGeometry& grid, int bits)
{
    data.putAndInsertUint16(DCM_Rows, Uint16(grid.size[1]));
    data.putAndInsertUint16(DCM_Columns, Uint16(grid.size[0]));
    data.putAndInsertUint16(DCM_SamplesPerPixel, 1);
    put(data, DCM_PhotometricInterpretation, "MONOCHROME2");
    data.putAndInsertUint16(DCM_BitsAllocated, Uint16(bits));
    data.putAndInsertUint16(DCM_BitsStored, Uint16(bits));
    data.putAndInsertUint16(DCM_HighBit, Uint16(bits - 1));
    data.putAndInsertUint16(DCM_PixelRepresentation, 0);
}

void putShared(DcmDataset& data, const ImageGeometry& grid)
{
    DcmItem& shared = itemOf(data, DCM_SharedFunctionalGroupsSequence);
    put(itemOf(shared, DCM_PlaneOrientationSequence), DCM_ImageOrientationPatient, axesText(grid));
    DcmItem& measures = itemOf(shared, DCM_PixelMeasuresSequence);
    put(measures, DCM_PixelSpacing, spacingText(grid));
    put(measures, DCM_SliceThickness, list(Eigen::Matrix<double, 1, 1>(grid.spacingMm().z())));
}

DcmItem& putFrame(DcmDataset& data, const ImageGeometry& grid, int frame, int z)
{
    DcmItem& item = itemOf(data, DCM_PerFrameFunctionalGroupsSequence, frame);
    put(itemOf(item, DCM_PlanePositionSequence), DCM_ImagePositionPatient, list(grid.patientAt({0, 0, z})));
    return item;
}

Path saved(DcmFileFormat& file, const Path& path, E_TransferSyntax syntax = EXS_LittleEndianExplicit)
{
    if (file.saveFile(path.c_str(), syntax).bad())
        throw std::runtime_error("the draft could not be written");
    return path;
}

void registerEncoders()
{
    static const bool once = [] {
        DcmRLEEncoderRegistration::registerCodecs();
        DJEncoderRegistration::registerCodecs();
        DJLSEncoderRegistration::registerCodecs();
        return true;
    }();
    (void)once;
}

}  // namespace

Words smoothWords(int slices)
{
    ImageGeometry grid{{24, 20, slices}, Eigen::Affine3d::Identity()};
    grid.patientFromVoxel.linear().diagonal() << 1.0, 1.25, 3.0;
    std::vector<std::uint16_t> values;
    for (std::size_t i = 0; i < grid.voxelCount(); ++i)
        values.push_back(std::uint16_t(i * 136 % 65536));
    return {grid, values};
}

Path EnhancedDraft::write(const Words& words, const Path& path) const
{
    DcmFileFormat file;
    DcmDataset& data = *file.getDataset();
    const auto& grid = words.geometry();
    putCommon(data, UID_EnhancedMRImageStorage, "MR", "1.2.3.3");
    if (!concatenationUid.empty())
        put(data, DCM_ConcatenationUID, concatenationUid);
    putLayout(data, grid, 16);
    putShared(data, grid);
    const int frames = grid.size[2];
    put(data, DCM_NumberOfFrames, std::to_string(frames));
    std::vector<Uint16> pixels;
    for (int frame = 0; frame < frames; ++frame) {
        const int z = frames - 1 - frame;
        DcmItem& values = itemOf(putFrame(data, grid, frame, z), DCM_PixelValueTransformationSequence);
        put(values, DCM_RescaleSlope, fmt::format("{}", slopes[std::min(std::size_t(frame), slopes.size() - 1)]));
        put(values, DCM_RescaleIntercept, fmt::format("{}", frame));
        const auto* first = words.data() + words.offset(0, 0, z);
        pixels.insert(pixels.end(), first, first + words.offset(0, 0, 1));
    }
    data.putAndInsertUint16Array(DCM_PixelData, pixels.data(), pixels.size());
    return saved(file, path);
}

Path writeSlice(const Words& words, int z, const std::string& transferSyntax, const Path& path)
{
    registerEncoders();
    DcmFileFormat file;
    DcmDataset& data = *file.getDataset();
    const auto& grid = words.geometry();
    putCommon(data, UID_MRImageStorage, "MR", fmt::format("1.2.3.4.{}", z + 1));
    putLayout(data, grid, 16);
    put(data, DCM_ImagePositionPatient, list(grid.patientAt({0, 0, z})));
    put(data, DCM_ImageOrientationPatient, axesText(grid));
    put(data, DCM_PixelSpacing, spacingText(grid));
    data.putAndInsertUint16Array(DCM_PixelData, words.data() + words.offset(0, 0, z), words.offset(0, 0, 1));
    const E_TransferSyntax syntax = DcmXfer(transferSyntax.c_str()).getXfer();
    if (data.chooseRepresentation(syntax, nullptr).bad())
        throw std::runtime_error("the draft could not be compressed");
    return saved(file, path, syntax);
}

Path SegmentationDraft::write(const ImageGeometry& grid, const std::vector<SegmentFrame>& frames, const Path& path) const
{
    DcmFileFormat file;
    DcmDataset& data = *file.getDataset();
    const bool binary = type == "BINARY";
    const bool labelMap = type == "LABELMAP";
    putCommon(data, labelMap ? "1.2.840.10008.5.1.4.1.1.66.7" : UID_SegmentationStorage, "SEG", "1.2.3.5");
    put(data, DCM_FrameOfReferenceUID, frameOfReference);
    putLayout(data, grid, binary ? 1 : 8);
    put(data, DCM_PhotometricInterpretation, photometric);
    putShared(data, grid);
    put(data, DCM_SegmentationType, type);
    data.putAndInsertUint16(DCM_MaximumFractionalValue, 255);
    put(data, DCM_NumberOfFrames, std::to_string(frames.size()));
    for (std::size_t i = 0; i < labels.size(); ++i) {
        DcmItem& segment = itemOf(data, DCM_SegmentSequence, int(i));
        segment.putAndInsertUint16(DCM_SegmentNumber, Uint16(i + 1));
        put(segment, DCM_SegmentLabel, labels[i]);
    }
    std::vector<Uint8> bytes;
    std::size_t bit = 0;
    for (std::size_t frame = 0; frame < frames.size(); ++frame) {
        DcmItem& item = putFrame(data, grid, int(frame), frames[frame].z);
        if (!labelMap)
            itemOf(item, DCM_SegmentIdentificationSequence)
                .putAndInsertUint16(DCM_ReferencedSegmentNumber, Uint16(frames[frame].segment));
        for (const std::uint8_t value : frames[frame].mask) {
            if (!binary) {
                bytes.push_back(value);
                continue;
            }
            bytes.resize(bit / 8 + 1);
            bytes[bit / 8] = Uint8(bytes[bit / 8] | (value != 0 ? 1U : 0U) << bit % 8);
            ++bit;
        }
    }
    bytes.resize(bytes.size() + bytes.size() % 2);
    data.putAndInsertUint8Array(DCM_PixelData, bytes.data(), bytes.size());
    return saved(file, path);
}

Path writeStructureSet(const std::vector<RegionDraft>& regions, const Path& path, const std::string& frameOfReference)
{
    DcmFileFormat file;
    DcmDataset& data = *file.getDataset();
    putCommon(data, UID_RTStructureSetStorage, "RTSTRUCT", "1.2.3.6");
    for (std::size_t i = 0; i < regions.size(); ++i) {
        DcmItem& region = itemOf(data, DCM_StructureSetROISequence, int(i));
        put(region, DCM_ROINumber, std::to_string(i + 1));
        put(region, DCM_ROIName, regions[i].name);
        put(region, DCM_ReferencedFrameOfReferenceUID, frameOfReference);
        DcmItem& drawn = itemOf(data, DCM_ROIContourSequence, int(i));
        put(drawn, DCM_ReferencedROINumber, std::to_string(i + 1));
        for (std::size_t c = 0; c < regions[i].outlines.size(); ++c) {
            const auto& outline = regions[i].outlines[c];
            DcmItem& contour = itemOf(drawn, DCM_ContourSequence, int(c));
            put(contour, DCM_ContourGeometricType, "CLOSED_PLANAR");
            put(contour, DCM_NumberOfContourPoints, std::to_string(outline.size()));
            Eigen::VectorXd numbers(3 * Eigen::Index(outline.size()));
            for (std::size_t p = 0; p < outline.size(); ++p)
                numbers.segment<3>(3 * Eigen::Index(p)) = outline[p];
            put(contour, DCM_ContourData, list(numbers));
        }
    }
    return saved(file, path);
}

}  // namespace metrisk::testing
