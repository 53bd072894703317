#pragma once

#include "tests/support/Phantom.h"
#include "ui/rendering/SliceNavigation.h"
#include "ui/rendering/SliceScene.h"

namespace metrisk::testing {

enum class Relevance { None, Blocks, Smooth };

/// The phantom's volumes, stored along the given axes.
std::shared_ptr<ui::rendering::CaseVolumes> phantomVolumes(const phantom::Options& options = {},
                                                           Relevance relevance = Relevance::None);

/// Falls with the distance from the lesion to 0 at 48 mm, in blocks of 16 mm or smoothly; the largest is 1.
imaging::Volume phantomRelevance(const phantom::Options& options, bool smooth = false);

/// The state in which a case opens: crosshair in the lesion, default windows.
ui::rendering::ViewState openingState(const ui::rendering::CaseVolumes& volumes);

/// The whole head in a pane of the given size.
ui::rendering::PaneView wholeHead(const ui::rendering::CaseVolumes& volumes, imaging::Plane plane,
                                  int widthPx = 300, int heightPx = 300);

}  // namespace metrisk::testing
