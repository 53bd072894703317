#include "tests/rendering/Baseline.h"
#include "tests/rendering/SceneFixture.h"
#include "ui/rendering/CasePanes.h"

#include <vtkImageData.h>

namespace metrisk::ui::rendering {
namespace {

using imaging::Index3;
using imaging::Plane;
using namespace metrisk::testing;

/// The phantom's label with a bar of core drawn into it; box of the bar.
struct Edit {
    imaging::LabelMap label = phantom::label();
    Index3 low{38, 32, 37}, high{48, 48, 37};

    Edit()
    {
        auto voxels = label.voxels();
        for (int y = low[1]; y <= high[1]; ++y)
            for (int x = low[0]; x <= high[0]; ++x)
                voxels[label.offset(x, y, low[2])] = imaging::Core;
        label = {label.geometry(), std::move(voxels)};
    }
};

struct Shown {
    std::shared_ptr<CaseVolumes> volumes;
    SliceScene scene;
    ViewState state;
    PaneView view;

    Shown(Plane plane, std::shared_ptr<CaseVolumes> ofVolumes)
        : volumes(std::move(ofVolumes)), scene(volumes, plane), state(openingState(*volumes)), view(wholeHead(*volumes, plane))
    {
        state.labelFillOpacity = 0.3;
    }
    Picture picture(const std::optional<EditMarks>& marks = {})
    {
        scene.show(state, view, {.marks = marks});
        return drawn(scene.renderer());
    }
};

EditMarks brush(const Shown& shown, Plane plane)
{
    return {.plane = plane, .label = imaging::Core, .atMm = shown.state.crosshairMm + Eigen::Vector3d(6, 4, 0), .radiusMm = 12,
            .cornersMm = {}};
}

TEST(EditedContour, ShowsWhatChangedInABoxAsIfTheCaseWereOpenedAnew)
{
    const Edit edit;
    for (const Plane plane : {Plane::Axial, Plane::Coronal, Plane::Sagittal}) {
        Shown edited(plane, phantomVolumes());
        const Picture before = edited.picture();
        edited.volumes->updateLabel(edit.label, edit.low, edit.high);
        const Picture after = edited.picture();
        EXPECT_GT(differingShare(before, after), largestDifferingShare) << imaging::planeName(plane);
        Shown anew(plane, std::make_shared<CaseVolumes>(phantom::t1ce(), phantom::flair(), edit.label));
        EXPECT_EQ(after, anew.picture()) << imaging::planeName(plane);
        edited.volumes->updateLabel(phantom::label(), edit.low, edit.high);
        EXPECT_EQ(before, edited.picture()) << imaging::planeName(plane);
    }
}

TEST(EditedContour, TellsTheSlicesThatChangedFromThoseThatDidNot)
{
    const Edit edit;
    const auto volumes = phantomVolumes();
    volumes->updateLabel(edit.label, edit.low, edit.high);
    for (const auto& [axis, inside, outside] : {std::array{0, 48, 49}, {1, 32, 31}, {2, 37, 38}}) {
        EXPECT_NE(volumes->labelRevision(axis, inside), 0U);
        EXPECT_EQ(volumes->labelRevision(axis, outside), 0U);
    }
    EXPECT_EQ(volumes->settledRevision(), 0U);
    volumes->settleLabel();
    EXPECT_NE(volumes->settledRevision(), 0U);
}

TEST(EditedContour, LeavesTheCaseItselfAsItIs)
{
    const auto label = phantom::label();
    const auto before = label.voxels();
    const Edit edit;
    CaseVolumes volumes(phantom::t1ce(), phantom::flair(), label);
    volumes.updateLabel(edit.label, edit.low, edit.high);
    EXPECT_EQ(label.voxels(), before);
    EXPECT_EQ(volumes.labelMap().voxels(), edit.label.voxels());
}

TEST(EditedContour, SurfacesFollowWhenTheyAreMade)
{
    const Edit edit;
    const auto volumes = phantomVolumes();
    LesionScene scene(volumes);
    const auto state = openingState(*volumes);
    const auto picture = [&] {
        scene.show(state, {{0, 0, 0}, 1, 300, 300, 1});
        return drawn(scene.renderer());
    };
    const Picture before = picture();
    volumes->updateLabel(edit.label, edit.low, edit.high);
    EXPECT_FALSE(scene.wantedSurfaces());  // not while the hand draws
    volumes->settleLabel();
    EXPECT_EQ(before, picture());
    ASSERT_EQ(scene.wantedSurfaces(), volumes->settledRevision());
    scene.setSurfaces(labelSurfaces(volumes->labelMap(), volumes->settledRevision()));
    EXPECT_FALSE(scene.wantedSurfaces());
    LesionScene anew(std::make_shared<CaseVolumes>(phantom::t1ce(), phantom::flair(), edit.label));
    anew.show(state, {{0, 0, 0}, 1, 300, 300, 1});
    EXPECT_NE(before, picture());
    EXPECT_EQ(picture(), drawn(anew.renderer()));
}

TEST(EditedContour, DrawsTheBrushAsACircleOfItsRadius)
{
    Shown shown(Plane::Axial, phantomVolumes());
    shown.picture(brush(shown, Plane::Axial));
    EXPECT_MATCHES_BASELINE(shown.scene, "slice_axial_brush");
}

TEST(EditedContour, DrawsAPolygonWhoseLastCornerFollowsThePointer)
{
    Shown shown(Plane::Coronal, phantomVolumes());
    const Eigen::Vector3d at = shown.state.crosshairMm;
    const EditMarks marks{.plane = Plane::Coronal, .label = imaging::Oedema,
                          .cornersMm = {at + Eigen::Vector3d(-20, 0, 15), at + Eigen::Vector3d(25, 0, 18),
                                        at + Eigen::Vector3d(20, 0, -20)}};
    shown.picture(marks);
    EXPECT_MATCHES_BASELINE(shown.scene, "slice_coronal_polygon");
}

TEST(EditedContour, ABallShowsInEveryPlaneItCutsAndADiscInItsOwn)
{
    Shown shown(Plane::Sagittal, phantomVolumes());
    const Picture without = shown.picture();
    auto marks = brush(shown, Plane::Axial);
    EXPECT_EQ(shown.picture(marks), without);
    marks.ball = true;
    EXPECT_NE(shown.picture(marks), without);
    marks.radiusMm = 5;  // the brush stands 6 mm beside this slice
    EXPECT_EQ(shown.picture(marks), without);
}

}  // namespace
}  // namespace metrisk::ui::rendering
