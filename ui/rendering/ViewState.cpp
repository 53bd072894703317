#include "ui/rendering/ViewState.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace metrisk::ui::rendering {

namespace {

using nlohmann::json;

constexpr int schema = 1;

json asJson(const WindowLevel& value)
{
    return {{"window", value.window}, {"level", value.level}};
}

WindowLevel windowLevelFrom(const json& value)
{
    WindowLevel result{value.at("window").get<double>(), value.at("level").get<double>()};
    return result.window > 0 ? result : WindowLevel{};
}

double within(const json& value, const char* key, double low, double high)
{
    return std::clamp(value.at(key).get<double>(), low, high);
}

ViewState stateFrom(const json& value)
{
    ViewState state;
    const auto& crosshair = value.at("crosshairMm");
    for (int axis = 0; axis < 3; ++axis)
        state.crosshairMm[axis] = crosshair.at(std::size_t(axis)).get<double>();
    state.base = value.at("base") == "flair" ? BaseImage::Flair : BaseImage::T1ce;
    state.t1ce = windowLevelFrom(value.at("t1ce"));
    state.flair = windowLevelFrom(value.at("flair"));
    state.zoom = within(value, "zoom", smallestZoom, largestZoom);
    state.labelVisible = value.at("labelVisible").get<bool>();
    state.labelFillOpacity = within(value, "labelFillOpacity", 0, 1);
    state.relevanceVisible = value.at("relevanceVisible").get<bool>();
    state.relevanceThreshold = within(value, "relevanceThreshold", 0, 1);
    state.relevanceOpacity = within(value, "relevanceOpacity", 0, 1);
    state.relevanceSmooth = value.at("relevanceSmooth").get<bool>();
    state.layout = value.at("layout") == "planes3d" ? Layout::Planes3D : Layout::Review;
    return state;
}

}  // namespace

WindowLevel defaultWindowLevel(const imaging::Volume& volume)
{
    std::vector<float> tissue;
    if (!volume.empty())
        std::copy_if(volume.voxels().begin(), volume.voxels().end(), std::back_inserter(tissue),
                     [](float value) { return value > 0 && std::isfinite(value); });
    if (tissue.empty())
        return {};
    const auto rank = tissue.begin() + std::ptrdiff_t(std::llround(0.995 * double(tissue.size() - 1)));
    std::nth_element(tissue.begin(), rank, tissue.end());
    return {double(*rank), double(*rank) / 2};
}

std::optional<WindowLevel> windowLevelPreset(int number, const WindowLevel& defaultRange)
{
    struct Preset {
        int number;
        double window, level;
    };
    static constexpr Preset presets[] = {
#include "WindowLevelPresets.inc"  // made from the csv by CMake
    };
    for (const auto& preset : presets)
        if (preset.number == number)
            return WindowLevel{preset.window * defaultRange.window, preset.level * defaultRange.window};
    return std::nullopt;
}

std::string viewStateToJson(const ViewState& state)
{
    return json{{"schema", schema},
                {"crosshairMm", {state.crosshairMm.x(), state.crosshairMm.y(), state.crosshairMm.z()}},
                {"base", state.base == BaseImage::Flair ? "flair" : "t1ce"},
                {"t1ce", asJson(state.t1ce)},
                {"flair", asJson(state.flair)},
                {"zoom", state.zoom},
                {"labelVisible", state.labelVisible},
                {"labelFillOpacity", state.labelFillOpacity},
                {"relevanceVisible", state.relevanceVisible},
                {"relevanceThreshold", state.relevanceThreshold},
                {"relevanceOpacity", state.relevanceOpacity},
                {"relevanceSmooth", state.relevanceSmooth},
                {"layout", state.layout == Layout::Planes3D ? "planes3d" : "review"}}
        .dump();
}

ViewState viewStateFromJson(const std::string& text)
{
    const json value = json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (value.is_discarded() || !value.is_object())
        return {};
    try {
        return stateFrom(value);
    } catch (const json::exception&) {
        return {};
    }
}

}  // namespace metrisk::ui::rendering
