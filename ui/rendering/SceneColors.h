#pragma once

#include "ui/rendering/OverlayDrawing.h"

namespace metrisk::ui::rendering {

constexpr Color coreColor{242, 166, 90, 255};        // #f2a65a, drawn solid
constexpr Color oedemaColor{111, 183, 201, 255};     // #6fb7c9, drawn dashed
constexpr Color sideColor{243, 227, 168, 255};       // #f3e3a8, side letters and crosshair
constexpr Color inkColor{230, 233, 238, 255};        // #e6e9ee

}  // namespace metrisk::ui::rendering
