#include "core/analysis/WhatIf.h"

#include "core/common/Error.h"
#include "core/reporting/WhatIfWords.h"
#include "tests/core/inference/TinyPack.h"
#include "tests/support/Phantom.h"
#include "tests/support/SampleResult.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

namespace metrisk::analysis {
namespace {

const clinical::ClinicalRecord patient = clinical::clinicalFromJson(R"({"ageYears": 62, "kps": 80, "primary": "melanoma",
    "location": "frontal", "chemotherapy": false, "immunotherapy": true})");

/// The phantom with a second, smaller lesion on its other side, as it is after opening.
OpenedCase openedPhantom()
{
    const phantom::Options first{}, second{.lesionCentreMm = {30, 20, 10}, .coreRadiusMm = 6, .oedemaRadiusMm = 8};
    auto voxels = phantom::label(first).voxels();
    const auto other = phantom::label(second);
    for (std::size_t i = 0; i < voxels.size(); ++i)
        voxels[i] = std::max(voxels[i], other.voxels()[i]);
    OpenedCase opened;
    opened.prepared.t1ce = phantom::t1ce(first);
    opened.prepared.flair = phantom::flair(first);
    opened.prepared.label = imaging::LabelMap(other.geometry(), std::move(voxels));
    opened.lesions = segmentation::lesionsOf(opened.prepared.label);
    return opened;
}

/// One analysis for all tests of this file.
struct Analysed {
    testing::TemporaryFolder folder;
    CaseAnalyzer analyzer{inference::RiskModel(tinypack::makeIn(folder.path()))};
    OpenedCase opened = openedPhantom();
    CaseResult result = analyzer.score(opened, patient);
    const inference::RiskModel& model() const { return analyzer.model(); }
    WhatIfAnswer ask(const WhatIfQuestion& question) const
    {
        return answerTo(question, model(), imagesFor(question, model(), opened));
    }
};

const Analysed& analysed()
{
    static const Analysed all;
    return all;
}

TEST(WhatIf, RepeatsTheStoredResultForThePatientsOwnValues)
{
    const auto& [result, model] = std::tie(analysed().result, analysed().model());
    const auto own = analysed().ask(patientsOwn(result));
    EXPECT_EQ(own.prediction, result.prediction);
    EXPECT_EQ(own.memberPercentiles, result.memberPercentiles);
    EXPECT_EQ(own.unusual, result.applicability.unusual);
    EXPECT_NO_THROW(requireRepeats(result, own, model.package()));
    EXPECT_EQ(reporting::shiftText(result, own), "These are the patient's own values: no shift.");
}

TEST(WhatIf, AnswersAClinicalChangeAsAnAnalysisWithThatValueWould)
{
    auto question = patientsOwn(analysed().result);
    question.clinical.ageYears = 85;
    question.clinical.primary = "NSCLC";
    const auto answer = analysed().ask(question);
    EXPECT_EQ(answer.prediction, analysed().analyzer.score(analysed().opened, question.clinical).prediction);
    EXPECT_NE(answer.prediction.members, analysed().result.prediction.members);
    // The cohort's oldest is 80.
    EXPECT_TRUE(std::ranges::any_of(answer.unusual, [](const auto& said) { return said.starts_with("The patient's age is 85"); }));
}

TEST(WhatIf, AnswersAMovedOutlineAsTheStoredSensitivityDoes)
{
    const auto& stored = analysed().result.applicability.contour;
    ASSERT_EQ(stored.size(), 4U);
    for (const auto& shift : stored) {
        auto question = patientsOwn(analysed().result);
        question.outlineMm = shift.mm;
        const auto answer = analysed().ask(question);
        EXPECT_EQ(answer.prediction.mean, shift.risk) << shift.mm;
        EXPECT_EQ(answer.prediction.group, shift.group) << shift.mm;
    }
}

TEST(WhatIf, AnswersAnotherLesionAsAnAnalysisOfThatLesionAloneWould)
{
    ASSERT_EQ(analysed().opened.lesions.lesions.size(), 2U);
    EXPECT_FALSE(joinedToIndex(analysed().opened.lesions, 1));
    EXPECT_TRUE(joinedToIndex(analysed().opened.lesions, 0));
    auto question = patientsOwn(analysed().result);
    question.lesion = 1;
    auto alone = analysed().opened;
    alone.prepared.label = phantom::label({.lesionCentreMm = {30, 20, 10}, .coreRadiusMm = 6, .oedemaRadiusMm = 8});
    alone.lesions = segmentation::lesionsOf(alone.prepared.label);
    const auto expected = analysed().analyzer.score(alone, patient);
    EXPECT_EQ(analysed().ask(question).prediction, expected.prediction);
    EXPECT_NE(expected.prediction.members, analysed().result.prediction.members);
}

TEST(WhatIf, AnswersAClinicalChangeWithoutTheNetworksInAMoment)
{
    const auto own = patientsOwn(analysed().result);
    const auto images = imagesFor(own, analysed().model(), analysed().opened);
    auto question = own;
    question.clinical.ageYears = 40;
    const auto first = answerTo(question, analysed().model(), images);
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(answerTo(question, analysed().model(), images).prediction, first.prediction);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(100));  // 10 on a machine that is not busy
}

TEST(WhatIf, RefusesWhatTheModelCannotAnswer)
{
    auto question = patientsOwn(analysed().result);
    question.lesion = 2;
    EXPECT_THROW(analysed().ask(question), Error);
    question.lesion = 1;
    question.outlineMm = -9.0;  // the core's radius is 6 mm
    EXPECT_THROW(analysed().ask(question), Error);
    question = patientsOwn(analysed().result);
    question.clinical.primary = "RCC";  // not in the pack
    EXPECT_THROW(analysed().ask(question), Error);
}

TEST(WhatIf, TellsNoShiftFromAResultThatIsNotRepeated)
{
    const auto own = analysed().ask(patientsOwn(analysed().result));
    auto other = analysed().result;
    other.prediction.members[1] += 0.01;
    EXPECT_THROW(requireRepeats(other, own, analysed().model().package()), Error);
    other = analysed().result;
    other.pack.sha256 = std::string(64, '0');
    EXPECT_THROW(requireRepeats(other, own, analysed().model().package()), Error);
}

TEST(WhatIf, LeavesTheStoredResultAsItIs)
{
    const auto before = resultToJson(analysed().result);
    auto question = patientsOwn(analysed().result);
    question.clinical.ageYears = 30;
    question.outlineMm = 2.0;
    const auto answer = analysed().ask(question);
    const auto seen = reporting::asIf(analysed().result, answer);
    EXPECT_EQ(seen.prediction, answer.prediction);
    EXPECT_EQ(resultToJson(analysed().result), before);
}

TEST(WhatIfWords, TellTheShiftInPercentilePointsGroupsAndModels)
{
    const auto stored = testing::sampleResult();  // high, 91.3; cuts -0.4 and 0.3
    WhatIfAnswer answer{{.clinical = stored.clinical}, stored.prediction, stored.memberPercentiles, {}};
    answer.question.clinical.ageYears = 40;
    answer.prediction.members = {0.5, 0.6, 0.7, 0.8, 1.1};
    answer.prediction.group = "medium";
    answer.prediction.percentile = 65.8;
    EXPECT_EQ(reporting::shiftText(stored, answer),
              "25 percentile points lower, from the high to the medium group. Four of five models move down, one up.");
    answer.prediction = stored.prediction;
    answer.prediction.percentile = 92.2;
    answer.prediction.members = {0.7, 0.8, 0.9, 1.0, 1.1};
    EXPECT_EQ(reporting::shiftText(stored, answer),
              "1 percentile point higher, still the high group. All five models move up.");
    answer.prediction.percentile = 91.4;
    answer.prediction.members = stored.prediction.members;
    EXPECT_EQ(reporting::shiftText(stored, answer), "Less than one percentile point of difference, still the high group.");
    EXPECT_EQ(reporting::columnOf(reporting::asIf(stored, answer)).percentile, "91st percentile of 253");
    EXPECT_EQ(reporting::columnOf(stored).members, "from the 84th to the 96th percentile");
}

}  // namespace
}  // namespace metrisk::analysis
