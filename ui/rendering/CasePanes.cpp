#include "ui/rendering/CasePanes.h"

#include "ui/rendering/SliceNavigation.h"

#include <vtkNew.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkSmartPointer.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace metrisk::ui::rendering {

namespace {

using imaging::Plane;

/// A pane's place in the window, pixels from the lower left.
struct Place {
    Pane pane;
    int x, y, width, height;

    bool contains(const Eigen::Vector2d& pixel) const
    {
        return pixel.x() >= x && pixel.y() >= y && pixel.x() < x + width && pixel.y() < y + height;
    }
};

/// Upper left, upper right, lower left, lower right.
std::array<Pane, 4> panesOf(Layout layout)
{
    return {Pane::Axial, layout == Layout::Review ? Pane::AxialFlair : Pane::Lesion, Pane::Coronal, Pane::Sagittal};
}

std::vector<Place> arranged(const std::array<Pane, 4>& panes, std::optional<Pane> maximised, int width, int height,
                            int gap)
{
    if (maximised)
        return {{*maximised, 0, 0, width, height}};
    const int left = (width - gap) / 2, right = width - gap - left;
    const int lower = (height - gap) / 2, upper = height - gap - lower;
    return {{panes[0], 0, lower + gap, left, upper},
            {panes[1], left + gap, lower + gap, right, upper},
            {panes[2], 0, 0, left, lower},
            {panes[3], left + gap, 0, right, lower}};
}

}  // namespace

struct CasePanes::Impl {
    std::shared_ptr<const CaseVolumes> volumes;
    vtkSmartPointer<vtkRenderWindow> window;
    vtkNew<vtkRenderer> ground;  // shows between the panes as thin lines
    SliceScene axial{volumes, Plane::Axial}, axialFlair{volumes, Plane::Axial}, coronal{volumes, Plane::Coronal},
        sagittal{volumes, Plane::Sagittal};
    LesionScene lesion{volumes};
    std::vector<Place> places;
    Layout layout = Layout::Review;
    int widthPx = 0, heightPx = 0, gapPx = 1;
    std::optional<Pane> maximised;
    Eigen::Vector3d centreMm;
    double pixelsPerMm = 1.0;
    std::optional<EditMarks> marks;
    bool pictureKept = false;  // the window shows what these panes drew last, where they stand now

    Impl(std::shared_ptr<const CaseVolumes> caseVolumes, vtkRenderWindow* shared)
        : volumes(std::move(caseVolumes)), window(shared), centreMm(volumes->headCentreMm())
    {
        ground->SetBackground(0x2b / 255.0, 0x31 / 255.0, 0x3b / 255.0);
        for (auto* renderer : renderers())
            window->AddRenderer(renderer);
    }

    ~Impl()
    {
        for (auto* renderer : renderers())
            window->RemoveRenderer(renderer);
    }

    std::array<vtkRenderer*, 6> renderers()
    {
        return {ground,           axial.renderer(),    axialFlair.renderer(),
                coronal.renderer(), sagittal.renderer(), lesion.renderer()};
    }

    SliceScene& slices(Pane pane)
    {
        switch (pane) {
        case Pane::AxialFlair: return axialFlair;
        case Pane::Coronal: return coronal;
        case Pane::Sagittal: return sagittal;
        default: return axial;
        }
    }

    vtkRenderer* rendererOf(Pane pane)
    {
        return pane == Pane::Lesion ? lesion.renderer() : slices(pane).renderer();
    }

    /// Of a pane that is not seen, the first one's: nobody points there.
    const Place& placeOf(Pane pane) const
    {
        const auto found =
            std::find_if(places.begin(), places.end(), [pane](const Place& each) { return each.pane == pane; });
        return found != places.end() ? *found : places.front();
    }

    PaneView viewOf(const Place& place, double scale) const
    {
        return {centreMm, pixelsPerMm, place.width, place.height, scale};
    }

    /// The largest scale at which the head still fits every slice pane that is seen.
    double fitting() const
    {
        double fit = 1e6;
        for (const auto& place : places)
            if (const auto plane = planeOf(place.pane))
                fit = std::min(fit, fittingPixelsPerMm(*volumes, *plane, place.width, place.height));
        return fit;
    }

    /// Every text once: the position under the first slice, greys and values where an image is first seen.
    PaneContent contentOf(Pane pane, const ViewState& state, BaseImage image) const
    {
        PaneContent content{image, pane == Pane::AxialFlair || state.layout == Layout::Planes3D, true, true, marks};
        if (maximised) {
            content.relevance = true;
            return content;
        }
        content.position = pane == Pane::Axial;
        content.details = pane == Pane::Axial || pane == Pane::AxialFlair;
        return content;
    }

    void arrange()
    {
        const auto panes = panesOf(layout);
        if (maximised && std::find(panes.begin(), panes.end(), *maximised) == panes.end())
            maximised.reset();
        places = arranged(panes, maximised, widthPx, heightPx, gapPx);
        pictureKept = false;
        for (auto* renderer : renderers())
            renderer->SetDraw(renderer == ground);
        for (const auto& place : places) {
            auto* renderer = rendererOf(place.pane);
            renderer->SetViewport(double(place.x) / widthPx, double(place.y) / heightPx,
                                  double(place.x + place.width) / widthPx, double(place.y + place.height) / heightPx);
            renderer->SetDraw(1);
        }
    }
};

CasePanes::CasePanes(std::shared_ptr<const CaseVolumes> volumes, vtkRenderWindow* window)
    : m_impl(std::make_unique<Impl>(std::move(volumes), window))
{
}

CasePanes::~CasePanes() = default;

void CasePanes::show(const ViewState& state, int widthPx, int heightPx, double scale)
{
    auto& impl = *m_impl;
    const int gapPx = std::max(1, int(std::lround(scale)));
    if (impl.layout != state.layout || impl.widthPx != widthPx || impl.heightPx != heightPx || impl.gapPx != gapPx) {
        impl.layout = state.layout;
        impl.widthPx = widthPx;
        impl.heightPx = heightPx;
        impl.gapPx = gapPx;
        impl.arrange();
    }
    impl.pixelsPerMm = impl.fitting() * state.zoom;
    impl.ground->SetDraw(!impl.pictureKept);
    for (const auto& place : impl.places) {
        const PaneView view = impl.viewOf(place, scale);
        const bool changed = place.pane == Pane::Lesion
                                 ? impl.lesion.show(state, view)
                                 : impl.slices(place.pane).show(state, view, impl.contentOf(place.pane, state, imageOf(place.pane, state)));
        impl.rendererOf(place.pane)->SetDraw(changed || !impl.pictureKept);
    }
    impl.pictureKept = true;
}

void CasePanes::forgetPicture()
{
    m_impl->pictureKept = false;
}

std::optional<Pane> CasePanes::paneAt(const Eigen::Vector2d& pixel) const
{
    for (const auto& place : m_impl->places)
        if (place.contains(pixel))
            return place.pane;
    return std::nullopt;
}

std::optional<Plane> CasePanes::planeOf(Pane pane)
{
    switch (pane) {
    case Pane::Axial:
    case Pane::AxialFlair: return Plane::Axial;
    case Pane::Coronal: return Plane::Coronal;
    case Pane::Sagittal: return Plane::Sagittal;
    case Pane::Lesion: return std::nullopt;
    }
    return std::nullopt;
}

BaseImage CasePanes::imageOf(Pane pane, const ViewState& state) const
{
    if (pane == Pane::AxialFlair)
        return BaseImage::Flair;
    if (pane == Pane::Axial && state.layout == Layout::Review)
        return BaseImage::T1ce;
    return state.base;
}

Eigen::Vector3d CasePanes::patientAt(Pane pane, const Eigen::Vector2d& pixel) const
{
    const Place& place = m_impl->placeOf(pane);
    return m_impl->slices(pane).patientAt(pixel - Eigen::Vector2d(place.x, place.y));
}

void CasePanes::setMarks(std::optional<EditMarks> marks)
{
    m_impl->marks = std::move(marks);
}

void CasePanes::pan(Pane pane, const Eigen::Vector2d& pixels)
{
    if (const auto plane = planeOf(pane)) {
        const PaneProjection projection(m_impl->volumes->geometry(), *plane, m_impl->viewOf(m_impl->placeOf(pane), 1));
        m_impl->centreMm = projection.movedMm(m_impl->centreMm, -pixels);
    }
}

void CasePanes::keepInPlace(Pane pane, const Eigen::Vector2d& pixel, double zoomFactor)
{
    const Place& place = m_impl->placeOf(pane);
    const Eigen::Vector2d middle(place.x + place.width / 2.0, place.y + place.height / 2.0);
    pan(pane, (middle - pixel) * (1 - 1 / zoomFactor));
}

void CasePanes::centreOn(const Eigen::Vector3d& patientMm)
{
    m_impl->centreMm = patientMm;
}

void CasePanes::resetView()
{
    m_impl->centreMm = m_impl->volumes->headCentreMm();
    m_impl->lesion.resetCamera();
}

void CasePanes::toggleMaximised(Pane pane)
{
    m_impl->maximised = m_impl->maximised ? std::nullopt : std::optional(pane);
    m_impl->arrange();  // the next click may come before the next frame
}

LesionScene& CasePanes::lesion()
{
    return m_impl->lesion;
}

std::optional<std::uint64_t> CasePanes::wantedSurfaces() const
{
    const bool seen = std::ranges::any_of(m_impl->places, [](const Place& place) { return place.pane == Pane::Lesion; });
    return seen ? m_impl->lesion.wantedSurfaces() : std::nullopt;
}

const SliceScene& CasePanes::scene(Pane pane) const
{
    return m_impl->slices(pane);
}

}  // namespace metrisk::ui::rendering
