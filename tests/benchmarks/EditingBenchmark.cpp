// How many strokes a second a contour on the model's grid (240×240×155) takes: the label alone, with its undo, and
// with the panes of the window that it changes drawn anew after every dab; CPU is that of all threads. Where there is
// no graphics card:
//
//     LIBGL_ALWAYS_SOFTWARE=1 xvfb-run -a benchmark_editing

#include "core/segmentation/editing/Brush.h"
#include "core/segmentation/editing/HoleFilling.h"
#include "core/segmentation/editing/SliceInterpolation.h"
#include "core/segmentation/editing/Smoothing.h"
#include "tests/support/Phantom.h"
#include "ui/rendering/CasePanes.h"
#include "ui/views/ContourHand.h"

#include <benchmark/benchmark.h>

#include <vtkNew.h>
#include <vtkRenderWindow.h>

#include <cmath>

namespace metrisk::benchmarks {
namespace {

using namespace ui::rendering;
using namespace ui::views;
using segmentation::editing::Brush;
using segmentation::editing::brushed;
using segmentation::editing::LabelEditor;

const phantom::Options options{.size = {240, 240, 155}, .spacingMm = 1.0, .coreRadiusMm = 14, .oedemaRadiusMm = 28};
constexpr int widthPx = 944, heightPx = 860;  // the views in a window of 1600×1000

const imaging::LabelMap& label()
{
    static const auto made = phantom::label(options);
    return made;
}

/// Round the lesion, so that hardly a dab finds its voxels painted.
Eigen::Vector3d placeMm(std::int64_t dab)
{
    const double angle = 0.37 * double(dab), away = 20 + 10 * std::sin(0.011 * double(dab));
    return options.lesionCentreMm + away * Eigen::Vector3d(std::cos(angle), std::sin(angle), 0);
}

void strokeRate(benchmark::State& state)
{
    state.counters["strokes"] = benchmark::Counter(double(state.iterations()), benchmark::Counter::kIsRate);
}

/// A dab paints core, the next one oedema, so that each changes voxels.
segmentation::editing::PaintRule rule(std::int64_t dab)
{
    return {dab % 2 == 0 ? imaging::Core : imaging::Oedema, false};
}

void labelAlone(benchmark::State& state)
{
    LabelEditor editor(label());
    const Brush brush{double(state.range(0)), state.range(1) ? std::nullopt : std::optional(2)};
    std::int64_t dab = 0;
    for (auto _ : state) {
        const auto at = editor.geometry().voxelAt(placeMm(dab));
        benchmark::DoNotOptimize(editor.paint(brushed(editor.geometry(), at, at, brush), rule(dab++)));
    }
    strokeRate(state);
    state.counters["history bytes per stroke"] = double(editor.historyBytes()) / double(dab);
}

void undoAndRedo(benchmark::State& state)
{
    LabelEditor editor(label());
    const auto at = editor.geometry().voxelAt(placeMm(0));
    editor.paint(brushed(editor.geometry(), at, at, {10, {}}), {});
    for (auto _ : state) {
        editor.undo();
        editor.redo();
    }
}

/// The panes as the window shows them.
struct Views {
    std::shared_ptr<CaseVolumes> volumes = std::make_shared<CaseVolumes>(phantom::t1ce(options), phantom::flair(options), label());
    vtkNew<vtkRenderWindow> window;
    std::unique_ptr<CasePanes> panes;
    ContourHand hand{std::make_shared<LabelEditor>(label()), volumes};
    ViewState state;

    explicit Views(double fill)
    {
        window->SetOffScreenRendering(1);
        window->SetMultiSamples(0);
        window->SetDPI(72);
        window->SetSize(widthPx, heightPx);
        panes = std::make_unique<CasePanes>(volumes, window);
        state.crosshairMm = options.lesionCentreMm;
        state.t1ce = defaultWindowLevel(volumes->volume(BaseImage::T1ce));
        state.flair = defaultWindowLevel(volumes->volume(BaseImage::Flair));
        state.labelFillOpacity = fill;
        draw();
    }
    void draw()
    {
        panes->setMarks(hand.marks());
        panes->show(state, widthPx, heightPx, 1.0);
        window->Render();
        window->WaitForCompletion();
    }
    void dab(std::int64_t number, double radiusMm, bool inSpace)
    {
        hand.setSettings({.rule = rule(number), .radiusMm = radiusMm, .inSpace = inSpace});
        hand.press(imaging::Plane::Axial, placeMm(number));
        hand.release();
        draw();
    }
};

void labelAndViews(benchmark::State& state)
{
    Views views(double(state.range(2)) / 100);
    std::int64_t dab = 0;
    for (auto _ : state)
        views.dab(dab++, double(state.range(0)), state.range(1) != 0);
    strokeRate(state);
}

/// What the views alone take, as when only the brush moves.
void viewsAlone(benchmark::State& state)
{
    Views views(0);
    std::int64_t move = 0;
    for (auto _ : state) {
        views.hand.pointAt(imaging::Plane::Axial, placeMm(move++));
        views.draw();
    }
    strokeRate(state);
}

template <class Act>
void act(benchmark::State& state, Act run)
{
    const LabelEditor editor(label());
    for (auto _ : state)
        benchmark::DoNotOptimize(run(editor.view()));
}

const Eigen::Vector3d spacing(1, 1, 1);

BENCHMARK(labelAlone)->ArgNames({"radius", "ball"})->Args({4, 0})->Args({10, 0})->Args({4, 1})->Args({10, 1})->Unit(benchmark::kMicrosecond);
BENCHMARK(undoAndRedo)->Unit(benchmark::kMicrosecond);
BENCHMARK(viewsAlone)->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(labelAndViews)->ArgNames({"radius", "ball", "fill"})->Args({4, 0, 0})->Args({10, 0, 0})->Args({10, 1, 0})->Args({10, 1, 40})
    ->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(act, fillHoles, [](const imaging::LabelView& view) { return segmentation::editing::holesIn(view, imaging::Oedema); })
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(act, smooth, [](const imaging::LabelView& view) {
    return segmentation::editing::smoothed(view, spacing, imaging::Oedema, smoothingMm);
})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(act, interpolate, [](const imaging::LabelView& view) {
    return segmentation::editing::betweenSlices(view, spacing, imaging::Oedema, 2, largestSliceGapMm);
})->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace metrisk::benchmarks

BENCHMARK_MAIN();
