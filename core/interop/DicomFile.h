#pragma once

#include "core/interop/DicomOutline.h"

#include <filesystem>
#include <string>
#include <vector>

namespace metrisk::interop {

/// A whole file in memory. Throws Error{Input} when it cannot be read or is larger than 2 GB.
std::vector<std::byte> bytesOfFile(const std::filesystem::path& path);

/// Whether a file starts as a DICOM file does.
bool isDicomFile(const std::filesystem::path& path);

/// What kind of object a DICOM file holds.
enum class DicomKind {
    Image, Segmentation, StructureSet, Directory, Dose, Radiotherapy, SecondaryCapture, ParametricMap, FloatImage, OtherModality,
    NoImage,
};
DicomKind kindOf(const DicomOutline& outline);

/// A DICOM file in memory with its sound outline. Throws Error{Input} naming the file when it is damaged.
///
///     const auto file = DicomFile::read(path);
///     const auto header = headerOf(file.outline(), file.name());
class DicomFile {
public:
    static DicomFile read(const std::filesystem::path& path);
    DicomFile(std::vector<std::byte> bytes, std::string name);
    DicomFile(DicomFile&&) = default;
    DicomFile& operator=(DicomFile&&) = default;

    const DicomOutline& outline() const { return m_outline; }
    const std::string& name() const { return m_name; }

private:
    std::vector<std::byte> m_bytes;  // keeps its place in memory when the file is moved: the outline points into it
    std::string m_name;
    DicomOutline m_outline;
};

/// Throws Error{Input}: the file is cut short or damaged.
[[noreturn]] void refuseDamaged(const std::string& name);

/// Runs what reads a file's bytes; where they end too early or make no sense, it becomes one sentence about the file.
template <class Call>
auto readingDicom(const std::string& name, const Call& call)
{
    try {
        return call();
    } catch (const DicomWalk::Broken&) {
        refuseDamaged(name);
    }
}

}  // namespace metrisk::interop
