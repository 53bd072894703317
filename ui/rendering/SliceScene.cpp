#include "ui/rendering/SliceScene.h"

#include "ui/rendering/LabelContours.h"
#include "ui/rendering/PaneFurniture.h"
#include "ui/rendering/SceneColors.h"
#include "ui/rendering/SliceImages.h"
#include "ui/rendering/SliceNavigation.h"

#include <fmt/format.h>
#include <vtkActor2D.h>
#include <vtkNew.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace metrisk::ui::rendering {

namespace {

using imaging::Plane;

constexpr double contourPx = 1.75, dashPx = 5.0;
constexpr double casingPx = 3.0, casingOpacity = 0.3;  // dark, so that contours show on bright tissue
constexpr double brushPx = 1.5, cornerPx = 5.0;
constexpr double crosshairGapPx = 12.0, crosshairOpacity = 0.55;

/// The contour on the pane, starting at its topmost point and running the same way round, so that
/// its dashes lie the same however the volume is stored.
Contour onPane(const Contour& contour, const PaneProjection& projection)
{
    Contour pixels;
    for (const auto& point : contour)
        pixels.push_back(projection.pixelAt(point.x(), point.y()));
    double doubledArea = 0;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const auto &from = pixels[i], &to = pixels[(i + 1) % pixels.size()];
        doubledArea += from.x() * to.y() - from.y() * to.x();
    }
    if (doubledArea < 0)
        std::reverse(pixels.begin(), pixels.end());
    const auto topmost = std::max_element(pixels.begin(), pixels.end(), [](const auto& a, const auto& b) {
        constexpr double same = 1e-6;
        return a.y() < b.y() - same || (a.y() < b.y() + same && a.x() > b.x() + same);
    });
    std::rotate(pixels.begin(), topmost, pixels.end());
    return pixels;
}

Contour circleAt(const Eigen::Vector2d& centre, double radiusPx)
{
    constexpr int corners = 64;
    Contour circle;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        circle.push_back(centre + radiusPx * Eigen::Vector2d(std::cos(angle), std::sin(angle)));
    }
    return circle;
}

Color colorOf(imaging::Label label)
{
    return label == imaging::Core ? coreColor : oedemaColor;
}

/// Enough digits to tell neighbouring greys apart, and no more.
std::string intensityText(double value, double window)
{
    const int decimals = window >= 50 ? 0 : window >= 5 ? 1 : 2;
    return fmt::format("{:.{}f}", value, decimals);
}

}  // namespace

/// Everything that the picture of a scene depends on.
struct Shown {
    ViewState state;
    PaneView view;
    PaneContent content;
    std::uint64_t label, relevance;  // revisions
    bool operator==(const Shown&) const = default;
};

struct SliceScene::Impl {
    std::shared_ptr<const CaseVolumes> volumes;
    Plane plane;
    imaging::SliceGeometry geometry;
    vtkNew<vtkRenderer> renderer;
    SliceImages images;
    OverlayDrawing drawing;
    PaneFurniture furniture;
    PaneView view;
    int slice = 0;
    std::optional<Shown> shown;

    int contoursOfSlice = -1;  // the slice that the two lists belong to, and the state of its label
    std::uint64_t contoursOfRevision = 0;
    std::vector<Contour> core, lesion;

    Impl(std::shared_ptr<const CaseVolumes> caseVolumes, Plane shownPlane)
        : volumes(std::move(caseVolumes)), plane(shownPlane),
          geometry(imaging::sliceGeometry(volumes->geometry(), shownPlane)), images(renderer, volumes),
          furniture((renderer->AddActor2D(drawing.actor()), renderer))  // texts stand above lines
    {
        renderer->SetBackground(0, 0, 0);
    }

    void traceContours()
    {
        const auto revision = volumes->labelRevision(geometry.sliceAxis, slice);
        if (contoursOfSlice == slice && contoursOfRevision == revision)
            return;
        const auto trace = [this](imaging::Label label) {
            return contoursOf(volumes->label(), geometry.columnAxis, geometry.rowAxis, slice, label);
        };
        core = trace(imaging::Core);
        lesion = trace(imaging::Oedema);
        contoursOfSlice = slice;
        contoursOfRevision = revision;
    }

    /// The radius of the brush in this slice, squared: of a ball, what it cuts out of it. Not above 0: nothing.
    double brushMm2(const EditMarks& marks) const
    {
        if (!marks.ball && marks.plane != plane)
            return 0.0;
        const auto voxel = volumes->geometry().voxelAt(marks.atMm);
        const double awayMm = (voxel[geometry.sliceAxis] - slice) * volumes->geometry().spacingMm()[geometry.sliceAxis];
        return marks.radiusMm * marks.radiusMm - awayMm * awayMm;
    }

    bool shows(const EditMarks& marks) const
    {
        return brushMm2(marks) > 0 || (marks.plane == plane && !marks.cornersMm.empty());
    }

    void drawBrush(const EditMarks& marks, const PaneProjection& projection)
    {
        const double squaredMm2 = brushMm2(marks);
        if (squaredMm2 <= 0)
            return;
        const Contour rim = circleAt(projection.pixelAt(volumes->geometry().voxelAt(marks.atMm)),
                                     std::sqrt(squaredMm2) * view.pixelsPerMm);
        drawing.addLine(rim, true, {withAlpha({}, casingOpacity * 2), casingPx * view.scale, 0});
        drawing.addLine(rim, true, {colorOf(marks.label), brushPx * view.scale, marks.erasing ? dashPx * view.scale : 0});
    }

    void drawPolygon(const EditMarks& marks, const PaneProjection& projection)
    {
        if (marks.plane != plane || marks.cornersMm.empty())
            return;
        Contour line;
        for (const auto& corner : marks.cornersMm)
            line.push_back(projection.pixelAt(volumes->geometry().voxelAt(corner)));
        const Contour closing{line.back(), line.front()};
        drawing.addLine(closing, false, {withAlpha(colorOf(marks.label), 0.6), view.scale, dashPx * view.scale});
        drawing.addLine(line, false, {withAlpha({}, casingOpacity * 2), casingPx * view.scale, 0});
        drawing.addLine(line, false, {colorOf(marks.label), brushPx * view.scale, 0});
        const Eigen::Vector2d half = Eigen::Vector2d::Constant(cornerPx * view.scale / 2);
        for (std::size_t i = 0; i + 1 < line.size(); ++i)  // the last one follows the pointer
            drawing.addBox(line[i] - half, line[i] + half, colorOf(marks.label));
    }

    void drawMarks(const EditMarks& marks, const PaneProjection& projection)
    {
        drawBrush(marks, projection);
        drawPolygon(marks, projection);
    }

    void drawContours(const PaneProjection& projection)
    {
        const auto draw = [&](const std::vector<Contour>& contours, Color color, double dash) {
            for (const auto& contour : contours) {
                const Contour line = onPane(contour, projection);
                drawing.addLine(line, true, {withAlpha({}, casingOpacity), casingPx * view.scale, dash * view.scale});
                drawing.addLine(line, true, {color, contourPx * view.scale, dash * view.scale});
            }
        };
        traceContours();
        draw(lesion, oedemaColor, dashPx);
        draw(core, coreColor, 0);
    }

    /// Two lines, one device pixel sharp, that leave the point itself free.
    void drawCrosshair(const Eigen::Vector2d& at, const PaneInset& inset)
    {
        const double line = std::max(1.0, std::round(view.scale)), gap = std::round(crosshairGapPx * view.scale);
        const double x = std::floor(at.x() - line / 2 + 0.5), y = std::floor(at.y() - line / 2 + 0.5);
        const double right = view.widthPx - inset.right, top = view.heightPx - inset.top;
        const Color color = withAlpha(sideColor, crosshairOpacity);
        const auto box = [&](double x0, double y0, double x1, double y1) {
            if (x1 > x0 && y1 > y0)
                drawing.addBox({x0, y0}, {x1, y1}, color);
        };
        if (y >= inset.bottom && y <= top) {
            box(inset.left, y, std::min(x - gap, right), y + line);
            box(std::max(x + gap, inset.left), y, right, y + line);
        }
        if (x >= inset.left && x <= right) {
            box(x, inset.bottom, x + line, std::min(y - gap, top));
            box(x, std::max(y + gap, inset.bottom), x + line, top);
        }
    }

    std::optional<double> valueAt(const Eigen::Vector3d& patientMm, BaseImage image) const
    {
        const Eigen::Vector3d voxel = volumes->geometry().voxelAt(patientMm);
        const imaging::Index3 nearest{int(std::lround(voxel[0])), int(std::lround(voxel[1])),
                                      int(std::lround(voxel[2]))};
        if (!volumes->geometry().contains(nearest))
            return std::nullopt;
        return double(volumes->volume(image).at(nearest));
    }

    PaneWords words(const ViewState& state, const PaneContent& content, bool relevance) const
    {
        const auto& grey = content.image == BaseImage::T1ce ? state.t1ce : state.flair;
        PaneWords words{geometry.top, geometry.bottom, geometry.left, geometry.right, {}, {}, {}, true, {}, {}};
        words.title = imaging::planeName(plane) + " · " + imageName(content.image);
        words.topRight = {imaging::slicePositionText(volumes->geometry(), plane, state.crosshairMm)};
        if (content.position)
            words.bottomLeft.push_back(imaging::positionText(volumes->geometry(), state.crosshairMm));
        if (content.details) {
            words.topRight.push_back(fmt::format("W {} L {}", intensityText(grey.window, grey.window),
                                                 intensityText(grey.level, grey.window)));
            if (const auto value = valueAt(state.crosshairMm, content.image))
                words.bottomLeft.push_back(imageName(content.image) + " " + intensityText(*value, grey.window));
        }
        if (relevance && content.details) {
            words.relevanceThreshold = state.relevanceThreshold;
            words.relevanceLegend = volumes->relevanceLegend();
        }
        return words;
    }
};

SliceScene::SliceScene(std::shared_ptr<const CaseVolumes> volumes, Plane plane)
    : m_impl(std::make_unique<Impl>(std::move(volumes), plane))
{
}

SliceScene::~SliceScene() = default;

vtkRenderer* SliceScene::renderer() const
{
    return m_impl->renderer;
}

Plane SliceScene::plane() const
{
    return m_impl->plane;
}

bool SliceScene::show(const ViewState& state, const PaneView& view, const PaneContent& wanted)
{
    auto& scene = *m_impl;
    scene.view = view;
    scene.slice = sliceNumberAt(scene.volumes->geometry(), scene.plane, state.crosshairMm);
    PaneContent content = wanted;
    if (content.marks && !scene.shows(*content.marks))
        content.marks.reset();
    const Shown shown{state, view, content, scene.volumes->labelRevision(scene.geometry.sliceAxis, scene.slice),
                      scene.volumes->relevanceRevision()};
    if (scene.shown == shown)
        return false;
    scene.shown = shown;
    const bool relevance = content.relevance && state.relevanceVisible && scene.volumes->relevanceImage();
    scene.images.show(state, content.image, relevance, scene.geometry.sliceAxis, scene.slice);
    scene.images.aim(scene.geometry, view, scene.slice);

    const PaneProjection projection(scene.volumes->geometry(), scene.plane, view);
    scene.drawing.clear();
    if (state.labelVisible)
        scene.drawContours(projection);
    const PaneInset inset = scene.furniture.show(scene.words(state, content, relevance), view, scene.drawing);
    scene.drawCrosshair(projection.pixelAt(scene.volumes->geometry().voxelAt(state.crosshairMm)), inset);
    if (content.marks)
        scene.drawMarks(*content.marks, projection);
    scene.drawing.finish();
    return true;
}

Eigen::Vector3d SliceScene::patientAt(const Eigen::Vector2d& pixel) const
{
    const PaneProjection projection(m_impl->volumes->geometry(), m_impl->plane, m_impl->view);
    return m_impl->volumes->geometry().patientFromVoxel * projection.voxelAt(pixel, m_impl->slice);
}

const std::vector<PaneText>& SliceScene::texts() const
{
    return m_impl->furniture.texts().shown();
}

}  // namespace metrisk::ui::rendering
