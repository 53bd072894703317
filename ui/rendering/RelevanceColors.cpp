#include "ui/rendering/RelevanceColors.h"

#include <vtkLookupTable.h>

#include <algorithm>
#include <cmath>

namespace metrisk::ui::rendering {

namespace {

constexpr int lookupEntries = 512;
constexpr double fullCoverFrom = 0.25;

/// A colour between the two nearest of the table.
std::array<double, 3> colorAt(double value)
{
    const auto& colors = relevanceColors();
    const double place = std::clamp(value, 0.0, 1.0) * double(colors.size() - 1);
    const auto below = std::min(std::size_t(place), colors.size() - 2);
    const double share = place - double(below);
    const Color &a = colors[below], &b = colors[below + 1];
    const auto mixed = [share](int low, int high) { return ((1 - share) * low + share * high) / 255.0; };
    return {mixed(a.red, b.red), mixed(a.green, b.green), mixed(a.blue, b.blue)};
}

}  // namespace

const std::vector<Color>& relevanceColors()
{
    static const std::vector<Color> colors{
#include "RelevanceColorTable.inc"  // made from the csv by CMake
    };
    return colors;
}

double relevanceCover(double value, double threshold)
{
    if (value <= 0.0 || value < threshold)
        return 0.0;
    return std::min(1.0, value / fullCoverFrom);
}

vtkSmartPointer<vtkLookupTable> relevanceLookup(double threshold, double opacity)
{
    auto table = vtkSmartPointer<vtkLookupTable>::New();
    table->SetNumberOfTableValues(lookupEntries);
    table->SetTableRange(0.0, 1.0);
    for (int i = 0; i < lookupEntries; ++i) {
        const double value = double(i) / (lookupEntries - 1);
        const auto [red, green, blue] = colorAt(value);
        table->SetTableValue(i, red, green, blue, opacity * relevanceCover(value, threshold));
    }
    return table;
}

}  // namespace metrisk::ui::rendering
