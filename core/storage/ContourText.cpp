#include "core/storage/ContourText.h"

#include "core/common/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <locale>
#include <sstream>

namespace metrisk::storage {

namespace {

constexpr int largestSide = 1024;  // of a grid; a damaged text must not ask for memory without end

Error damaged()
{
    return Error(Error::Kind::Storage, "A corrected contour in the case base is damaged.",
                 "Restore a backup of the case base, or correct the contour anew.");
}

/// Reads a number up to a stop character, which it skips; the end of the text stops too.
std::size_t numberUpTo(const char*& at, const char* end, char stop)
{
    std::size_t number = 0;
    const auto [next, problem] = std::from_chars(at, end, number);
    if (problem != std::errc() || (next != end && *next != stop))
        throw damaged();
    at = next == end ? end : next + 1;
    return number;
}

}  // namespace

std::string runsOf(const imaging::LabelMap& label)
{
    const auto& voxels = label.voxels();
    std::string text;
    for (std::size_t first = 0; first < voxels.size();) {
        std::size_t next = first;
        while (next < voxels.size() && voxels[next] == voxels[first])
            ++next;
        fmt::format_to(std::back_inserter(text), "{}{}x{}", text.empty() ? "" : " ", voxels[first], next - first);
        first = next;
    }
    return text;
}

imaging::LabelMap labelFromRuns(const std::string& runs, const imaging::ImageGeometry& geometry)
{
    std::vector<std::uint8_t> voxels;
    const char *at = runs.data(), *end = at + runs.size();
    while (at < end) {
        const auto label = numberUpTo(at, end, 'x'), count = numberUpTo(at, end, ' ');
        if (label > imaging::Core || count > geometry.voxelCount() - voxels.size())
            throw damaged();
        voxels.insert(voxels.end(), count, std::uint8_t(label));
    }
    if (voxels.size() != geometry.voxelCount())
        throw damaged();
    return {geometry, std::move(voxels)};
}

std::string gridText(const imaging::ImageGeometry& geometry)
{
    std::string text = fmt::format("{} {} {}", geometry.size[0], geometry.size[1], geometry.size[2]);
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 4; ++column)
            text += fmt::format(" {}", geometry.patientFromVoxel(row, column));  // the shortest that reads back the same
    return text;
}

imaging::ImageGeometry gridFromText(const std::string& text)
{
    std::istringstream numbers(text);
    numbers.imbue(std::locale::classic());
    imaging::ImageGeometry geometry;
    for (auto& size : geometry.size)
        numbers >> size;
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 4; ++column)
            numbers >> geometry.patientFromVoxel(row, column);
    const auto fits = [](int side) { return side >= 1 && side <= largestSide; };
    if (!numbers || !std::ranges::all_of(geometry.size, fits))
        throw damaged();
    return geometry;
}

}  // namespace metrisk::storage
