#include "tests/core/io/DicomDraft.h"

// Before ITK: ITK 5.2 carries an older Eigen of its own, and the two must not be mixed.
#include <Eigen/Eigenvalues>

#include <fmt/format.h>
#include <gdcmTrace.h>
#include <itkGDCMImageIO.h>
#include <itkImageFileWriter.h>
#include <itkMetaDataObject.h>

namespace metrisk::testing {

namespace {

using Slice = itk::Image<short, 2>;
using itk::EncapsulateMetaData;

Slice::Pointer pixelsOf(const imaging::Volume& volume, int z)
{
    auto slice = Slice::New();
    slice->SetRegions(Slice::SizeType{{std::size_t(volume.size()[0]), std::size_t(volume.size()[1])}});
    slice->Allocate();
    const auto mm = volume.geometry().spacingMm();
    slice->SetSpacing(itk::Vector<double, 2>(std::array<double, 2>{mm.x(), mm.y()}.data()));
    for (std::size_t i = 0; i < slice->GetLargestPossibleRegion().GetNumberOfPixels(); ++i)
        slice->GetBufferPointer()[i] = short(volume.data()[volume.offset(0, 0, z) + i]);
    return slice;
}

}  // namespace

std::vector<std::filesystem::path> DicomDraft::write(const imaging::Volume& volume,
                                                     const std::filesystem::path& folder) const
{
    gdcm::Trace::WarningOff();
    std::filesystem::create_directories(folder);
    std::vector<std::filesystem::path> files;
    const Eigen::Matrix3d axes = volume.geometry().patientFromVoxel.linear().colwise().normalized();
    for (int z = 0; z < volume.size()[2]; ++z) {
        auto io = itk::GDCMImageIO::New();
        io->KeepOriginalUIDOn();
        auto& dictionary = io->GetMetaDataDictionary();
        const Eigen::Vector3d place = volume.geometry().patientAt({0, 0, z});
        for (const auto& [tag, text] : tags)
            EncapsulateMetaData<std::string>(dictionary, tag, text);
        EncapsulateMetaData<std::string>(dictionary, "0008|0060", "MR");
        EncapsulateMetaData<std::string>(dictionary, "0020|000d", seriesUid + ".9");
        EncapsulateMetaData<std::string>(dictionary, "0020|000e", seriesUid);
        EncapsulateMetaData<std::string>(dictionary, "0008|0018", fmt::format("{}.{}", seriesUid, z + 1));
        EncapsulateMetaData<std::string>(dictionary, "0020|0032",
                                         fmt::format("{}\\{}\\{}", place.x(), place.y(), place.z()));
        EncapsulateMetaData<std::string>(dictionary, "0020|0037",
                                         fmt::format("{}\\{}\\{}\\{}\\{}\\{}", axes(0, 0), axes(1, 0),
                                                     axes(2, 0), axes(0, 1), axes(1, 1), axes(2, 1)));
        auto writer = itk::ImageFileWriter<Slice>::New();
        // Numbered against the order in space: reading must go by place and not by name.
        files.push_back(folder / fmt::format("{}{:03}.dcm", filePrefix, 500 - z));
        writer->SetFileName(files.back().string());
        writer->SetInput(pixelsOf(volume, z));
        writer->SetImageIO(io);
        writer->UseInputMetaDataDictionaryOff();
        writer->Update();
    }
    return files;
}

}  // namespace metrisk::testing
