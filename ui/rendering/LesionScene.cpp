#include "ui/rendering/LesionScene.h"

#include "ui/rendering/OverlayDrawing.h"
#include "ui/rendering/SceneColors.h"

#include <fmt/format.h>
#include <vtkActor.h>
#include <vtkActor2D.h>
#include <vtkCamera.h>
#include <vtkMatrix4x4.h>
#include <vtkNew.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkShaderProperty.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace metrisk::ui::rendering {

namespace {

constexpr double viewAngleDegrees = 20.0;
constexpr double startAzimuth = 35.0, startElevation = 18.0;  // from the front, the lesion's side and above
constexpr double degreesPerPixel = 0.5;
constexpr Color headColor{196, 203, 214, 255};

double radians(double degrees)
{
    return degrees * std::numbers::pi / 180.0;
}

/// A surface and what draws it.
struct Surface {
    vtkNew<vtkPolyDataMapper> mapper;
    vtkNew<vtkActor> actor;

    Surface(vtkRenderer* renderer, Color color, double opacity)
    {
        mapper->ScalarVisibilityOff();
        actor->SetMapper(mapper);
        auto* property = actor->GetProperty();
        property->SetColor(color.red / 255.0, color.green / 255.0, color.blue / 255.0);
        property->SetOpacity(opacity);
        property->SetInterpolationToPhong();
        property->SetAmbient(0.15);
        property->SetDiffuse(0.85);
        property->SetSpecular(0.15);
        property->SetSpecularPower(20);
        property->BackfaceCullingOn();  // one see-through wall, not two
        renderer->AddActor(actor);
    }

    /// Denser towards the rim, like glass; the share of its opacity that is left where the viewer
    /// looks straight at it.
    void likeGlass(double facingShare)
    {
        actor->GetProperty()->SetAmbient(0.7);  // the rim, which faces no light, must show
        actor->GetProperty()->SetDiffuse(0.3);
        actor->GetShaderProperty()->AddFragmentShaderReplacement(
            "//VTK::Light::Impl", true,
            fmt::format("//VTK::Light::Impl\n"
                        "  float facing = abs(normalize(normalVCVSOutput).z);\n"
                        "  fragOutput0.a *= mix(1.0, {:.3f}, 1.0 - pow(1.0 - facing, 1.8));\n",
                        facingShare),
            false);
    }
};

}  // namespace

struct LesionScene::Impl {
    std::shared_ptr<const CaseVolumes> volumes;
    vtkNew<vtkRenderer> renderer;
    Surface head{renderer, headColor, 0.65}, oedema{renderer, oedemaColor, 0.7}, core{renderer, coreColor, 1.0};
    OverlayDrawing drawing;
    PaneTexts texts;
    bool surfacesMade = false, cameraSet = false;
    std::uint64_t labelSurfacesOf = 0;  // the label's settled revision
    double azimuth = startAzimuth, elevation = startElevation, zoom = 1.0;
    Eigen::Vector3d centreMm;
    double radiusMm;

    /// Everything that the picture depends on.
    struct Shown {
        ViewState state;
        PaneView view;
        std::uint64_t label;  // settled revision
        double azimuth, elevation, zoom;
        bool operator==(const Shown&) const = default;
    };
    std::optional<Shown> shown;

    explicit Impl(std::shared_ptr<const CaseVolumes> caseVolumes)
        : volumes(std::move(caseVolumes)), texts((renderer->AddActor2D(drawing.actor()), renderer)),
          centreMm(volumes->headCentreMm())
    {
        const auto& box = volumes->headBox();
        const Eigen::Vector3d extentMm = (box.high - box.low).cwiseProduct(volumes->geometry().spacingMm());
        radiusMm = 0.65 * extentMm.maxCoeff();  // the head and room for its letters
        renderer->SetBackground(0, 0, 0);
        head.likeGlass(0.12);
        oedema.likeGlass(0.35);
    }

    void makeSurfaces()
    {
        if (std::exchange(surfacesMade, true))
            return;
        head.mapper->SetInputData(headSurface(volumes->volume(BaseImage::T1ce)));
        take(labelSurfaces(volumes->labelMap(), volumes->settledRevision()));
    }

    void take(const LabelSurfaces& surfaces)
    {
        labelSurfacesOf = surfaces.revision;
        oedema.mapper->SetInputData(surfaces.oedema);
        core.mapper->SetInputData(surfaces.core);
    }

    /// From the head's middle towards the eye, patient LPS; azimuth 0 is the patient's front.
    Eigen::Vector3d towardsEye() const
    {
        const double a = radians(azimuth), e = radians(elevation);
        return {std::sin(a) * std::cos(e), -std::cos(a) * std::cos(e), std::sin(e)};
    }

    void aim(const PaneView& view)
    {
        const double narrow = std::min(1.0, double(view.widthPx) / view.heightPx);
        const double distance = radiusMm / std::sin(radians(viewAngleDegrees / 2)) / zoom / narrow;
        const Eigen::Vector3d eye = centreMm + distance * towardsEye();
        auto* camera = renderer->GetActiveCamera();
        camera->SetViewAngle(viewAngleDegrees);
        camera->SetFocalPoint(centreMm.data());
        camera->SetPosition(eye.data());
        camera->SetViewUp(0, 0, 1);
        camera->SetClippingRange(std::max(1.0, distance - 2 * radiusMm), distance + 2 * radiusMm);
    }

    Eigen::Vector2d pixelAt(const Eigen::Vector3d& mm, const PaneView& view) const
    {
        auto* matrix = renderer->GetActiveCamera()->GetCompositeProjectionTransformMatrix(
            double(view.widthPx) / view.heightPx, -1, 1);
        const double at[4] = {mm.x(), mm.y(), mm.z(), 1};
        double screen[4];
        matrix->MultiplyPoint(at, screen);
        return {(screen[0] / screen[3] + 1) / 2 * view.widthPx, (screen[1] / screen[3] + 1) / 2 * view.heightPx};
    }

    /// A small cross along the patient's axes.
    void drawCrosshair(const Eigen::Vector3d& atMm, const PaneView& view)
    {
        constexpr double innerMm = 4, outerMm = 22;
        for (int axis = 0; axis < 3; ++axis)
            for (const double side : {-1.0, 1.0}) {
                const Eigen::Vector3d along = side * Eigen::Vector3d::Unit(axis);
                const Eigen::Vector2d ends[2] = {pixelAt(atMm + innerMm * along, view),
                                                 pixelAt(atMm + outerMm * along, view)};
                drawing.addLine(ends, false, {withAlpha(sideColor, 0.8), 1.25 * view.scale, 0});
            }
    }

    /// The letters of the sides that can be told from here, just outside the head.
    std::vector<PaneText> sideLetters(const PaneView& view) const
    {
        std::vector<PaneText> letters;
        const double inset = 16 * view.scale;
        for (int axis = 0; axis < 3; ++axis)
            for (const double side : {-1.0, 1.0}) {
                const Eigen::Vector3d along = side * Eigen::Vector3d::Unit(axis);
                const bool edgeOn = std::abs(along.dot(towardsEye())) > 0.9;
                Eigen::Vector2d at = pixelAt(centreMm + 0.87 * radiusMm * along, view);
                at.x() = std::clamp(at.x(), inset, view.widthPx - inset);
                at.y() = std::clamp(at.y(), inset, view.heightPx - 1.25 * inset);
                const double opacity = along.dot(towardsEye()) < -0.1 ? 0.55 : 1.0;  // behind the head
                letters.push_back({edgeOn ? "" : imaging::sideLetters(along), at, PaneText::Across::Centre,
                                   PaneText::Along::Centre, 16 * view.scale, true, withAlpha(sideColor, opacity)});
            }
        return letters;
    }
};

LesionScene::LesionScene(std::shared_ptr<const CaseVolumes> volumes)
    : m_impl(std::make_unique<Impl>(std::move(volumes)))
{
}

LesionScene::~LesionScene() = default;

vtkRenderer* LesionScene::renderer() const
{
    return m_impl->renderer;
}

bool LesionScene::show(const ViewState& state, const PaneView& view)
{
    auto& scene = *m_impl;
    scene.makeSurfaces();
    if (!std::exchange(scene.cameraSet, true))
        scene.azimuth = state.crosshairMm.x() < scene.centreMm.x() ? -startAzimuth : startAzimuth;
    const Impl::Shown shown{state, view, scene.labelSurfacesOf, scene.azimuth, scene.elevation, scene.zoom};
    if (scene.shown == shown)
        return false;
    scene.shown = shown;
    scene.core.actor->SetVisibility(state.labelVisible);
    scene.oedema.actor->SetVisibility(state.labelVisible);
    scene.aim(view);
    scene.drawing.clear();
    scene.drawCrosshair(state.crosshairMm, view);
    scene.drawing.finish();
    auto texts = scene.sideLetters(view);
    const double margin = 8 * view.scale;
    texts.push_back({"3D", {margin, view.heightPx - margin}, PaneText::Across::Left, PaneText::Along::Top,
                     13 * view.scale, false, inkColor});
    scene.texts.show(std::move(texts));
    return true;
}

std::optional<std::uint64_t> LesionScene::wantedSurfaces() const
{
    const auto settled = m_impl->volumes->settledRevision();
    return m_impl->surfacesMade && m_impl->labelSurfacesOf != settled ? std::optional(settled) : std::nullopt;
}

void LesionScene::setSurfaces(const LabelSurfaces& surfaces)
{
    m_impl->take(surfaces);
}

void LesionScene::turn(double rightPx, double upPx)
{
    m_impl->azimuth = std::remainder(m_impl->azimuth - rightPx * degreesPerPixel, 360.0);
    m_impl->elevation = std::clamp(m_impl->elevation - upPx * degreesPerPixel, -85.0, 85.0);
}

void LesionScene::zoomBy(double factor)
{
    m_impl->zoom = std::clamp(m_impl->zoom * factor, smallestZoom, largestZoom);
}

void LesionScene::resetCamera()
{
    m_impl->elevation = startElevation;
    m_impl->zoom = 1.0;
    m_impl->cameraSet = false;
}

const std::vector<PaneText>& LesionScene::texts() const
{
    return m_impl->texts.shown();
}

}  // namespace metrisk::ui::rendering
