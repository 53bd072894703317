#include "ui/rendering/LabelContours.h"

#include <array>

namespace metrisk::ui::rendering {

namespace {

/// Inside or outside for every voxel of the slice, with a border of outside around it.
class Mask {
public:
    Mask(const imaging::LabelMap& labels, int columnAxis, int rowAxis, int slice, std::uint8_t atLeast)
        : m_columns(labels.size()[std::size_t(columnAxis)]), m_rows(labels.size()[std::size_t(rowAxis)]),
          m_inside(std::size_t(m_columns) * std::size_t(m_rows))
    {
        imaging::Index3 voxel{slice, slice, slice};
        for (int row = 0; row < m_rows; ++row)
            for (int column = 0; column < m_columns; ++column) {
                voxel[std::size_t(columnAxis)] = column;
                voxel[std::size_t(rowAxis)] = row;
                m_inside[std::size_t(row) * std::size_t(m_columns) + std::size_t(column)] =
                    labels.at(voxel) >= atLeast;
            }
    }

    int columns() const { return m_columns; }
    int rows() const { return m_rows; }
    bool inside(int column, int row) const
    {
        return column >= 0 && row >= 0 && column < m_columns && row < m_rows &&
               m_inside[std::size_t(row) * std::size_t(m_columns) + std::size_t(column)];
    }

private:
    int m_columns, m_rows;
    std::vector<char> m_inside;
};

// A voxel edge walked with the inside on the left. Corner (c, r) is the lower corner of voxel (c, r).
constexpr std::array<std::array<int, 2>, 4> steps{{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}};

/// Whether the edge that leaves a corner in a direction has inside on its left and outside on its right.
bool isEdge(const Mask& mask, int column, int row, int direction)
{
    switch (direction) {
    case 0: return mask.inside(column, row) && !mask.inside(column, row - 1);
    case 1: return mask.inside(column - 1, row) && !mask.inside(column, row);
    case 2: return mask.inside(column - 1, row - 1) && !mask.inside(column - 1, row);
    default: return mask.inside(column, row - 1) && !mask.inside(column - 1, row - 1);
    }
}

/// Walks one loop and marks its edges as seen. Where four edges meet it turns left, which keeps
/// voxels that touch only at a corner apart.
Contour walked(const Mask& mask, int column, int row, std::vector<char>& seen)
{
    const auto edgeIndex = [&](int c, int r, int d) {
        return (std::size_t(r) * std::size_t(mask.columns() + 1) + std::size_t(c)) * 4 + std::size_t(d);
    };
    Contour contour;
    int direction = 0;
    while (!seen[edgeIndex(column, row, direction)]) {
        seen[edgeIndex(column, row, direction)] = 1;
        const auto& step = steps[std::size_t(direction)];
        contour.emplace_back(column + step[0] / 2.0 - 0.5, row + step[1] / 2.0 - 0.5);
        column += step[0];
        row += step[1];
        for (const int turn : {1, 0, 3})
            if (isEdge(mask, column, row, (direction + turn) % 4)) {
                direction = (direction + turn) % 4;
                break;
            }
    }
    return contour;
}

}  // namespace

std::vector<Contour> contoursOf(const imaging::LabelMap& labels, int columnAxis, int rowAxis, int slice,
                                std::uint8_t atLeast)
{
    const Mask mask(labels, columnAxis, rowAxis, slice, atLeast);
    std::vector<char> seen(std::size_t(mask.columns() + 1) * std::size_t(mask.rows() + 1) * 4);
    std::vector<Contour> contours;
    // Every loop has an edge in direction 0, so that looking for those finds them all.
    for (int row = 0; row <= mask.rows(); ++row)
        for (int column = 0; column <= mask.columns(); ++column)
            if (isEdge(mask, column, row, 0) &&
                !seen[(std::size_t(row) * std::size_t(mask.columns() + 1) + std::size_t(column)) * 4])
                contours.push_back(walked(mask, column, row, seen));
    return contours;
}

}  // namespace metrisk::ui::rendering
