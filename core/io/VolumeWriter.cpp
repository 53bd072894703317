#include "core/common/Error.h"
#include "core/common/PendingFile.h"
#include "core/imaging/ItkImage.h"
#include "core/io/NiftiFile.h"
#include "core/io/VolumeFiles.h"

#include <fmt/format.h>

#include <itkImageFileWriter.h>
#include <itkNiftiImageIO.h>

#include <algorithm>

namespace metrisk::io {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& path)
{
    throw Error(Error::Kind::Storage,
                fmt::format("{} could not be written: the disk is full or failing.", path.string()),
                "Free some space or choose another folder; nothing was changed.");
}

/// NIfTI's library does not tell when the disk ran full, so the written file is read back.
template <class Voxel>
void checkWritten(const std::filesystem::path& written, const std::filesystem::path& path,
                  const imaging::VoxelGrid<Voxel>& grid)
{
    try {
        const auto header = readNiftiHeader(written);
        if (header.geometry.sharesGridWith(grid.geometry()) &&
            readNiftiVoxels(written, header).size() == grid.size())
            return;
    } catch (const Error&) {
    }
    refuse(path);
}

template <class Voxel>
void writeNifti(const imaging::VoxelGrid<Voxel>& grid, const std::filesystem::path& path)
{
    using Image = itk::Image<Voxel, 3>;
    if (!hasNiftiName(path))
        throw Error(Error::Kind::Storage,
                    fmt::format("{} is no name for a NIfTI file.", path.filename().string()),
                    "Choose a name that ends in .nii or .nii.gz.");
    common::PendingFile pending(path);
    try {
        auto writer = itk::ImageFileWriter<Image>::New();
        writer->SetImageIO(itk::NiftiImageIO::New());
        writer->SetInput(imaging::itkImageOf(grid));
        writer->SetFileName(pending.path().string());
        writer->Update();
    } catch (const itk::ExceptionObject&) {
        refuse(path);
    }
    checkWritten(pending.path(), path, grid);
    pending.commit();
}

}  // namespace

void writeVolume(const imaging::Volume& volume, const std::filesystem::path& path)
{
    writeNifti(volume, path);
}

void writeLabelMap(const imaging::LabelMap& labels, const std::filesystem::path& path)
{
    writeNifti(labels, path);
}

}  // namespace metrisk::io
