#include "tests/rendering/Baseline.h"
#include "tests/rendering/SceneFixture.h"

#include <cmath>

namespace metrisk::ui::rendering {
namespace {

using imaging::Plane;
using namespace metrisk::testing;

/// A scene of the phantom and what it shows; tests change `state` and call show().
struct Shown {
    std::shared_ptr<CaseVolumes> volumes;
    SliceScene scene;
    ViewState state;
    PaneView view;
    PaneContent content;

    explicit Shown(Plane plane, Relevance relevance = Relevance::None, const phantom::Options& options = {})
        : volumes(phantomVolumes(options, relevance)), scene(volumes, plane), state(openingState(*volumes)),
          view(wholeHead(*volumes, plane))
    {
        show();
    }

    void show() { scene.show(state, view, content); }
    vtkRenderer* renderer() const { return scene.renderer(); }
};

TEST(SliceScene, DrawsAnAxialSliceWithContoursScaleBarAndSideLetters)
{
    EXPECT_MATCHES_BASELINE(Shown(Plane::Axial), "slice_axial_contour");
}

TEST(SliceScene, DrawsACoronalSlice)
{
    EXPECT_MATCHES_BASELINE(Shown(Plane::Coronal), "slice_coronal_contour");
}

TEST(SliceScene, DrawsASagittalSlice)
{
    EXPECT_MATCHES_BASELINE(Shown(Plane::Sagittal), "slice_sagittal_contour");
}

TEST(SliceScene, DrawsTheSamePictureHoweverTheVolumeIsStored)
{
    for (const Plane plane : {Plane::Axial, Plane::Coronal, Plane::Sagittal}) {
        const Picture ras = drawn(Shown(plane).renderer());
        for (const char* codes : {"LPS", "LAS", "PIR", "SRA"}) {
            Shown stored(plane, Relevance::None, phantom::storedAs(codes));
            EXPECT_LE(differingShare(ras, drawn(stored.renderer())), largestDifferingShare)
                << codes << ", " << imaging::planeName(plane);
        }
    }
}

TEST(SliceScene, FillsTheLabelWhenAsked)
{
    Shown shown(Plane::Axial);
    shown.state.labelFillOpacity = 0.4;
    shown.show();
    EXPECT_MATCHES_BASELINE(shown, "slice_axial_fill");
}

TEST(SliceScene, DrawsRelevanceAsBlocksAboveTheThreshold)
{
    Shown shown(Plane::Axial, Relevance::Blocks);
    shown.content.image = BaseImage::Flair;
    shown.state.relevanceThreshold = 0.3;
    shown.show();
    EXPECT_MATCHES_BASELINE(shown, "slice_axial_relevance_blocks");
}

TEST(SliceScene, DrawsRelevanceSmoothlyWhenAsked)
{
    Shown shown(Plane::Axial, Relevance::Smooth);
    shown.content.image = BaseImage::Flair;
    shown.state.relevanceSmooth = true;
    shown.show();
    EXPECT_MATCHES_BASELINE(shown, "slice_axial_relevance_smooth");
}

TEST(SliceScene, DrawsTheFlairWithoutLabelWhenTheLabelIsOff)
{
    Shown shown(Plane::Coronal);
    shown.content.image = BaseImage::Flair;
    shown.state.labelVisible = false;
    shown.show();
    EXPECT_MATCHES_BASELINE(shown, "slice_coronal_flair_plain");
}

TEST(SliceScene, FollowsTheCrosshair)
{
    Shown shown(Plane::Sagittal);
    shown.state.crosshairMm = snappedToVoxel(shown.volumes->geometry(), {30, 20, -10});
    shown.show();
    EXPECT_MATCHES_BASELINE(shown, "slice_sagittal_crosshair");
}

TEST(SliceScene, ZoomsWithContoursOfTheSameThickness)
{
    Shown shown(Plane::Axial);
    shown.view.pixelsPerMm *= 4;
    shown.view.centreMm = shown.state.crosshairMm;
    shown.show();
    EXPECT_MATCHES_BASELINE(shown, "slice_axial_zoomed");
}

TEST(SliceScene, NamesTwoSidesOfAnObliqueVolume)
{
    const Eigen::AngleAxisd turn(0.35, Eigen::Vector3d::UnitZ());  // 20 degrees, the whole head with it
    const auto turned = [&turn](auto grid) {
        auto geometry = grid.geometry();
        geometry.patientFromVoxel = turn * geometry.patientFromVoxel;
        return decltype(grid)(geometry, grid.voxels());
    };
    auto volumes =
        std::make_shared<CaseVolumes>(turned(phantom::t1ce()), turned(phantom::flair()), turned(phantom::label()));
    auto state = openingState(*volumes);
    state.crosshairMm = turn * openingState(*phantomVolumes()).crosshairMm;
    SliceScene scene(volumes, Plane::Axial);
    scene.show(state, wholeHead(*volumes, Plane::Axial));
    EXPECT_MATCHES_BASELINE(scene, "slice_axial_oblique");
}

TEST(SliceScene, ShowsThePatientsRightFrontAtTheUpperLeft)
{
    Shown shown(Plane::Axial);
    shown.state.crosshairMm = snappedToVoxel(shown.volumes->geometry(), {0, 0, 0});
    shown.state.labelVisible = false;
    shown.show();
    const Picture picture = drawn(shown.renderer());
    // The bar lies 36 mm to the right and 28 mm in front of the head's middle.
    const double scale = shown.view.pixelsPerMm;
    const auto greyAt = [&](double rightMm, double frontMm) {
        const auto rgb = picture.at(int(std::lround(150 - rightMm * scale)), int(std::lround(150 - frontMm * scale)));
        EXPECT_EQ(rgb[0], rgb[1]);
        EXPECT_EQ(rgb[1], rgb[2]);
        return rgb[0];
    };
    const Eigen::Vector3d middle = shown.volumes->headCentreMm();
    const double bar = greyAt(36 + middle.x(), 28 + middle.y());
    EXPECT_GT(bar, greyAt(-36 + middle.x(), 28 + middle.y()) + 50);  // the left front
    EXPECT_GT(bar, greyAt(36 + middle.x(), -28 + middle.y()) + 50);  // the right back
}

TEST(SliceScene, SaysWhereAPixelLiesInThePatient)
{
    for (const char* codes : {"RAS", "LPS", "PIR"}) {
        Shown shown(Plane::Axial, Relevance::None, phantom::storedAs(codes));
        // 30 pixels right of the middle is towards the patient's left, 45 pixels up towards the front.
        const Eigen::Vector3d at = shown.scene.patientAt({150.0 + 30, 150.0 + 45});
        const Eigen::Vector3d expected = shown.view.centreMm + Eigen::Vector3d(30, -45, 0) / shown.view.pixelsPerMm;
        EXPECT_NEAR(at.x(), expected.x(), 1e-9) << codes;
        EXPECT_NEAR(at.y(), expected.y(), 1e-9) << codes;
        EXPECT_NEAR(at.z(), shown.state.crosshairMm.z(), 1e-9) << codes;
    }
}

TEST(SliceScene, ComparisonNoticesASingleChangedDigit)
{
    Shown shown(Plane::Axial);
    const Picture before = drawn(shown.renderer());
    shown.state.t1ce.level += 1;  // "L 450" becomes "L 451"; the greys move by less than one level
    shown.show();
    const Picture after = drawn(shown.renderer());
    EXPECT_GT(differingShare(before, after), largestDifferingShare);
    shown.state.t1ce.level -= 1;
    shown.show();
    EXPECT_EQ(before, drawn(shown.renderer()));
}

/// Lays the scene out in panes of many sizes and compares the boxes of its texts.
void expectTextsApart(const RelevanceLegend& legend)
{
    Shown shown(Plane::Axial, Relevance::Blocks);
    shown.volumes->setRelevance(phantomRelevance({}, false), legend);
    shown.state.crosshairMm = shown.volumes->geometry().patientAt({0, 0, 0});  // long coordinates, and a value
    for (const double scale : {1.0, 2.0})
        for (const int width : {160, 180, 260, 300, 350, 400, 450, 600, 900})
            for (const int height : {200, 300, 400}) {
                shown.view = {{0, 0, 0}, 1.5 * scale, int(width * scale), int(height * scale), scale};
                shown.show();
                const auto& texts = shown.scene.texts();
                const Eigen::AlignedBox2d pane(Eigen::Vector2d(0, 0), Eigen::Vector2d(width, height) * scale);
                for (std::size_t i = 0; i < texts.size(); ++i) {
                    EXPECT_TRUE(pane.contains(textBoxPx(texts[i])))
                        << texts[i].text << " at " << width << " x " << height;
                    for (std::size_t j = i + 1; j < texts.size(); ++j)
                        EXPECT_FALSE(textBoxPx(texts[i]).intersects(textBoxPx(texts[j])))
                            << texts[i].text << " and " << texts[j].text << " at " << width << " x " << height;
                }
            }
}

TEST(SliceScene, NeverWritesOneTextOverAnother)
{
    expectTextsApart(relativeRelevance);
    expectTextsApart({"standard deviation", "across 5 members"});
    expectTextsApart({"relative relevance of member 5,", "this patient", "(raw attention; not stored)"});
}

TEST(SliceScene, SaysWhatTheColoursOfAMapMean)
{
    Shown shown(Plane::Axial, Relevance::Blocks);
    const auto written = [&] {
        shown.view = {{0, 0, 0}, 1.5, 500, 400, 1.0};
        shown.show();
        std::string all;
        for (const auto& text : shown.scene.texts())
            all += text.text + "|";
        return all;
    };
    EXPECT_NE(written().find("relative relevance, this patient|"), std::string::npos) << written();
    shown.volumes->setRelevance(phantomRelevance({}, false), {"standard deviation", "across 5 members"});
    EXPECT_NE(written().find("standard deviation"), std::string::npos) << written();  // in one line or two
    EXPECT_NE(written().find("across 5 members"), std::string::npos) << written();
    EXPECT_EQ(written().find("relative"), std::string::npos) << written();
}

}  // namespace
}  // namespace metrisk::ui::rendering
