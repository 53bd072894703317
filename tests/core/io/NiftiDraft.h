#pragma once

#include "core/imaging/Volume.h"

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>

/// A NIfTI-1 file written byte by byte from the standard's table, so that a test can state anything
/// in it, right or wrong.
namespace metrisk::testing {

class NiftiDraft {
public:
    /// int16 voxels 0, 1, 2, ... on a 1 mm grid with the axes of RAS, sform and qform agreeing.
    explicit NiftiDraft(imaging::Index3 size = {6, 5, 4});

    template <class Number>
    NiftiDraft& set(std::size_t byte, Number value)
    {
        std::memcpy(m_bytes.data() + byte, &value, sizeof value);
        return *this;
    }
    NiftiDraft& dimension(int index, int value)
    {
        return set(40 + 2 * std::size_t(index), std::int16_t(value));
    }
    NiftiDraft& pixdim(int index, float mm) { return set(76 + 4 * std::size_t(index), mm); }
    NiftiDraft& rows(const Eigen::Matrix<float, 3, 4>& rasFromVoxel);  // the sform
    NiftiDraft& voxels(const std::string& bytes, int datatype, int bits);
    template <class Number>
    NiftiDraft& voxelsOf(const std::vector<Number>& values, int datatype)
    {
        return voxels({reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Number)},
                      datatype, int(8 * sizeof(Number)));
    }

    const std::string& bytes() const { return m_bytes; }
    std::filesystem::path writtenTo(const std::filesystem::path& path) const;  // .gz compresses

private:
    std::string m_bytes;
};

/// Any bytes, gzip-compressed.
void writeCompressed(const std::filesystem::path& path, const std::string& bytes);

}  // namespace metrisk::testing
