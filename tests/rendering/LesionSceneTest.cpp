#include "tests/rendering/Baseline.h"
#include "tests/rendering/SceneFixture.h"
#include "ui/rendering/LesionScene.h"

namespace metrisk::ui::rendering {
namespace {

using namespace metrisk::testing;

const PaneView pane;  // 300 x 300

TEST(LesionScene, DrawsCoreAndOedemaInsideTheHead)
{
    const auto volumes = phantomVolumes();
    LesionScene scene(volumes);
    scene.show(openingState(*volumes), pane);
    EXPECT_MATCHES_BASELINE(scene, "lesion_opening");
}

TEST(LesionScene, TurnsToTheSide)
{
    const auto volumes = phantomVolumes();
    LesionScene scene(volumes);
    scene.show(openingState(*volumes), pane);
    scene.turn(110, 20);
    scene.show(openingState(*volumes), pane);
    EXPECT_MATCHES_BASELINE(scene, "lesion_turned");
}

TEST(LesionScene, ShowsTheRightLesionOnTheScreensLeftFromTheFront)
{
    const auto volumes = phantomVolumes();
    LesionScene scene(volumes);
    auto state = openingState(*volumes);
    scene.show(state, pane);
    scene.turn(-70, 36);  // back to the patient's front
    state.crosshairMm = {0, 80, 0};
    scene.show(state, pane);
    const Picture picture = drawn(scene.renderer());
    double sum = 0, count = 0;
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            if (const auto rgb = picture.at(x, y); rgb[0] > rgb[2] + 60 && rgb[0] < 250) {  // the core's orange
                sum += x;
                ++count;
            }
    ASSERT_GT(count, 50);
    EXPECT_LT(sum / count, 140);
    for (const auto& text : scene.texts()) {
        if (text.text == "R") {
            EXPECT_LT(text.at.x(), 100);
        }
        if (text.text == "L") {
            EXPECT_GT(text.at.x(), 200);
        }
        if (text.text == "S") {
            EXPECT_GT(text.at.y(), 200);
        }
    }
}

TEST(LesionScene, LooksTheSameHoweverTheVolumeIsStored)
{
    phantom::Options mirrored;
    mirrored.axisCodes = "LAS";
    std::vector<Picture> pictures;
    for (const auto& options : {phantom::Options{}, mirrored}) {
        const auto volumes = phantomVolumes(options);
        LesionScene scene(volumes);
        scene.show(openingState(*phantomVolumes()), pane);
        pictures.push_back(drawn(scene.renderer()));
    }
    // Smoothing visits the points in another order, so a few pixels at the rim may differ.
    EXPECT_LT(differingShare(pictures[0], pictures[1]), 0.005);
}

}  // namespace
}  // namespace metrisk::ui::rendering
