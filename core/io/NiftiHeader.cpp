#include "core/io/NiftiHeader.h"

#include "core/common/Error.h"
#include "core/io/GeometryCheck.h"
#include "core/io/NiftiFields.h"

#include <Eigen/LU>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace metrisk::io {

namespace {

constexpr const char* exportAgain = "Export the series again as one three-dimensional NIfTI volume.";

[[noreturn]] void refuse(const std::string& fileName, const std::string& what,
                         const std::string& todo = exportAgain)
{
    throw Error(Error::Kind::Input, fileName + " " + what, todo);
}

imaging::Index3 checkedSize(const NiftiFields& raw, const std::string& file)
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

const StoredType& checkedType(const NiftiFields& raw, const std::string& file)
{
    if (raw.datatype == 128 || raw.datatype == 2304)
        refuse(file, "holds a colour picture (RGB), not measured intensities.");
    if (raw.datatype == 32 || raw.datatype == 1792 || raw.datatype == 2048)
        refuse(file, "holds complex numbers, not intensities.", "Export the magnitude image.");
    const auto found =
        std::find_if(readableTypes.begin(), readableTypes.end(),
                     [&](const StoredType& stored) { return int(stored.type) == raw.datatype; });
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
Eigen::Affine3d qform(const NiftiFields& raw, double unit)
{
    const auto [b, c, d, x, y, z] = raw.quaternion;
    const double squared = b * b + c * c + d * d;
    const double a = squared > 1.01 ? std::nan("") : std::sqrt(std::max(0.0, 1.0 - squared));  // else no rotation
    const double handedness = raw.pixdim[0] < 0 ? -1.0 : 1.0;
    const Eigen::Vector3d scale =
        Eigen::Vector3d(raw.pixdim[1], raw.pixdim[2], raw.pixdim[3] * handedness) * unit;
    Eigen::Affine3d rasFromVoxel = Eigen::Affine3d::Identity();
    rasFromVoxel.linear() =
        Eigen::Quaterniond(a, b, c, d).normalized().toRotationMatrix() * scale.asDiagonal();
    rasFromVoxel.translation() = Eigen::Vector3d(x, y, z) * unit;
    return lpsFromRas(rasFromVoxel);
}

/// The matrix form, NIfTI-1 method 3.
Eigen::Affine3d sform(const NiftiFields& raw, double unit)
{
    Eigen::Affine3d rasFromVoxel = Eigen::Affine3d::Identity();
    rasFromVoxel.affine() =
        Eigen::Map<const Eigen::Matrix<double, 3, 4, Eigen::RowMajor>>(raw.rows.data()) * unit;
    return lpsFromRas(rasFromVoxel);
}

/// Axes that span no space: the form was never filled in.
bool isEmpty(const imaging::ImageGeometry& geometry)
{
    const Eigen::Matrix3d axes = geometry.patientFromVoxel.linear();
    return axes.allFinite() && std::abs(axes.determinant()) < 1e-6 * std::pow(axes.norm(), 3.0) + 1e-12;
}

/// Both forms as the header has them, each absent where its code says that it does not count.
struct Forms {
    std::optional<imaging::ImageGeometry> sform, qform;
};

Forms formsOf(const NiftiFields& raw, const imaging::Index3& size, double unit)
{
    Forms forms;
    if (raw.sformCode > 0)
        forms.sform = {size, sform(raw, unit)};
    if (raw.qformCode > 0)
        forms.qform = {size, qform(raw, unit)};
    return forms;
}

/// The rule where the two forms differ: the matrix form counts before the quaternion form, as nibabel reads it and so
/// as the model's training data was read (ITK's own order of the two changed between its versions); only a matrix that
/// spans no space gives way to the quaternion.
imaging::ImageGeometry settled(const Forms& forms, const std::string& file, std::vector<std::string>& notes)
{
    if (!forms.sform || !forms.qform)
        return forms.sform ? *forms.sform : *forms.qform;
    if (isEmpty(*forms.sform)) {
        notes.push_back(fmt::format("The sform of {} is empty; its qform ({}) is used instead. Check the sides.", file,
                                    forms.qform->axisCodes()));
        return *forms.qform;
    }
    if (!forms.sform->sharesGridWith(*forms.qform, 1.0))
        notes.push_back(fmt::format("{} states two different places in the patient ({} and {}); the first, its "
                                    "sform, is used. Check the sides.",
                                    file, forms.sform->axisCodes(), forms.qform->axisCodes()));
    return *forms.sform;
}

imaging::ImageGeometry checkedGeometry(const NiftiFields& raw, const std::string& file,
                                       std::vector<std::string>& notes)
{
    const double unit = millimetresPerUnit(raw.units);
    const imaging::Index3 size = checkedSize(raw, file);
    const Eigen::Vector3d stated = Eigen::Vector3d(raw.pixdim[1], raw.pixdim[2], raw.pixdim[3]) * unit;
    checkSpacing(stated, file);
    if (raw.sformCode <= 0 && raw.qformCode <= 0)
        refuse(file, "does not say which of its sides is the patient's left (no orientation code).",
               "Export the series again with its orientation.");
    const auto geometry = settled(formsOf(raw, size, unit), file, notes);
    checkPlace(geometry, file);
    if (((geometry.spacingMm() - stated).array().abs() > 0.02 * stated.array()).any())
        refuse(file, "contradicts itself about the size of its voxels.");
    return geometry;
}

std::size_t checkedOffset(const NiftiFields& raw, const std::string& file)
{
    constexpr double largestExtension = 64.0 * 1024 * 1024;
    const double first = raw.twoFiles ? 0.0 : double(raw.headerBytes);
    if (!(raw.dataOffset >= first && raw.dataOffset <= largestExtension))
        refuse(file, "is damaged: its header does not say where the voxels begin.");
    return std::size_t(raw.dataOffset);
}

}  // namespace

NiftiHeader parsedNiftiHeader(std::span<const std::byte> start, const std::string& fileName)
{
    const auto fields = niftiFieldsOf(start);
    if (!fields)
        refuse(fileName, "is not an image MetRisk can read.",
               "Choose a NIfTI file (.nii, .nii.gz) or a DICOM folder.");
    const NiftiFields& raw = *fields;
    NiftiHeader header;
    header.twoFiles = raw.twoFiles;
    header.geometry = checkedGeometry(raw, fileName, header.notes);
    const StoredType& stored = checkedType(raw, fileName);
    header.type = stored.type;
    header.bytesPerVoxel = std::size_t(stored.bits) / 8;
    header.swapped = raw.swapped;
    header.dataOffset = checkedOffset(raw, fileName);
    if (std::isfinite(raw.slope) && raw.slope != 0.0) {  // without a slope the numbers count as they are stored
        if (!std::isfinite(raw.intercept))
            refuse(fileName, "is damaged: its header scales the voxels by what is no number.");
        header.slope = raw.slope;
        header.intercept = raw.intercept;
    }
    return header;
}

}  // namespace metrisk::io
