#include "core/analysis/CaseAnalyzer.h"
#include "core/common/Error.h"
#include "core/imaging/Reorientation.h"
#include "core/io/VolumeFiles.h"
#include "core/segmentation/LesionIds.h"
#include "tests/core/inference/TinyPack.h"
#include "tests/support/Phantom.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace metrisk::analysis {
namespace {

/// Says what a test wants it to say, and remembers what it was shown.
class StandIn : public segmentation::LesionSegmenter {
public:
    explicit StandIn(imaging::LabelMap answer) : m_answer(std::move(answer)) {}

    segmentation::SegmenterIdentity identity() const override { return {"stand-in", "2", std::string(64, 'e'), "Drawn by nobody.", true}; }
    imaging::LabelMap segment(const imaging::Volume& t1ce, const imaging::Volume& flair, const Job& job) const override
    {
        job.advance(0.5);
        seenT1ce = t1ce;
        seenFlair = flair;
        return m_answer;
    }

    mutable imaging::Volume seenT1ce, seenFlair;

private:
    imaging::LabelMap m_answer;
};

const clinical::ClinicalRecord patient = clinical::clinicalFromJson(R"({"ageYears": 62, "kps": 80, "primary": "melanoma",
    "location": "frontal", "chemotherapy": false, "immunotherapy": true})");

/// The phantom's images without their label, stored in LPS order.
struct Unlabelled {
    testing::TemporaryFolder folder;
    const phantom::Options options{.size = {128, 144, 120}, .spacingMm = 1.0};
    io::StudyFiles files{folder / "P_t1ce.nii.gz", folder / "P_flair.nii.gz", {}};

    Unlabelled()
    {
        io::writeVolume(imaging::reorientedTo(phantom::t1ce(options), "LPS"), files.t1ce);
        io::writeVolume(imaging::reorientedTo(phantom::flair(options), "LPS"), files.flair);
    }
};

bool says(const std::vector<std::string>& notes, const std::string& words)
{
    return std::ranges::any_of(notes, [&](const std::string& note) { return note.find(words) != std::string::npos; });
}

TEST(SegmentedCase, IsDrawnOnThePreparedImagesAndSaysThatNobodyReviewedIt)
{
    const Unlabelled study;
    const StandIn segmenter(phantom::label(study.options));
    const auto opened = CaseAnalyzer::open(study.files, {.segmenter = &segmenter}, {});
    EXPECT_EQ(segmenter.seenT1ce.geometry().axisCodes(), "RAS");
    EXPECT_EQ(segmenter.seenT1ce.voxels(), opened.prepared.t1ce.voxels());
    EXPECT_EQ(segmenter.seenFlair.voxels(), opened.prepared.flair.voxels());
    EXPECT_EQ(opened.prepared.label.voxels(), phantom::label(study.options).voxels());
    EXPECT_EQ(opened.lesions.lesions.size(), 1U);
    EXPECT_EQ(opened.segmenter->sha256, std::string(64, 'e'));
    ASSERT_EQ(opened.inputs.size(), 2U);
}

TEST(SegmentedCase, CarriesWhoDrewTheOutlineIntoTheStoredResult)
{
    const Unlabelled study;
    const StandIn segmenter(phantom::label(study.options));
    const auto opened = CaseAnalyzer::open(study.files, {.segmenter = &segmenter}, {});
    const CaseAnalyzer analyzer{inference::RiskModel(tinypack::makeIn(study.folder.path()))};
    const auto result = analyzer.score(opened, patient);
    EXPECT_TRUE(says(result.notes, "Automatic contour, not reviewed"));
    EXPECT_TRUE(says(result.notes, "Drawn by nobody."));
    const auto json = nlohmann::json::parse(resultToJson(result));
    EXPECT_EQ(json.at("contour").at("origin"), "automatic");
    EXPECT_EQ(json.at("contour").at("reviewed"), false);
    EXPECT_EQ(json.at("contour").at("pack").at("sha256"), std::string(64, 'e'));
    EXPECT_EQ(resultFromJson(resultToJson(result)).segmenter, opened.segmenter);
}

TEST(SegmentedCase, IsRefusedBeforeAnythingIsReadWhenThereIsNeitherLabelNorPack)
{
    try {
        CaseAnalyzer::open({"/nowhere/t1ce.nii.gz", "/nowhere/flair.nii.gz", {}});
        ADD_FAILURE() << "was opened";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Input);
        EXPECT_NE(error.whatHappened().find("The label is missing"), std::string::npos) << error.what();
        EXPECT_EQ(error.whatToDo(), "Choose a label, or a segmentation pack.");
    }
}

TEST(SegmentedCase, WithoutAnyCoreFoundIsAnInputErrorThatNamesThePack)
{
    const Unlabelled study;
    auto oedema = phantom::label(study.options).voxels();
    std::ranges::replace(oedema, std::uint8_t(imaging::Core), std::uint8_t(imaging::Oedema));
    const StandIn segmenter({phantom::label(study.options).geometry(), std::move(oedema)});
    try {
        CaseAnalyzer::open(study.files, {.segmenter = &segmenter}, {});
        ADD_FAILURE() << "was opened";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Input);
        EXPECT_NE(error.whatHappened().find("“stand-in” found no metastasis core"), std::string::npos) << error.what();
    }
}

TEST(SegmentedCase, CanBeCancelledWhileItIsDrawn)
{
    const Unlabelled study;
    const StandIn segmenter(phantom::label(study.options));
    std::stop_source stop;
    const Job job(stop.get_token(), [&](const Progress& progress) {
        if (progress.stage == "Segmentation")
            stop.request_stop();
    });
    EXPECT_THROW(CaseAnalyzer::open(study.files, {.segmenter = &segmenter}, job), Cancelled);
}

TEST(SegmentedCase, DoesNotAskASegmenterWhereALabelWasChosen)
{
    Unlabelled study;
    study.files.label = study.folder / "P_label.nii.gz";
    io::writeLabelMap(phantom::label(study.options), study.files.label);
    const StandIn segmenter(phantom::label(study.options));
    const auto opened = CaseAnalyzer::open(study.files, {.segmenter = &segmenter}, {});
    EXPECT_TRUE(segmenter.seenT1ce.empty());
    EXPECT_FALSE(opened.segmenter.has_value());
}

/// Two lesions; the user takes the smaller one, and the result says so.
TEST(SegmentedCase, ScoresTheLesionTheUserChoseAndSaysWhichOne)
{
    const Unlabelled study;
    auto voxels = phantom::label(study.options).voxels();
    auto second = study.options;
    second.lesionCentreMm = {30, 20, 10};
    second.coreRadiusMm = 6;
    second.oedemaRadiusMm = 8;
    const auto other = phantom::label(second);
    std::ranges::transform(voxels, other.voxels(), voxels.begin(), [](auto a, auto b) { return std::max(a, b); });
    const StandIn segmenter({other.geometry(), std::move(voxels)});
    auto opened = CaseAnalyzer::open(study.files, {.segmenter = &segmenter}, {});
    const CaseAnalyzer analyzer{inference::RiskModel(tinypack::makeIn(study.folder.path()))};
    const auto proposed = analyzer.score(opened, patient);
    EXPECT_FALSE(proposed.lesion.chosenByUser);
    opened.lesions = segmentation::withIndex(opened.lesions, 2, opened.prepared.label);
    const auto chosen = analyzer.score(opened, patient);
    EXPECT_EQ(chosen.lesion.id, 2);
    EXPECT_TRUE(chosen.lesion.chosenByUser);
    EXPECT_EQ(chosen.lesion.side, "left");
    EXPECT_LT(chosen.lesion.volumeCoreMl, proposed.lesion.volumeCoreMl);
    EXPECT_NE(chosen.prediction.members, proposed.prediction.members);
    EXPECT_TRUE(says(chosen.notes, "lesion 2 was chosen by the user"));
    const auto back = resultFromJson(resultToJson(chosen));
    EXPECT_EQ(back.lesion.id, 2);
    EXPECT_TRUE(back.lesion.chosenByUser);
    EXPECT_EQ(back.lesion.diameters, chosen.lesion.diameters);
    EXPECT_NEAR(chosen.lesion.diameters.longestMm, 12.0, 1.2);
}

}  // namespace
}  // namespace metrisk::analysis
