#include "core/io/DicomImage.h"

#include "core/common/Error.h"
#include "core/io/DicomOutline.h"
#include "core/io/DicomText.h"

// Before ITK: ITK 5.2 carries an older Eigen of its own, and the two must not be mixed.
#include <Eigen/Eigenvalues>

#include <gdcmAttribute.h>
#include <gdcmReader.h>
#include <gdcmSequenceOfItems.h>
#include <gdcmTrace.h>
#include <itkGDCMImageIO.h>
#include <itkImageFileReader.h>
#include <itkMetaDataObject.h>

namespace metrisk::io {

namespace {

namespace fs = std::filesystem;
using Image = itk::Image<float, 3>;

/// GDCM and ITK print what they find odd in a file; the user gets one sentence instead.
void silenceLibraries()
{
    gdcm::Trace::WarningOff();
    gdcm::Trace::ErrorOff();
    itk::Object::GlobalWarningDisplayOff();
}

[[noreturn]] void refuse(const fs::path& file, const std::string& what,
                         const std::string& todo = "Export the series again.")
{
    throw Error(Error::Kind::Input, file.filename().string() + " " + what, todo);
}

/// Runs what calls ITK or GDCM; what they throw becomes one sentence about the file.
template <class Call>
auto readingDicom(const fs::path& file, const Call& call)
{
    try {
        silenceLibraries();
        return call();
    } catch (const Error&) {
        throw;
    } catch (const std::exception&) {
        refuse(file, "cannot be read as a DICOM image: it is damaged, cut short or of an unknown kind.",
               "Export the series again as uncompressed DICOM, or as NIfTI.");
    }
}

std::string textOf(const itk::GDCMImageIO& io, const char* tag)
{
    std::string text;
    itk::ExposeMetaData<std::string>(io.GetMetaDataDictionary(), tag, text);
    return text;
}

imaging::Index3 sizeOf(const itk::GDCMImageIO& io)
{
    return {int(io.GetDimensions(0)), int(io.GetDimensions(1)),
            io.GetNumberOfDimensions() > 2 ? int(io.GetDimensions(2)) : 1};
}

/// Refuses what would make GDCM allocate far more than the file can hold, and what is no
/// single-channel image.
void checkImage(const itk::GDCMImageIO& io, const fs::path& file)
{
    constexpr double bestCompression = 1000, mostVoxels = 268435456;
    double voxels = 1;
    for (unsigned axis = 0; axis < io.GetNumberOfDimensions(); ++axis)
        voxels *= double(io.GetDimensions(axis));
    if (voxels > mostVoxels || voxels > bestCompression * double(fs::file_size(file)))
        refuse(file, "states a size that it cannot hold.");
    if (io.GetNumberOfComponents() != 1)
        refuse(file, "is a colour picture, not measured intensities.", "Choose the original series.");
}

itk::GDCMImageIO::Pointer openedImage(const fs::path& file)
{
    checkedOutline(file);
    auto io = itk::GDCMImageIO::New();
    io->SetFileName(file.string());
    io->ReadImageInformation();
    checkImage(*io, file);
    return io;
}

imaging::ImageGeometry geometryOf(const Image& image)
{
    imaging::ImageGeometry geometry;
    for (unsigned axis = 0; axis < 3; ++axis) {
        geometry.size[axis] = int(image.GetLargestPossibleRegion().GetSize()[axis]);
        for (unsigned row = 0; row < 3; ++row)
            geometry.patientFromVoxel(row, axis) = image.GetDirection()(row, axis) * image.GetSpacing()[axis];
        geometry.patientFromVoxel(axis, 3) = image.GetOrigin()[axis];
    }
    return geometry;
}

/// Image Position (Patient) of every frame of an enhanced multi-frame object.
std::vector<Eigen::Vector3d> positionsIn(const fs::path& file)
{
    gdcm::Reader reader;
    reader.SetFileName(file.c_str());
    std::vector<Eigen::Vector3d> positions;
    if (!reader.Read() || !reader.GetFile().GetDataSet().FindDataElement(gdcm::Tag(0x5200, 0x9230)))
        return positions;
    const auto frames =
        reader.GetFile().GetDataSet().GetDataElement(gdcm::Tag(0x5200, 0x9230)).GetValueAsSQ();
    for (std::size_t frame = 1; frames && frame <= frames->GetNumberOfItems(); ++frame) {
        const auto& groups = frames->GetItem(frame).GetNestedDataSet();
        const auto plane = groups.GetDataElement(gdcm::Tag(0x0020, 0x9113)).GetValueAsSQ();
        if (!plane || plane->GetNumberOfItems() < 1)
            return {};
        gdcm::Attribute<0x0020, 0x0032> position;
        position.SetFromDataSet(plane->GetItem(1).GetNestedDataSet());
        positions.emplace_back(position[0], position[1], position[2]);
    }
    return positions;
}

DicomImage imageIn(const fs::path& file)
{
    const auto io = openedImage(file);
    const bool multiFrame = sizeOf(*io)[2] > 1;
    if (!multiFrame && (textOf(*io, "0020|0032").empty() || textOf(*io, "0020|0037").empty()))
        refuse(file, "does not say where it lies in the patient.",
               "Choose the original series of the scanner.");
    auto reader = itk::ImageFileReader<Image>::New();
    reader->SetImageIO(io);
    reader->SetFileName(file.string());
    reader->Update();
    const Image& image = *reader->GetOutput();
    const float* first = image.GetBufferPointer();
    return {geometryOf(image), {first, first + image.GetLargestPossibleRegion().GetNumberOfPixels()}};
}

}  // namespace

DicomHeader readDicomHeader(const fs::path& file)
{
    return readingDicom(file, [&] {
        const auto io = openedImage(file);
        const std::string characters = textOf(*io, "0008|0005");
        const auto text = [&](const char* tag) { return utf8Of(textOf(*io, tag), characters); };
        DicomHeader header{text("0010|0020"), personName(text("0010|0010")), isoDate(text("0010|0030")),
                           isoDate(text("0008|0020")), text("0008|103e"), text("0018|1030"),
                           text("0018|0010"), text("0008|0060"), sizeOf(*io), {}};
        for (unsigned axis = 0; axis < 3; ++axis)
            header.spacingMm[axis] = axis < io->GetNumberOfDimensions() ? io->GetSpacing(axis) : 0.0;
        return header;
    });
}

DicomImage readDicomImage(const fs::path& file)
{
    return readingDicom(file, [&] { return imageIn(file); });
}

std::vector<Eigen::Vector3d> framePositions(const fs::path& file)
{
    return readingDicom(file, [&] { return positionsIn(file); });
}

}  // namespace metrisk::io
