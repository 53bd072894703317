#pragma once

#include "ui/rendering/ViewState.h"

namespace metrisk::ui::views {

/// What a key does to the state alone: S, A, D, M, [, ], T, V. False when the key means nothing here.
bool applyKey(int key, rendering::ViewState& state);

/// How many slices a key moves, towards superior, anterior or right: arrows, page keys, Home, End; 0 for others.
int slicesOfKey(int key);

int presetOfKey(int key);   // 1 to 5; 0 for others
bool isResetKey(int key);   // R

}  // namespace metrisk::ui::views
