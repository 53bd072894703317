#include "tests/core/io/NiftiDraft.h"

#include "tests/support/TestFiles.h"

#include <zlib.h>

#include <numeric>

namespace metrisk::testing {

NiftiDraft::NiftiDraft(imaging::Index3 size) : m_bytes(352, '\0')
{
    set(0, std::int32_t(348));
    dimension(0, 3);
    for (int axis = 0; axis < 3; ++axis) {
        dimension(axis + 1, size[std::size_t(axis)]);
        pixdim(axis + 1, 1.0F);
    }
    for (int index = 4; index < 8; ++index)
        dimension(index, 1);
    pixdim(0, 1.0F);
    set(108, 352.0F);              // vox_offset
    set(123, std::uint8_t(2));     // millimetres
    set(252, std::int16_t(1));     // qform_code: scanner
    set(254, std::int16_t(1));     // sform_code: scanner
    rows(Eigen::Matrix<float, 3, 4>::Identity());
    std::memcpy(m_bytes.data() + 344, "n+1", 4);
    const int count = size[0] * size[1] * size[2];
    std::vector<std::int16_t> values(static_cast<std::size_t>(count));
    std::iota(values.begin(), values.end(), std::int16_t(0));
    voxelsOf(values, 4);
}

NiftiDraft& NiftiDraft::rows(const Eigen::Matrix<float, 3, 4>& rasFromVoxel)
{
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 4; ++column)
            set(280 + 16 * std::size_t(row) + 4 * std::size_t(column), rasFromVoxel(row, column));
    return *this;
}

NiftiDraft& NiftiDraft::voxels(const std::string& bytes, int datatype, int bits)
{
    set(70, std::int16_t(datatype));
    set(72, std::int16_t(bits));
    m_bytes.resize(352);
    m_bytes += bytes;
    return *this;
}

std::filesystem::path NiftiDraft::writtenTo(const std::filesystem::path& path) const
{
    path.extension() == ".gz" ? writeCompressed(path, m_bytes) : writeText(path, m_bytes);
    return path;
}

void writeCompressed(const std::filesystem::path& path, const std::string& bytes)
{
    gzFile file = gzopen(path.c_str(), "wb");
    gzwrite(file, bytes.data(), unsigned(bytes.size()));
    gzclose(file);
}

}  // namespace metrisk::testing
