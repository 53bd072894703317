#include "ui/rendering/LabelContours.h"

#include <algorithm>
#include <array>

namespace metrisk::ui::rendering {

namespace {

std::size_t strideOf(const imaging::Index3& size, int axis)
{
    return axis == 0 ? 1 : axis == 1 ? std::size_t(size[0]) : std::size_t(size[0]) * std::size_t(size[1]);
}

/// Inside or outside for every voxel of the slice, with a border of outside around it.
class Mask {
public:
    Mask(const imaging::LabelView& labels, int columnAxis, int rowAxis, int slice, std::uint8_t atLeast)
        : m_columns(labels.size[std::size_t(columnAxis)]), m_rows(labels.size[std::size_t(rowAxis)]),
          m_inside(std::size_t(m_columns) * std::size_t(m_rows))
    {
        const auto column = strideOf(labels.size, columnAxis), row = strideOf(labels.size, rowAxis);
        const auto* first = labels.voxels + std::size_t(slice) * strideOf(labels.size, 3 - columnAxis - rowAxis);
        std::size_t next = 0;
        for (int r = 0; r < m_rows; ++r)
            for (int c = 0; c < m_columns; ++c)
                if (first[std::size_t(r) * row + std::size_t(c) * column] >= atLeast)
                    include(c, r, next++);
                else
                    ++next;
    }

    int columns() const { return m_columns; }
    int rows() const { return m_rows; }
    bool empty() const { return m_highRow < 0; }
    /// What lies between these holds everything that is inside.
    int lowColumn() const { return m_lowColumn; }
    int highColumn() const { return m_highColumn; }
    int lowRow() const { return m_lowRow; }
    int highRow() const { return m_highRow; }
    bool inside(int column, int row) const
    {
        return column >= 0 && row >= 0 && column < m_columns && row < m_rows &&
               m_inside[std::size_t(row) * std::size_t(m_columns) + std::size_t(column)];
    }

private:
    void include(int column, int row, std::size_t index)
    {
        m_inside[index] = 1;
        m_lowColumn = std::min(m_lowColumn, column);
        m_highColumn = std::max(m_highColumn, column);
        m_lowRow = std::min(m_lowRow, row);
        m_highRow = std::max(m_highRow, row);
    }

    int m_columns, m_rows;
    int m_lowColumn = m_columns, m_highColumn = -1, m_lowRow = m_rows, m_highRow = -1;
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

std::vector<Contour> contoursOf(const imaging::LabelView& labels, int columnAxis, int rowAxis, int slice,
                                std::uint8_t atLeast)
{
    const Mask mask(labels, columnAxis, rowAxis, slice, atLeast);
    if (mask.empty())
        return {};
    std::vector<char> seen(std::size_t(mask.columns() + 1) * std::size_t(mask.rows() + 1) * 4);
    std::vector<Contour> contours;
    // Every loop has an edge in direction 0, so that looking for those finds them all.
    for (int row = mask.lowRow(); row <= mask.highRow(); ++row)
        for (int column = mask.lowColumn(); column <= mask.highColumn(); ++column)
            if (isEdge(mask, column, row, 0) &&
                !seen[(std::size_t(row) * std::size_t(mask.columns() + 1) + std::size_t(column)) * 4])
                contours.push_back(walked(mask, column, row, seen));
    return contours;
}

}  // namespace metrisk::ui::rendering
