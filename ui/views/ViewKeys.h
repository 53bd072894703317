#pragma once

#include "ui/rendering/ViewState.h"
#include "ui/views/CorrectionSettings.h"

namespace metrisk::ui::views {

/// What a key does to the state alone: S, A, D, M, [, ], T, V. False when the key means nothing here.
bool applyKey(int key, rendering::ViewState& state);

/// How many slices a key moves, towards superior, anterior or right: arrows, page keys, Home, End; 0 for others.
int slicesOfKey(int key);

int presetOfKey(int key);   // 1 to 5; 0 for others
bool isResetKey(int key);   // R

/// What a key does to the correction of a contour: - and + radius, B, E, H and P tools, X label, N slice or space.
/// False when the key means nothing here.
bool applyCorrectionKey(int key, CorrectionSettings& settings);

/// One step more or less, rounder the larger: 0.5 mm up to 5 mm, then 1 mm.
double steppedRadiusMm(double radiusMm, int step);

}  // namespace metrisk::ui::views
