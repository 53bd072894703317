#include "core/common/Error.h"
#include "core/inference/CohortFile.h"
#include "core/inference/ModelPackageJson.h"
#include "tests/core/inference/TinyPack.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

namespace metrisk::inference {
namespace {

using metrisk::testing::TemporaryFolder;
using metrisk::testing::textOf;
using metrisk::testing::writeText;

template <class Work>
std::string complaintOf(const Work& work)
{
    try {
        work();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Model);
        return error.whatHappened();
    }
    return "accepted";
}

void expectComplaint(const std::string& said, const std::string& reason)
{
    EXPECT_NE(said.find(reason), std::string::npos) << "expected: " << reason << "\nsaid: " << said;
}

std::string replaced(std::string text, const std::string& before, const std::string& after)
{
    const auto place = text.find(before);
    EXPECT_NE(place, std::string::npos) << before;
    return text.replace(place, before.size(), after);
}

TEST(ModelPackage, ReadsBackWhatWasSealed)
{
    const TemporaryFolder folder;
    const auto package = tinypack::makeIn(folder.path());
    const auto described = tinypack::described(folder.path());
    EXPECT_EQ(package.architecture, described.architecture);
    EXPECT_EQ(package.input, described.input);
    EXPECT_EQ(package.clinical, described.clinical);
    EXPECT_EQ(package.baselineHazard, described.baselineHazard);
    EXPECT_EQ(package.statement, described.statement);
    EXPECT_TRUE(package.demonstration);
    EXPECT_EQ(package.cutLow, described.cutLow);
    EXPECT_EQ(package.cutHigh, described.cutHigh);
    EXPECT_EQ(package.evidence.concordance, 0.7);
    EXPECT_EQ(package.members.size(), 3U);
    EXPECT_EQ(package.sha256.size(), 64U);
    ASSERT_EQ(package.cohort.size(), described.cohort.size());
    for (std::size_t i = 0; i < package.cohort.size(); ++i) {
        EXPECT_EQ(package.cohort[i].risk, described.cohort[i].risk);
        EXPECT_EQ(package.cohort[i].timeMonths, described.cohort[i].timeMonths);
        EXPECT_EQ(package.cohort[i].event, described.cohort[i].event);
    }
}

TEST(ModelPackage, RefusesAFileThatWasChanged)
{
    for (const std::string name : {"member-1.safetensors", "cohort.csv", "golden.safetensors", "MODEL_CARD.md"}) {
        const TemporaryFolder folder;
        tinypack::makeIn(folder.path());
        std::string text = textOf(folder / name);
        text.back() = char(text.back() ^ 1);
        writeText(folder / name, text);
        const auto said = complaintOf([&] { loadPackage(folder.path()); });
        expectComplaint(said, name);
        expectComplaint(said, "digest differs");
    }
}

TEST(ModelPackage, RefusesAFileThatIsMissing)
{
    for (const std::string name : {"member-2.safetensors", "cohort.csv", "golden.safetensors", "MODEL_CARD.md"}) {
        const TemporaryFolder folder;
        tinypack::makeIn(folder.path());
        std::filesystem::remove(folder / name);
        expectComplaint(complaintOf([&] { loadPackage(folder.path()); }), "lacks the file " + name);
    }
    const TemporaryFolder empty;
    expectComplaint(complaintOf([&] { loadPackage(empty.path()); }), "There is no model pack");
}

TEST(ModelPackage, RefusesADescriptionThatIsNotValid)
{
    const TemporaryFolder folder;
    tinypack::makeIn(folder.path());
    const std::string good = textOf(folder / "model.json");
    EXPECT_EQ(complaintOf([&] { packageFromJson(good); }), "accepted");
    const std::vector<std::array<std::string, 3>> changes{
        {"\"schema\": 1", "\"schema\": 2", "made for a newer MetRisk"},
        {"\"schema\": 1", "\"schema\": \"one\"", "“schema”"},
        {"\"endpoint\"", "\"endpunkt\"", "“endpoint”"},
        {"\"patchSize\": 8", "\"patchSize\": 0", "patchSize = 0"},
        {"\"patchSize\": 8", "\"patchSize\": 8.5", "“architecture.patchSize”"},
        {"\"layers\": 2", "\"layers\": 99999999999999999999", "“architecture.layers”"},
        {"\"heads\": 2", "\"heads\": 3", "cannot be split into 3 heads"},
        {"\"hiddenSize\": 16", "\"hiddenSize\": 1000000", "hiddenSize = 1000000"},
        {"\"channels\": 3", "\"channels\": 2", "2 image channels"},
        {"\"clinicalFeatures\": 5", "\"clinicalFeatures\": 6", "encodes 5 clinical columns"},
        {"\"axisCodes\": \"RAS\"", "\"axisCodes\": \"LPS\"", "LPS order"},
        {"\"core\": 2", "\"core\": 3", "other labels"},
        {"\"highPercent\": 99.5", "\"highPercent\": 0.1", "“input.highPercent”"},
        {"\"kind\": \"flag\"", "\"kind\": \"colour\"", "unknown kind “colour”"},
        {"\"name\": \"chemotherapy\"", "\"name\": \"smoker\"", "asks for the clinical variable “smoker” as a flag"},
        {"\"name\": \"ageYears\"", "\"name\": \"primary\"", "“primary” as a number"},
        {"\"melanoma\"", "\"NSCLC\"", "no distinct words"},
        {"\"sd\": 10.0", "\"sd\": 0.0", "“clinical[0].sd”"},
        {"member-1.safetensors", "../member-1.safetensors", "not a plain file name"},
        {"member-1.safetensors", "member-0.safetensors", "member-0.safetensors twice"},
        {"\"cutHigh\": 0.2", "\"cutHigh\": -0.2", "“riskGroups.cutHigh”"},
        {"\"cumulativeHazard\": 0.25", "\"cumulativeHazard\": 0.05", "does not rise with time"},
        {"\"concordance\": 0.7", "\"concordance\": null", "“evidence.concordance”"},
        {"\"tolerance\": 1e-05", "\"tolerance\": 1e300", "“golden.tolerance”"},
    };
    for (const auto& [before, after, reason] : changes)
        expectComplaint(complaintOf([&] { packageFromJson(replaced(good, before, after)); }), reason);
    for (const std::size_t length : {std::size_t(0), good.size() / 2, good.size() - 3})
        expectComplaint(complaintOf([&] { packageFromJson(good.substr(0, length)); }), "is damaged");
}

TEST(CohortFile, RefusesLinesThatAreNoPatients)
{
    const std::string heading = "id,risk,time_months,event\n";
    EXPECT_EQ(cohortFromCsv(heading + "a,-1.5e-3,12,1\r\nb,2,0,0").size(), 2U);
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", "heading"},
        {"id,risk,time,event\na,1,2,1\n", "heading"},
        {heading, "is empty"},
        {heading + "a,nan,12,1\n", "“nan” instead of a number in line 2"},
        {heading + "a,inf,12,1\n", "“inf” instead of a number in line 2"},
        {heading + "a,1,12,1\nb,1,,1\n", "instead of a number in line 3"},
        {heading + "a,1x,12,1\n", "“1x”"},
        {heading + "a,\"1,5\",12,1\n", "line 2"},
        {heading + "a,1,-2,1\n", "negative time in line 2"},
        {heading + "a,1,12,2\n", "“2” instead of 0 or 1"},
        {heading + "a,1,12\n", "line 2"},
        {heading + ",1,12,1\n", "line 2"},
        {heading + "a,1,12,1\na,2,13,0\n", "the patient a twice"},
        {"id,risk,time_months,event,colour\na,1,12,1,red\n", "“colour”"},
        {"id,risk,time_months,event,kps,kps\na,1,12,1,80,80\n", "“kps”"},
        {"id,risk,time_months,events\na,1,12,1\n", "heading"},
        {"id,risk,time_months,event,kps\na,1,12,1\n", "4 values in line 2"},
        {"id,risk,time_months,event,kps\na,1,12,1,85\n", "clinical value that cannot be in line 2"},
        {"id,risk,time_months,event,primary\na,1,12,1,liver\n", "clinical value that cannot be in line 2"},
        {"id,risk,time_months,event,chemotherapy\na,1,12,1,yes\n", "“yes” instead of 0 or 1"},
        {"id,risk,time_months,event,core_ml\na,1,12,1,large\n", "“large” instead of a number"},
        {"id,risk,time_months,event,cause\na,1,12,1,3\n", "“3” instead of a whole number from 0 to 2 for the cause in line 2"},
        {"id,risk,time_months,event,cause\na,1,12,1,2\n", "contradicts the event in line 2"},
        {"id,risk,time_months,event,cause\na,1,12,0,1\n", "contradicts the event in line 2"},
        {"id,risk,time_months,event,fold\na,1,12,1,1.5\n", "“1.5” instead of a whole number"},
    };
    for (const auto& [text, reason] : cases)
        expectComplaint(complaintOf([&] { cohortFromCsv(text); }), reason);
}

TEST(CohortFile, EveryNumberReadsBackAsItWas)
{
    const std::vector<CohortPatient> cohort{{"a", 0.1 + 0.2, 1.0 / 3.0, true}, {"b", -1e-300, 0.0, false}};
    const auto read = cohortFromCsv(cohortToCsv(cohort));
    ASSERT_EQ(read.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(read[i].risk, cohort[i].risk);
        EXPECT_EQ(read[i].timeMonths, cohort[i].timeMonths);
    }
}

TEST(CohortFile, KeepsWhatIsKnownOfEachPatientAndLeavesTheRestUnknown)
{
    const std::vector<CohortPatient> cohort{
        {.id = "a", .risk = 0.5, .timeMonths = 3.0, .event = true, .cause = 1, .fold = 4,
         .clinical = {62.5, 80, "NSCLC", "frontal", false, true}, .volumeCoreMl = 9.25, .flairOfLesion = 0.1 + 0.2},
        {.id = "b", .risk = 0.1, .timeMonths = 4.0, .event = false, .cause = 2, .clinical = {.kps = 70}}};
    const auto text = cohortToCsv(cohort);
    EXPECT_EQ(text.substr(0, text.find('\n')),
              "id,risk,time_months,event,cause,fold,age_years,kps,primary,location,chemotherapy,immunotherapy,core_ml,flair_lesion");
    EXPECT_EQ(cohortFromCsv(text), cohort);
}

TEST(RelevanceMethods, HaveTheKeysOfModelJson)
{
    EXPECT_EQ(relevanceMethodKey(RelevanceMethod::Rollout), "rollout");
    EXPECT_EQ(relevanceMethodOfKey("beyond-attention"), RelevanceMethod::BeyondAttention);
    EXPECT_EQ(relevanceMethodOfKey("last-layer-attention"), RelevanceMethod::LastLayerAttention);
    EXPECT_FALSE(relevanceMethodOfKey("gradcam").has_value());
}

TEST(RelevanceRule, IsChosenByNameAndStartsWhereThePackSays)
{
    EXPECT_EQ(relevanceRuleOfKey("beyond-attention"), RelevanceRule{});
    const RelevanceRule packs{RelevanceMethod::Rollout, 2, false};
    EXPECT_EQ(relevanceRuleOfKey("beyond-attention-registers", packs),
              (RelevanceRule{RelevanceMethod::BeyondAttention, 2, true}));
    EXPECT_EQ(relevanceRuleOfKey("rollout", packs), packs);
    EXPECT_FALSE(relevanceRuleOfKey("gradcam").has_value());
    EXPECT_EQ(relevanceRuleName({}), "relevance beyond attention");
    EXPECT_EQ(relevanceRuleName({RelevanceMethod::BeyondAttention, 2, true}),
              "relevance beyond attention, registers kept, from block 3");
    EXPECT_EQ(relevanceRuleName({RelevanceMethod::Rollout, 0, true}), "relevance rollout, registers kept");
}

TEST(RiskGroups, EachCutBelongsToTheLowerGroup)
{
    ModelPackage package;
    package.cutLow = -0.5;
    package.cutHigh = 1.0;
    EXPECT_EQ(riskGroup(package, -0.5), "low");
    EXPECT_EQ(riskGroup(package, -0.499999), "medium");
    EXPECT_EQ(riskGroup(package, 1.0), "medium");
    EXPECT_EQ(riskGroup(package, 1.000001), "high");
}

TEST(RiskGroups, PercentileCountsLowerRisksAndHalfOfTies)
{
    ModelPackage package;
    for (const double risk : {0.0, 1.0, 1.0, 2.0})
        package.cohort.push_back({"", risk, 1.0, true});
    EXPECT_DOUBLE_EQ(riskPercentile(package, -1.0), 0.0);
    EXPECT_DOUBLE_EQ(riskPercentile(package, 0.5), 25.0);
    EXPECT_DOUBLE_EQ(riskPercentile(package, 1.0), 50.0);
    EXPECT_DOUBLE_EQ(riskPercentile(package, 3.0), 100.0);
}

}  // namespace
}  // namespace metrisk::inference
