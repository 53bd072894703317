#pragma once

#include "core/imaging/SliceGeometry.h"
#include "core/imaging/Volume.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace metrisk::ui::rendering {

enum class BaseImage { T1ce, Flair };
enum class Layout {
    Review,   ///< axial T1-CE, axial FLAIR, coronal, sagittal
    Planes3D  ///< axial, 3D, coronal, sagittal
};

struct WindowLevel {
    double window = 1.0;  // width of the grey range, intensity units
    double level = 0.5;   // its middle
    bool operator==(const WindowLevel&) const = default;
};

/// What the user chose to see; kept with the case, so that it reopens as it was left.
struct ViewState {
    Eigen::Vector3d crosshairMm = Eigen::Vector3d::Zero();  // patient LPS
    BaseImage base = BaseImage::T1ce;                       // shown in the single-image panes
    WindowLevel t1ce, flair;
    double zoom = 1.0;                                      // 1 fits the head into the pane
    bool labelVisible = true;
    double labelFillOpacity = 0.0;                          // outline always, fill from 0 to 1
    bool relevanceVisible = true;
    double relevanceThreshold = 0.0;                        // 0..1 of the largest block
    double relevanceOpacity = 0.4;
    bool relevanceSmooth = false;                           // true blocks unless asked for a smooth map
    Layout layout = Layout::Review;
    bool operator==(const ViewState&) const = default;
};

/// What the colours of a relevance map mean: lines of a legend, joined by spaces where they fit into one.
using RelevanceLegend = std::vector<std::string>;
inline const RelevanceLegend relativeRelevance{"relative relevance,", "this patient"};

/// Zoom stays between these, so that no view is lost in the dark.
constexpr double smallestZoom = 0.25;
constexpr double largestZoom = 16.0;

/// A grey range that shows the head well: from 0 to the 99.5th percentile of the voxels above 0.
WindowLevel defaultWindowLevel(const imaging::Volume& volume);

/// The grey range on a number key (1 to 5), as a share of the default one; nothing for other keys.
std::optional<WindowLevel> windowLevelPreset(int number, const WindowLevel& defaultRange);

/// JSON for the case base and back; an empty or foreign text gives the default view.
std::string viewStateToJson(const ViewState& state);
ViewState viewStateFromJson(const std::string& json);

}  // namespace metrisk::ui::rendering
