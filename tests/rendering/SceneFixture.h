#pragma once

#include "tests/support/Phantom.h"
#include "ui/rendering/SliceNavigation.h"
#include "ui/rendering/SliceScene.h"

namespace metrisk::testing {

/// The phantom's volumes, stored along the given axes, with or without a relevance map: 16 mm
/// blocks, strongest at the lesion.
std::shared_ptr<ui::rendering::CaseVolumes> phantomVolumes(const phantom::Options& options = {},
                                                           bool withRelevance = false);

/// Blocks of 16 mm whose value falls with the distance from the lesion; 0 beyond 48 mm.
imaging::Volume phantomRelevance(const phantom::Options& options);

/// The state in which a case opens: crosshair in the lesion, default windows.
ui::rendering::ViewState openingState(const ui::rendering::CaseVolumes& volumes);

/// The whole head in a pane of the given size.
ui::rendering::PaneView wholeHead(const ui::rendering::CaseVolumes& volumes, imaging::Plane plane,
                                  int widthPx = 300, int heightPx = 300);

}  // namespace metrisk::testing
