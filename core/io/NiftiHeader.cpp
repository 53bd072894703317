#include "core/io/NiftiHeader.h"

#include "core/common/Error.h"
#include "core/io/GeometryCheck.h"
#include "core/io/GeometryText.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace metrisk::io {

namespace {

constexpr const char* exportAgain = "Export the series again as one three-dimensional NIfTI volume.";

/// Reads numbers at byte offsets, in either byte order.
class Fields {
public:
    Fields(std::span<const std::byte> bytes, bool swapped) : m_bytes(bytes), m_swapped(swapped) {}

    template <class Number>
    Number at(std::size_t offset) const
    {
        std::array<std::byte, sizeof(Number)> raw{};
        std::memcpy(raw.data(), m_bytes.data() + offset, sizeof(Number));
        if (m_swapped)
            std::reverse(raw.begin(), raw.end());
        Number number{};
        std::memcpy(&number, raw.data(), sizeof(Number));
        return number;
    }

    template <class Number, std::size_t Count>
    std::array<double, Count> listAt(std::size_t offset) const
    {
        std::array<double, Count> list{};
        for (std::size_t i = 0; i < Count; ++i)
            list[i] = double(at<Number>(offset + i * sizeof(Number)));
        return list;
    }

private:
    std::span<const std::byte> m_bytes;
    bool m_swapped;
};

/// The same fields of both header versions, unchecked.
struct RawHeader {
    std::array<double, 8> dim{}, pixdim{};
    int datatype = 0, bitsPerVoxel = 0, qformCode = 0, sformCode = 0, units = 0;
    double dataOffset = 0, slope = 0, intercept = 0;
    std::array<double, 6> quaternion{};  // b, c, d, then the offset in x, y, z
    std::array<double, 12> rows{};       // the three rows of the sform
    bool twoFiles = false;               // header without voxels: .hdr beside .img
};

RawHeader readVersion1(const Fields& fields)
{
    RawHeader raw;
    raw.dim = fields.listAt<std::int16_t, 8>(40);
    raw.datatype = fields.at<std::int16_t>(70);
    raw.bitsPerVoxel = fields.at<std::int16_t>(72);
    raw.pixdim = fields.listAt<float, 8>(76);
    raw.dataOffset = fields.at<float>(108);
    raw.slope = fields.at<float>(112);
    raw.intercept = fields.at<float>(116);
    raw.units = fields.at<std::uint8_t>(123);
    raw.qformCode = fields.at<std::int16_t>(252);
    raw.sformCode = fields.at<std::int16_t>(254);
    raw.quaternion = fields.listAt<float, 6>(256);
    raw.rows = fields.listAt<float, 12>(280);
    raw.twoFiles = fields.at<char>(345) == 'i';
    return raw;
}

RawHeader readVersion2(const Fields& fields)
{
    RawHeader raw;
    raw.datatype = fields.at<std::int16_t>(12);
    raw.bitsPerVoxel = fields.at<std::int16_t>(14);
    raw.dim = fields.listAt<std::int64_t, 8>(16);
    raw.pixdim = fields.listAt<double, 8>(104);
    raw.dataOffset = double(fields.at<std::int64_t>(168));
    raw.slope = fields.at<double>(176);
    raw.intercept = fields.at<double>(184);
    raw.qformCode = fields.at<std::int32_t>(344);
    raw.sformCode = fields.at<std::int32_t>(348);
    raw.quaternion = fields.listAt<double, 6>(352);
    raw.rows = fields.listAt<double, 12>(400);
    raw.units = fields.at<std::int32_t>(500);
    raw.twoFiles = fields.at<char>(5) == 'i';
    return raw;
}

/// 348 or 540 in this computer's byte order or the other one; 0 when it is neither.
struct Version {
    std::size_t headerBytes = 0;
    bool swapped = false;
};

Version versionOf(std::span<const std::byte> start)
{
    for (const bool swapped : {false, true}) {
        const Fields fields(start, swapped);
        if (start.size() >= 348 && fields.at<std::int32_t>(0) == 348)
            return {348, swapped};
        if (start.size() >= 540 && fields.at<std::int32_t>(0) == 540)
            return {540, swapped};
    }
    return {};
}

bool hasMagic(std::span<const std::byte> start, const Version& version)
{
    const char* text = reinterpret_cast<const char*>(start.data()) + (version.headerBytes == 348 ? 344 : 4);
    const char number = version.headerBytes == 348 ? '1' : '2';
    return text[0] == 'n' && (text[1] == '+' || text[1] == 'i') && text[2] == number && text[3] == '\0';
}

[[noreturn]] void refuse(const std::string& fileName, const std::string& what, const std::string& todo = exportAgain)
{
    throw Error(Error::Kind::Input, fileName + " " + what, todo);
}

imaging::Index3 checkedSize(const RawHeader& raw, const std::string& file)
{
    const int dimensions = int(std::clamp(raw.dim[0], -1.0, 99.0));
    if (dimensions < 1 || dimensions > 7)
        refuse(file, "is damaged: its header does not say how many dimensions it has.");
    std::array<double, 8> size{};
    for (std::size_t i = 1; i <= 7; ++i)
        size[i] = int(i) <= dimensions ? raw.dim[i] : 1.0;
    if (std::any_of(size.begin() + 1, size.begin() + 1 + dimensions, [](double n) { return n < 1.0; }))
        refuse(file, "is damaged: its header states a size of zero or less.");
    if (std::any_of(size.begin() + 4, size.end(), [](double n) { return n > 1.0; }))
        refuse(file, fmt::format("holds {:.0f} volumes (4D data), where one is needed.",
                                 size[4] * size[5] * size[6] * size[7]),
               "Choose the single volume that is meant, or export it alone.");
    if (size[1] < 2 || size[2] < 2 || size[3] < 2)
        refuse(file, "holds a single two-dimensional image, not a volume.");
    return checkedVolumeSize({size[1], size[2], size[3]}, file);
}

struct StoredType {
    NiftiType type;
    int bits;
};

constexpr std::array<StoredType, 10> readableTypes{{{NiftiType::UInt8, 8}, {NiftiType::Int8, 8},
    {NiftiType::Int16, 16}, {NiftiType::UInt16, 16}, {NiftiType::Int32, 32}, {NiftiType::UInt32, 32},
    {NiftiType::Float32, 32}, {NiftiType::Int64, 64}, {NiftiType::UInt64, 64}, {NiftiType::Float64, 64}}};

const StoredType& checkedType(const RawHeader& raw, const std::string& file)
{
    if (raw.datatype == 128 || raw.datatype == 2304)
        refuse(file, "holds a colour picture (RGB), not measured intensities.");
    if (raw.datatype == 32 || raw.datatype == 1792 || raw.datatype == 2048)
        refuse(file, "holds complex numbers, not intensities.", "Export the magnitude image.");
    const auto found = std::find_if(readableTypes.begin(), readableTypes.end(), [&](const StoredType& stored) {
        return int(stored.type) == raw.datatype;
    });
    if (found == readableTypes.end())
        refuse(file, fmt::format("stores its voxels in a way MetRisk cannot read (type {}).", raw.datatype));
    if (raw.bitsPerVoxel != found->bits)
        refuse(file, "is damaged: its header contradicts itself about the bytes of a voxel.");
    return *found;
}

/// The header's length unit in millimetres; files that name none mean millimetres.
double millimetresPerUnit(int units)
{
    constexpr int metre = 1, micron = 3, spaceBits = 7;
    const int unit = units & spaceBits;
    return unit == metre ? 1000.0 : unit == micron ? 0.001 : 1.0;
}

Eigen::Affine3d lpsFromRas(Eigen::Affine3d rasFromVoxel)
{
    return Eigen::Affine3d(Eigen::Vector3d(-1, -1, 1).asDiagonal()) * rasFromVoxel;
}

/// The quaternion form, NIfTI-1 method 2.
Eigen::Affine3d qform(const RawHeader& raw, double unit)
{
    const auto [b, c, d, x, y, z] = raw.quaternion;
    const double a = std::sqrt(std::max(0.0, 1.0 - b * b - c * c - d * d));
    const double handedness = raw.pixdim[0] < 0 ? -1.0 : 1.0;
    const Eigen::Vector3d scale = Eigen::Vector3d(raw.pixdim[1], raw.pixdim[2], raw.pixdim[3] * handedness) * unit;
    Eigen::Affine3d rasFromVoxel = Eigen::Affine3d::Identity();
    rasFromVoxel.linear() = Eigen::Quaterniond(a, b, c, d).normalized().toRotationMatrix() * scale.asDiagonal();
    rasFromVoxel.translation() = Eigen::Vector3d(x, y, z) * unit;
    return lpsFromRas(rasFromVoxel);
}

/// The matrix form, NIfTI-1 method 3.
Eigen::Affine3d sform(const RawHeader& raw, double unit)
{
    Eigen::Affine3d rasFromVoxel = Eigen::Affine3d::Identity();
    rasFromVoxel.affine() = Eigen::Map<const Eigen::Matrix<double, 3, 4, Eigen::RowMajor>>(raw.rows.data()) * unit;
    return lpsFromRas(rasFromVoxel);
}

/// The matrix form counts before the quaternion form, as nibabel reads it and so as the model's
/// training data was read. ITK's own order of the two changed between its versions.
imaging::ImageGeometry checkedGeometry(const RawHeader& raw, const std::string& file, std::vector<std::string>& notes)
{
    const double unit = millimetresPerUnit(raw.units);
    imaging::ImageGeometry geometry{checkedSize(raw, file), Eigen::Affine3d::Identity()};
    const Eigen::Vector3d stated = Eigen::Vector3d(raw.pixdim[1], raw.pixdim[2], raw.pixdim[3]) * unit;
    checkSpacing(stated, file);
    if (raw.sformCode <= 0 && raw.qformCode <= 0)
        refuse(file, "does not say which of its sides is the patient's left (no orientation code).",
               "Export the series again with its orientation.");
    geometry.patientFromVoxel = raw.sformCode > 0 ? sform(raw, unit) : qform(raw, unit);
    checkPlace(geometry, file);
    if (((geometry.spacingMm() - stated).array().abs() > 0.02 * stated.array()).any())
        refuse(file, "contradicts itself about the size of its voxels.");
    if (raw.sformCode > 0 && raw.qformCode > 0) {
        const imaging::ImageGeometry other{geometry.size, qform(raw, unit)};
        if (!geometry.sharesGridWith(other, 1.0))
            notes.push_back(fmt::format("{} states two different places in the patient ({} and {}); the first, its "
                                        "sform, is used. Check the sides.", file, geometry.axisCodes(), other.axisCodes()));
    }
    return geometry;
}

std::size_t checkedOffset(const RawHeader& raw, std::size_t headerBytes, const std::string& file)
{
    constexpr double largestExtension = 64.0 * 1024 * 1024;
    if (!(raw.dataOffset >= double(headerBytes) && raw.dataOffset <= largestExtension))
        refuse(file, "is damaged: its header does not say where the voxels begin.");
    return std::size_t(raw.dataOffset);
}

}  // namespace

bool looksLikeNifti(std::span<const std::byte> start)
{
    const Version version = versionOf(start);
    return version.headerBytes > 0 && hasMagic(start, version);
}

NiftiHeader parsedNiftiHeader(std::span<const std::byte> start, const std::string& fileName)
{
    const Version version = versionOf(start);
    if (version.headerBytes == 0 || !hasMagic(start, version))
        refuse(fileName, "is not an image MetRisk can read.", "Choose a NIfTI file (.nii, .nii.gz) or a DICOM folder.");
    const Fields fields(start, version.swapped);
    const RawHeader raw = version.headerBytes == 348 ? readVersion1(fields) : readVersion2(fields);
    if (raw.twoFiles)
        refuse(fileName, "is a header whose voxels lie in another file (.hdr and .img).",
               "Save the image as one .nii or .nii.gz file.");
    NiftiHeader header;
    header.geometry = checkedGeometry(raw, fileName, header.notes);
    const StoredType& stored = checkedType(raw, fileName);
    header.type = stored.type;
    header.bytesPerVoxel = std::size_t(stored.bits) / 8;
    header.swapped = version.swapped;
    header.dataOffset = checkedOffset(raw, version.headerBytes, fileName);
    if (std::isfinite(raw.slope) && raw.slope != 0.0 && std::isfinite(raw.intercept)) {
        header.slope = raw.slope;
        header.intercept = raw.intercept;
    }
    return header;
}

}  // namespace metrisk::io
