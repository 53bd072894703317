#pragma once

#include "ui/rendering/OverlayDrawing.h"

#include <vtkSmartPointer.h>

#include <vector>

class vtkLookupTable;

namespace metrisk::ui::rendering {

/// The colours of relevance from 0 to 1, evenly spaced (resources/colormaps/relevance.csv).
const std::vector<Color>& relevanceColors();

/// How much of the chosen opacity a value gets: none at or below the threshold, and a quick rise
/// from 0, so that the anatomy under faint relevance stays readable.
double relevanceCover(double value, double threshold);

/// Colour and opacity for every value from 0 to 1.
vtkSmartPointer<vtkLookupTable> relevanceLookup(double threshold, double opacity);

}  // namespace metrisk::ui::rendering
