#include "core/common/Error.h"
#include "core/imaging/LabelOverlap.h"
#include "core/io/VolumeFiles.h"
#include "core/preprocessing/Atlas.h"
#include "core/preprocessing/HeadRegion.h"
#include "core/preprocessing/PreparedCase.h"
#include "core/preprocessing/Resampling.h"
#include "tests/core/preprocessing/Scanner.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::preprocessing {
namespace {

using Eigen::Affine3d;
using imaging::LabelMap;
using imaging::Volume;

/// Every test runs on ../shared/data, and says so when it is not there.
class RealPreparation : public ::testing::Test {
protected:
    void SetUp() override
    {
        const auto data = testing::realDataFolder();
        if (!data || !std::filesystem::exists(*data / "atlas/sri24"))
            GTEST_SKIP() << "The real images are not on this machine.";
        m_data = *data;
        m_atlas = m_data / "atlas/sri24/sri24_t1_skullstripped_brats.nii.gz";
        m_tcga = m_data / "tumour/tcga-fg-6692";
    }

    io::Study nativeStudy() const
    {
        io::Study study;
        study.t1ce = io::readVolume(m_tcga / "native/t1c.nii.gz").volume;
        study.flair = io::readVolume(m_tcga / "native/flair.nii.gz").volume;
        return study;
    }

    std::filesystem::path m_data, m_atlas, m_tcga;
};

LabelMap placedOn(const LabelMap& source, const imaging::ImageGeometry& target, const Affine3d& sourceFromTarget)
{
    auto geometry = source.geometry();
    geometry.patientFromVoxel = sourceFromTarget.inverse() * geometry.patientFromVoxel;
    return resampledNearest(LabelMap(geometry, source.voxels()), target);
}

LabelMap maskFile(const std::filesystem::path& file)
{
    return scanner::brainOf(io::readVolume(file).volume);
}

/// Of places with and without value in the second, inside the region.
double correlation(const Volume& a, const Volume& b, const LabelMap& region)
{
    double n = 0, sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
    for (std::size_t i = 0; i < region.voxels().size(); ++i)
        if (region.voxels()[i] != 0) {
            const double x = a.voxels()[i], y = b.voxels()[i];
            n += 1, sa += x, sb += y, saa += x * x, sbb += y * y, sab += x * y;
        }
    return (sab - sa * sb / n) / std::sqrt((saa - sa * sa / n) * (sbb - sb * sb / n));
}

/// How the reference's image lies in ours, both of one sequence: rigid, near where they are.
Affine3d oursFromReference(const Volume& reference, const Volume& ours)
{
    return registered(reference, ours, scanner::brainOf(reference),
                      {.motion = Motion::Rigid, .levelsMm = {4.0, 2.0, 1.0}, .samples = 60000, .wideSearch = false}).movingFromFixed;
}

TEST_F(RealPreparation, OfAHeadWithSkullAgreesWithTheReferencePipeline)
{
    const auto prepared = prepare(nativeStudy(), {.atlas = m_atlas});
    EXPECT_EQ(prepared.record.way, Way::OnAtlas);
    EXPECT_EQ(prepared.t1ce.size(), (imaging::Index3{240, 240, 155}));
    EXPECT_EQ(prepared.t1ce.geometry().axisCodes(), "RAS");

    const auto nativeBrain = maskFile(m_tcga / "native/t1c-brainmask-hdbet.nii.gz");
    const auto t1ceFromPrepared = prepared.record.t1ceFromPrepared;
    const auto found = placedOn(prepared.brain, nativeBrain.geometry(), t1ceFromPrepared.inverse());
    EXPECT_GE(imaging::dice(found, nativeBrain, imaging::Region::Whole).value(), 0.95);

    const auto t1ce = io::readVolume(m_tcga / "sri24/t1c.nii.gz").volume, flair = io::readVolume(m_tcga / "sri24/flair.nii.gz").volume;
    const auto brain = scanner::brainOf(t1ce);
    EXPECT_GE(imaging::dice(placedOn(prepared.brain, brain.geometry(), Affine3d::Identity()), brain, imaging::Region::Whole).value(), 0.95);

    // Two pipelines lay one head onto an atlas of another person a few millimetres apart; what the voxels hold is
    // compared with that taken out.
    const auto byT1ce = oursFromReference(t1ce, resampledLinear(prepared.checks.t1ceWithHead, t1ce.geometry()));
    const auto byFlair = oursFromReference(flair, resampledLinear(prepared.checks.flairWithHead, t1ce.geometry()));
    EXPECT_LT(worstDistanceMm(byT1ce, Affine3d::Identity(), brain), 10.0);
    EXPECT_LE(worstDistanceMm(byT1ce, byFlair, brain), 1.0);  // FLAIR to T1-CE
    auto moved = prepared.checks.t1ceWithHead.geometry();
    moved.patientFromVoxel = byT1ce.inverse() * moved.patientFromVoxel;
    EXPECT_GE(correlation(resampledLinear({moved, prepared.checks.t1ceWithHead.voxels()}, t1ce.geometry()), t1ce, brain), 0.90);
}

/// The two pipelines turn this head onto another person's brain 3 degrees apart, so their voxels cannot agree place by
/// place. Which lies nearer is told by the overlap of the brain that HD-BET found in the scanner's frame with the atlas'
/// brain, which neither searched for, and by the information shared inside it, which is much like what our search raises.
TEST_F(RealPreparation, LaysTheHeadNearerToTheAtlasThanTheReferencePipelineDid)
{
    const auto study = nativeStudy();
    const auto atlas = readAtlas(m_atlas, "RAS");
    const auto reference = io::readVolume(m_tcga / "sri24/t1c.nii.gz").volume;
    const auto brain = scanner::brainOf(reference), nativeBrain = maskFile(m_tcga / "native/t1c-brainmask-hdbet.nii.gz");
    const RegistrationOptions rigid{.motion = Motion::Rigid, .levelsMm = {8.0, 4.0, 2.0}};
    const auto theirs = registered(reference, study.t1ce, brain, rigid).movingFromFixed;
    const auto ours = prepare(study, {.atlas = m_atlas}).record.t1ceFromPrepared;

    const auto overlap = [&](const Affine3d& t1ceFromAtlas) {
        return imaging::dice(placedOn(nativeBrain, atlas.brain.geometry(), t1ceFromAtlas), atlas.brain, imaging::Region::Whole).value();
    };
    const auto shared = [&](const Affine3d& t1ceFromAtlas) {
        return sharedInformation(atlas.image, study.t1ce, atlas.brain, t1ceFromAtlas, rigid);
    };
    EXPECT_NEAR(overlap(theirs), 0.946, 0.003);  // the reference was found again as it is
    EXPECT_GT(overlap(ours), overlap(theirs));
    EXPECT_GT(shared(ours), 1.05 * shared(theirs));
    EXPECT_NEAR(ours.linear().determinant(), 1.0, 1e-6);  // its own size, as the reference kept it
}

TEST_F(RealPreparation, FindsTheBrainOfAHealthyHead)
{
    io::Study study;
    study.t1ce = io::readVolume(m_data / "head/philips-t1-dicom").volume;
    study.flair = study.t1ce;
    const auto prepared = prepare(study, {.atlas = m_atlas});
    const auto reference = maskFile(m_data / "head/philips-t1-reference/brain_hdbet_1mm_cropped.nii.gz");
    const auto found = placedOn(prepared.brain, reference.geometry(), prepared.record.t1ceFromPrepared.inverse());
    EXPECT_GE(imaging::dice(found, reference, imaging::Region::Whole).value(), 0.95);  // two small spheres against us
}

TEST_F(RealPreparation, FindsOneHeadInTwoSequencesThereAndBack)
{
    const auto t1 = io::readVolume(m_data / "head/chris/chris_t1.nii.gz").volume, pd = io::readVolume(m_data / "head/chris/chris_pd.nii.gz").volume;
    const auto there = registered(t1, pd, {}, {}), back = registered(pd, t1, {}, {});
    EXPECT_LE(worstDistanceMm(back.movingFromFixed * there.movingFromFixed, Affine3d::Identity(), headRegion(t1)), 1.0);
    EXPECT_GT(there.information, 2 * there.informationBefore);
}

TEST_F(RealPreparation, WithoutAnAtlasRegistersAndSaysWhatIsMissing)
{
    const auto prepared = prepare(nativeStudy(), {});
    EXPECT_EQ(prepared.record.way, Way::CoRegistered);
    EXPECT_FALSE(prepared.record.atlas || prepared.record.brain);
    EXPECT_EQ(prepared.t1ce.size(), (imaging::Index3{240, 240, 155}));
    EXPECT_EQ(prepared.t1ce.geometry().axisCodes(), "RAS");
    EXPECT_TRUE(std::ranges::any_of(prepared.notes, [](const auto& note) { return note.find("no atlas") != std::string::npos; }));
}

TEST_F(RealPreparation, PassesPreparedImagesThroughAndSaysWhereTheyLie)
{
    const auto folder = m_data / "tumour/brats-met-00110-000";
    const auto study = io::loadStudy({folder / "BraTS-MET-00110-000-t1c.nii.gz", folder / "BraTS-MET-00110-000-t2f.nii.gz",
                                      folder / "auto-seg-aurora.nii.gz"});
    const auto plain = prepare(study, {}), withAtlas = prepare(study, {.atlas = m_atlas});
    EXPECT_EQ(withAtlas.record.way, Way::AsGiven);
    EXPECT_EQ(withAtlas.t1ce.voxels(), plain.t1ce.voxels());
    EXPECT_EQ(withAtlas.flair.voxels(), plain.flair.voxels());
    EXPECT_TRUE(withAtlas.record.readiness.oneGrid && withAtlas.record.readiness.trainedGrid);
    EXPECT_LT(withAtlas.record.readiness.atlasOverlap.value(), 0.1);  // 239 mm off by its header
    EXPECT_TRUE(std::ranges::any_of(withAtlas.notes, [](const auto& note) { return note.find("do not lie where the atlas lies") != std::string::npos; }));
    EXPECT_TRUE(plain.notes.empty());
}

TEST_F(RealPreparation, RefusesAnAtlasThatIsNone)
{
    EXPECT_THROW(readAtlas(m_tcga / "native/t1c.nii.gz", "RAS"), Error);
    EXPECT_THROW(readAtlas(m_data / "nowhere.nii.gz", "RAS"), Error);
    EXPECT_NEAR(brainEvidence(readAtlas(m_atlas, "RAS").image).tissueMl, 1540.0, 5.0);
}

}  // namespace
}  // namespace metrisk::preprocessing
