#include "core/imaging/LabelOverlap.h"
#include "core/io/VolumeFiles.h"
#include "tests/support/Phantom.h"
#include "tests/support/Process.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

// Images with skull through the real program. The patient is simulated, the atlas is the same brain as it was before it
// was given a skull and moved: so it is known where everything must end.
namespace metrisk {
namespace {

namespace fs = std::filesystem;
using Eigen::Affine3d;
using Json = nlohmann::json;
using imaging::LabelMap;
using imaging::Volume;

const fs::path cli = METRISK_CLI;

template <class Grid>
Grid movedBy(const Grid& grid, const Affine3d& move)
{
    auto geometry = grid.geometry();
    geometry.patientFromVoxel = move * geometry.patientFromVoxel;
    return {geometry, grid.voxels()};
}

LabelMap asLabels(const Volume& volume)
{
    return {volume.geometry(), {volume.voxels().begin(), volume.voxels().end()}};
}

/// A simulated patient, once as the simulator made it and once in a scanner.
struct Patient {
    testing::TemporaryFolder folder;
    fs::path atlas, t1ce, flair, label, clinical;
    Volume t1ceBefore;
    LabelMap labelBefore;

    Patient()
    {
        const auto made = testing::run(cli, {"simulate", "patient", "--seed", "7", "--name", "P7", "--out", folder / "as made"});
        EXPECT_EQ(made.exitCode, 0) << made.output;
        atlas = folder / "as made/P7_t1ce.nii.gz";
        clinical = folder / "as made/clinical.json";
        t1ceBefore = io::readVolume(atlas).volume;
        labelBefore = asLabels(io::readVolume(folder / "as made/P7_label.nii.gz").volume);
        const auto flairBefore = io::readVolume(folder / "as made/P7_flair.nii.gz").volume;
        const Affine3d headMove = Eigen::Translation3d(8, -12, 15) * Affine3d(Eigen::AngleAxisd(0.10, Eigen::Vector3d(1, 2, -1).normalized()));
        const Affine3d flairMove = headMove * Eigen::Translation3d(-4, 3, 2) * Affine3d(Eigen::AngleAxisd(0.05, Eigen::Vector3d::UnitZ()));
        io::writeVolume(movedBy(phantom::withSkull(t1ceBefore), headMove), t1ce = folder / "t1ce.nii.gz");
        io::writeVolume(movedBy(phantom::withSkull(flairBefore), flairMove), flair = folder / "flair.nii.gz");
        io::writeLabelMap(movedBy(labelBefore, headMove), label = folder / "label.nii.gz");
    }
};

const Patient& patient()
{
    static const Patient made;
    return made;
}

/// The share of places of the brain that hold nearly what they held before.
double shareAsBefore(const Volume& now, const Volume& before, double tolerance)
{
    int same = 0, all = 0;
    for (std::size_t i = 0; i < before.voxels().size(); ++i)
        if (before.voxels()[i] != 0.0F) {
            ++all;
            same += std::abs(now.voxels()[i] - before.voxels()[i]) < tolerance;
        }
    return double(same) / double(all);
}

TEST(PrepareCli, BringsAMovedHeadBackOntoTheAtlasWithoutItsSkull)
{
    const testing::TemporaryFolder out;
    const auto& p = patient();
    const auto outcome = testing::run(cli, {"prepare", "--t1ce", p.t1ce, "--flair", p.flair, "--label", p.label, "--atlas", p.atlas, "--out", out.path()});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.output;
    EXPECT_NE(outcome.output.find("Decision: not reviewed by anybody"), std::string::npos) << outcome.output;
    const auto t1ce = io::readVolume(out / "t1ce.nii.gz").volume;
    ASSERT_TRUE(t1ce.geometry().sharesGridWith(p.t1ceBefore.geometry()));
    const double spread = *std::ranges::max_element(p.t1ceBefore.voxels()) * 0.1;
    EXPECT_GT(shareAsBefore(t1ce, p.t1ceBefore, spread), 0.95);
    const auto label = asLabels(io::readVolume(out / "label.nii.gz").volume);
    EXPECT_GT(imaging::dice(label, p.labelBefore, imaging::Region::Core).value(), 0.9);
    const auto brain = asLabels(io::readVolume(out / "brain.nii.gz").volume);
    const double voxels = double(std::ranges::count(brain.voxels(), 1));
    const double before = double(std::ranges::count_if(p.t1ceBefore.voxels(), [](float value) { return value != 0.0F; }));
    EXPECT_NEAR(voxels / before, 1.0, 0.06);
    const auto record = Json::parse(testing::textOf(out / "preparation.json"));
    EXPECT_EQ(record.at("way"), "onAtlas");
    EXPECT_EQ(record.at("atlas").at("sha256"), testing::run("sha256sum", {p.atlas.string()}).output.substr(0, 64));
    EXPECT_FALSE(record.contains("biasCorrection"));
}

TEST(PrepareCli, CarriesThePreparationIntoResultAndReport)
{
    const testing::TemporaryFolder out;
    const auto& p = patient();
    const auto outcome = testing::run(cli, {"analyse", "--t1ce", p.t1ce, "--flair", p.flair, "--label", p.label, "--atlas", p.atlas, "--n4",
                                            "--clinical", p.clinical, "--pack", fs::path(METRISK_SOURCE_DIR) / "models/demo", "--out", out.path()});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.output;
    const auto result = Json::parse(testing::textOf(out / "result.json"));
    const auto& record = result.at("preparation");
    EXPECT_EQ(record.at("way"), "onAtlas");
    EXPECT_EQ(record.at("acceptedAt"), "");
    EXPECT_EQ(record.at("biasCorrection").at("method"), "N4");
    const double core = double(std::ranges::count(p.labelBefore.voxels(), imaging::Core)) / 1000.0;
    EXPECT_NEAR(result.at("lesion").at("volumeCoreMl"), core, 0.05 * core);
    const auto printed = testing::run("pdftotext", {"-layout", (out / "report.pdf").string(), "-"}).output;
    for (const char* words : {"T1-CE to the atlas", "removed (N4)", "not reviewed by anybody"})
        EXPECT_NE(printed.find(words), std::string::npos) << words << '\n' << printed;
}

TEST(PrepareCli, RefusesAnAtlasThatIsNoneInOneSentence)
{
    const testing::TemporaryFolder out;
    const auto& p = patient();
    const auto refused = [&](const fs::path& atlas, const std::string& words) {
        const auto outcome = testing::run(cli, {"prepare", "--t1ce", p.t1ce, "--flair", p.flair, "--atlas", atlas, "--out", out.path()});
        EXPECT_EQ(outcome.exitCode, 2) << outcome.output;
        EXPECT_NE(outcome.output.find(words), std::string::npos) << outcome.output;
        EXPECT_FALSE(fs::exists(out / "t1ce.nii.gz"));
    };
    refused(p.t1ce, "cannot serve as atlas");  // a head with its skull
    refused(out / "absent.nii.gz", "does not exist");
}

}  // namespace
}  // namespace metrisk
