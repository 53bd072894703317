#include "core/interop/DicomFile.h"

#include "core/common/Error.h"

#include <fmt/format.h>

#include <array>
#include <fstream>

namespace metrisk::interop {

namespace {

namespace fs = std::filesystem;

bool isStorageClass(const DicomOutline& outline, std::string_view tail)
{
    const std::string prefix = "1.2.840.10008.5.1.4.1.1." + std::string(tail);
    return outline.sopClass == prefix || outline.sopClass.starts_with(prefix + ".");
}

/// Of what is measured in slices; a file that names no modality is given the benefit of the doubt.
bool isSliceModality(const std::string& modality)
{
    return modality.empty() || modality == "MR" || modality == "CT" || modality == "PT" || modality == "NM";
}

bool holdsImage(const DicomOutline& outline)
{
    return outline.hasPixels && outline.rows > 0 && outline.columns > 0 && outline.frames > 0 && outline.bitsAllocated > 0;
}

}  // namespace

std::vector<std::byte> bytesOfFile(const fs::path& path)
{
    constexpr std::uintmax_t largest = std::uintmax_t(1) << 31;
    std::error_code unknown;
    const auto size = fs::file_size(path, unknown);
    const std::string name = path.filename().string();
    if (!unknown && size > largest)
        throw Error(Error::Kind::Input, name + " is larger than 2 GB.", "Choose the files of one patient.");
    std::ifstream stream(path, std::ios::binary);
    std::vector<std::byte> bytes(unknown ? 0 : std::size_t(size));
    if (unknown || !stream || !stream.read(reinterpret_cast<char*>(bytes.data()), std::streamsize(bytes.size())))
        throw Error(Error::Kind::Input, name + " cannot be opened.", "Check that the file exists and may be read.");
    return bytes;
}

bool isDicomFile(const fs::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    std::array<std::byte, 132> start{};
    stream.read(reinterpret_cast<char*>(start.data()), start.size());
    return looksLikeDicom(Bytes(start).first(std::size_t(stream.gcount())));
}

DicomKind kindOf(const DicomOutline& outline)
{
    if (outline.sopClass == "1.2.840.10008.1.3.10")
        return DicomKind::Directory;
    if (isStorageClass(outline, "481.2"))
        return DicomKind::Dose;
    if (isStorageClass(outline, "481.3"))
        return DicomKind::StructureSet;
    if (isStorageClass(outline, "481"))
        return DicomKind::Radiotherapy;
    if (isStorageClass(outline, "66.4") || isStorageClass(outline, "66.7"))
        return DicomKind::Segmentation;
    if (isStorageClass(outline, "30"))
        return DicomKind::ParametricMap;
    if (outline.floatPixels)
        return DicomKind::FloatImage;
    if (!holdsImage(outline))
        return DicomKind::NoImage;
    if (isStorageClass(outline, "7"))
        return DicomKind::SecondaryCapture;
    return isSliceModality(outline.modality) ? DicomKind::Image : DicomKind::OtherModality;
}

DicomFile DicomFile::read(const fs::path& path) { return {bytesOfFile(path), path.filename().string()}; }

DicomFile::DicomFile(std::vector<std::byte> bytes, std::string name)
    : m_bytes(std::move(bytes)), m_name(std::move(name)), m_outline(dicomOutlineOf(m_bytes))
{
    if (m_outline.damaged)
        refuseDamaged(m_name);
}

void refuseDamaged(const std::string& name)
{
    throw Error(Error::Kind::Input, name + " is cut short or damaged.",
                "Export the image series again as DICOM, or as NIfTI.");
}

}  // namespace metrisk::interop
