#include "core/common/Error.h"
#include "core/io/VolumeFiles.h"
#include "core/preprocessing/PreparedCase.h"
#include "core/segmentation/LesionList.h"
#include "tests/support/Phantom.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

namespace metrisk::preprocessing {
namespace {

using Eigen::Vector3d;

io::Study studyOf(const phantom::Options& t1ce, const phantom::Options& flair, const phantom::Options& label)
{
    io::Study study;
    study.t1ce = phantom::t1ce(t1ce);
    study.flair = phantom::flair(flair);
    study.label = phantom::label(label);
    return study;
}

phantom::Options oneMillimetre(const std::string& codes = "RAS")
{
    return phantom::storedAs(codes, {.size = {120, 130, 110}, .spacingMm = 1.0});
}

bool anyContains(const std::vector<std::string>& notes, const std::string& words)
{
    return std::any_of(notes.begin(), notes.end(),
                       [&](const std::string& note) { return note.find(words) != std::string::npos; });
}

/// The largest difference between a volume and what the phantom shows at the same places, leaving out
/// voxels within `marginMm` of a place where the phantom's value changes.
template <class ValueAt>
double worstDifference(const imaging::Volume& volume, const ValueAt& valueAt, double marginMm)
{
    double worst = 0.0;
    for (int z = 2; z < volume.size()[2] - 2; z += 3)
        for (int y = 2; y < volume.size()[1] - 2; y += 3)
            for (int x = 2; x < volume.size()[0] - 2; x += 3) {
                const Vector3d mm = volume.geometry().patientAt({x, y, z});
                const double value = valueAt(mm);
                bool uniform = true;
                for (int corner = 0; corner < 27; ++corner)
                    uniform = uniform && valueAt(mm + marginMm * Vector3d(corner % 3 - 1, corner / 3 % 3 - 1,
                                                                          corner / 9 - 1)) == value;
                if (uniform)
                    worst = std::max(worst, std::abs(volume.at(x, y, z) - value));
            }
    return worst;
}

/// What phantom::flair draws, as a formula.
double flairAt(const Vector3d& mm)
{
    const phantom::Options options;
    if (Vector3d(mm.x() / 52, mm.y() / 62, mm.z() / 48).norm() >= 1.0)
        return 0;
    return (mm - options.lesionCentreMm).norm() < options.oedemaRadiusMm ? 700 : 300;
}

TEST(PreparedCase, KeepsEveryVoxelInPlaceWhateverTheStorageOrder)
{
    const auto reference = prepare(studyOf(oneMillimetre(), oneMillimetre(), oneMillimetre()), {});
    EXPECT_EQ(reference.t1ce.voxels(), phantom::t1ce(oneMillimetre()).voxels());
    for (const std::string codes : {"LPS", "LAS", "PIR", "SLA", "AIL"}) {
        const auto prepared =
            prepare(studyOf(oneMillimetre(codes), oneMillimetre("RAS"), oneMillimetre("LPS")), {});
        EXPECT_EQ(prepared.t1ce.geometry().axisCodes(), "RAS");
        EXPECT_TRUE(prepared.t1ce.geometry().sharesGridWith(reference.t1ce.geometry())) << codes;
        EXPECT_EQ(prepared.t1ce.voxels(), reference.t1ce.voxels()) << codes;
        EXPECT_EQ(prepared.flair.voxels(), reference.flair.voxels()) << codes;
        EXPECT_EQ(prepared.label.voxels(), reference.label.voxels()) << codes;
        EXPECT_FALSE(anyContains(prepared.notes, "resampled")) << codes;
    }
}

TEST(PreparedCase, ResamplesTheFlairOfAnotherSpacingToItsPlaceInThePatient)
{
    const auto prepared =
        prepare(studyOf(oneMillimetre(), {.size = {60, 70, 52}, .spacingMm = 2.1, .axisCodes = "LPS"},
                        oneMillimetre()),
                {});
    EXPECT_LT(worstDifference(prepared.flair, flairAt, 4.5), 0.01);
    EXPECT_TRUE(anyContains(prepared.notes, "FLAIR was resampled"));
    EXPECT_TRUE(prepared.flair.geometry() == prepared.t1ce.geometry());
}

TEST(PreparedCase, ResamplesATurnedFlairToItsPlaceInThePatient)
{
    // The same head, stored on a grid that is turned by 20 degrees and shifted.
    imaging::ImageGeometry turned = phantom::geometry({.size = {80, 90, 76}, .spacingMm = 1.7});
    turned.patientFromVoxel = Eigen::Translation3d(3, -2, 4) *
                              Eigen::AngleAxisd(0.35, Vector3d(1, 2, 3).normalized()) *
                              turned.patientFromVoxel;
    std::vector<float> voxels;
    for (int z = 0; z < turned.size[2]; ++z)
        for (int y = 0; y < turned.size[1]; ++y)
            for (int x = 0; x < turned.size[0]; ++x)
                voxels.push_back(float(flairAt(turned.patientAt({x, y, z}))));
    auto study = studyOf(oneMillimetre(), {}, oneMillimetre());
    study.flair = {turned, std::move(voxels)};
    EXPECT_LT(worstDifference(prepare(study, {}).flair, flairAt, 3.5), 0.01);
}

TEST(PreparedCase, BringsACoarseStudyToOneMillimetreAroundTheSamePlace)
{
    const auto prepared = prepare(studyOf({}, {}, {}), {});
    const auto before = phantom::geometry({}), after = prepared.t1ce.geometry();
    EXPECT_EQ(after.size, (imaging::Index3{128, 144, 120}));
    EXPECT_LT((after.spacingMm() - Vector3d::Ones()).norm(), 1e-9);
    const Vector3d corner = before.patientFromVoxel * Vector3d(-0.5, -0.5, -0.5);
    EXPECT_LT((after.patientFromVoxel * Vector3d(-0.5, -0.5, -0.5) - corner).norm(), 1e-9);
    const auto index = segmentation::lesionsOf(prepared.label).index();
    EXPECT_LT((index.centreMm - phantom::Options().lesionCentreMm).norm(), 0.3);
    EXPECT_TRUE(anyContains(prepared.notes, "T1-CE was resampled from 64×72×60 at 2.0×2.0×2.0 mm"));
    EXPECT_TRUE(anyContains(prepared.notes, "SRI24"));
}

TEST(PreparedCase, PutsTheLabelOfAnotherGridOntoTheRightSide)
{
    const auto prepared =
        prepare(studyOf(oneMillimetre("LPS"), oneMillimetre(), {.spacingMm = 2.0, .axisCodes = "RAS"}), {});
    const auto index = segmentation::lesionsOf(prepared.label).index();
    EXPECT_EQ(index.side, "right");
    EXPECT_LT((index.centreMm - phantom::Options().lesionCentreMm).norm(), 0.5);
    EXPECT_TRUE(anyContains(prepared.notes, "label was resampled"));
}

TEST(PreparedCase, RefusesAFlairOrLabelThatLiesElsewhere)
{
    auto study = studyOf(oneMillimetre(), oneMillimetre(), oneMillimetre());
    auto apart = study.flair.geometry();
    apart.patientFromVoxel = Eigen::Translation3d(239, 239, 0) * apart.patientFromVoxel;
    const auto inPlace = study.flair;
    study.flair = {apart, inPlace.voxels()};
    EXPECT_THROW(prepare(study, {}), Error);
    study.flair = inPlace;
    study.label = {apart, study.label.voxels()};
    EXPECT_THROW(prepare(study, {}), Error);
}

TEST(PreparedCase, RefusesAFlairSlabThatMissesTheLesion)
{
    auto study = studyOf(oneMillimetre(), oneMillimetre(), oneMillimetre());
    const auto slab = imaging::subGeometry(study.flair.geometry(), {0, 0, 0}, {120, 130, 40});
    study.flair = {slab, {study.flair.voxels().begin(), study.flair.voxels().begin() + 120 * 130 * 40}};
    try {
        prepare(study, {});
        FAIL() << "a FLAIR below the lesion was taken";
    } catch (const Error& error) {
        EXPECT_NE(error.whatHappened().find("covers only 0 % of the lesion"), std::string::npos)
            << error.what();
    }
}

TEST(PreparedCase, RefusesAnEmptyMaskAndAMaskWithoutCore)
{
    auto study = studyOf(oneMillimetre(), oneMillimetre(), oneMillimetre());
    const auto geometry = study.label.geometry();
    for (const auto value : {imaging::Background, imaging::Oedema}) {
        study.label = {geometry, std::vector<std::uint8_t>(geometry.voxelCount(), value)};
        EXPECT_THROW(prepare(study, {}), Error);
    }
}

TEST(PreparedCase, WarnsOfAHeadWithSkullAndOfABackgroundThatIsNotZero)
{
    auto study = studyOf(oneMillimetre(), oneMillimetre(), oneMillimetre());
    EXPECT_FALSE(anyContains(prepare(study, {}).notes, "skull"));
    auto noisy = study.t1ce.voxels();
    for (std::size_t i = 0; i < noisy.size(); ++i)
        noisy[i] += float(i * 2654435761U % 17);  // air is never quite silent
    auto shifted = study.flair.voxels();
    for (float& value : shifted)
        value = (value - 300) / 200;
    study.t1ce = {study.t1ce.geometry(), noisy};
    study.flair = {study.flair.geometry(), shifted};
    const auto notes = prepare(study, {}).notes;
    EXPECT_TRUE(anyContains(notes, "T1-CE is probably not skull-stripped"));
    EXPECT_TRUE(anyContains(notes, "background of the FLAIR is -1.5"));
}

TEST(PreparedCase, SaysNothingAboutTheFrameOfTheTrainingGrid)
{
    const phantom::Options grid{.size = {240, 240, 155}, .spacingMm = 1.0};
    const auto prepared = prepare(studyOf(grid, grid, grid), {});
    EXPECT_TRUE(prepared.notes.empty()) << prepared.notes.front();
}

TEST(PreparedCase, StopsWhenTheUserCancels)
{
    std::stop_source stop;
    const auto study = studyOf({}, {}, {});
    int reports = 0;
    const Job job(stop.get_token(), [&](const Progress&) {
        if (++reports == 5)
            stop.request_stop();
    });
    EXPECT_THROW(prepare(study, {}, job), Cancelled);
    EXPECT_EQ(reports, 5);
}

TEST(PreparedCase, RefusesOptionsThatMakeNoSense)
{
    EXPECT_THROW((PreparationOptions{.spacingMm = 0.0}).check(), Error);
    EXPECT_THROW((PreparationOptions{.axisCodes = "RLS"}).check(), Error);
    EXPECT_NO_THROW((PreparationOptions{.spacingMm = 1.0, .axisCodes = "LPS"}).check());
}

TEST(PreparedCase, PreparesARealMetastasisWithTheVolumesItsDocumentationStates)
{
    const auto data = testing::realDataFolder();
    if (!data || !std::filesystem::exists(*data / "tumour/brats-met-00110-000"))
        GTEST_SKIP() << "The real images are not on this machine.";
    const auto folder = *data / "tumour/brats-met-00110-000";
    const auto study =
        io::loadStudy({folder / "BraTS-MET-00110-000-t1c.nii.gz", folder / "BraTS-MET-00110-000-t2f.nii.gz",
                       folder / "auto-seg-aurora.nii.gz"});
    EXPECT_EQ(study.patient.id, "BraTS-MET-00110-000");
    const auto prepared = prepare(study, {});
    const auto list = segmentation::lesionsOf(prepared.label);
    EXPECT_NEAR(list.index().volumeOedemaMl, 47.1, 0.05);
    EXPECT_NEAR(list.index().volumeCoreMl, 51.8, 0.05);
    EXPECT_TRUE(prepared.notes.empty()) << prepared.notes.front();
}

TEST(PreparedCase, PreparesARealHeadOfThickObliqueSlices)
{
    const auto data = testing::realDataFolder();
    if (!data || !std::filesystem::exists(*data / "tumour/tcga-fg-6692/native"))
        GTEST_SKIP() << "The real images are not on this machine.";
    const auto folder = *data / "tumour/tcga-fg-6692/native";
    auto study = io::Study();
    study.t1ce = io::readVolume(folder / "t1c.nii.gz").volume;
    study.flair = io::readVolume(folder / "flair.nii.gz").volume;
    std::vector<std::uint8_t> label(study.t1ce.voxels().size(), 0);
    for (std::size_t i = label.size() / 2; i < label.size() / 2 + 60; ++i)
        label[i] = imaging::Core;
    study.label = {study.t1ce.geometry(), std::move(label)};
    const auto prepared = prepare(study, {});
    EXPECT_TRUE(anyContains(prepared.notes, "T1-CE was resampled from"));
    EXPECT_TRUE(anyContains(prepared.notes, "FLAIR was resampled"));
    EXPECT_TRUE(anyContains(prepared.notes, "not skull-stripped"));
}

}  // namespace
}  // namespace metrisk::preprocessing
