#include "core/common/Error.h"
#include "tests/support/SampleResult.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace metrisk::analysis {
namespace {

using Json = nlohmann::json;
using metrisk::testing::sampleResult;

TEST(CaseResult, HoldsEveryDocumentedKeyInItsJson)
{
    const auto json = Json::parse(resultToJson(sampleResult()));
    EXPECT_EQ(json.at("schema"), 1);
    EXPECT_EQ(json.at("inputs").at(1).at("role"), "flair");
    EXPECT_EQ(json.at("inputs").at(1).at("path"), "/data/demo flair.nii.gz");
    EXPECT_EQ(json.at("inputs").at(1).at("sha256"), std::string(64, 'b'));
    EXPECT_DOUBLE_EQ(json.at("lesion").at("volumeCoreMl"), 11.42);
    EXPECT_DOUBLE_EQ(json.at("lesion").at("volumeOedemaMl"), 38.7);
    EXPECT_EQ(json.at("risk").at("members").size(), 5U);
    EXPECT_DOUBLE_EQ(json.at("risk").at("mean"), 0.822);
    EXPECT_EQ(json.at("risk").at("group"), "high");
    EXPECT_DOUBLE_EQ(json.at("risk").at("percentile"), 91.3);
    for (const char* region : {"core", "oedema", "otherBrain", "outside"})
        EXPECT_TRUE(json.at("relevance").at(region).is_number()) << region;
    EXPECT_EQ(json.at("pack").at("name"), "demo");
    EXPECT_EQ(json.at("pack").at("sha256"), std::string(64, 'd'));
    EXPECT_EQ(json.at("pack").at("demonstration"), true);
    EXPECT_EQ(json.at("software").at("version"), "0.1.0");
    EXPECT_EQ(json.at("notes").size(), 2U);
}

TEST(CaseResult, ComesBackFromItsJsonWithEveryValue)
{
    const auto result = sampleResult();
    const auto back = resultFromJson(resultToJson(result));
    EXPECT_EQ(back.patient, result.patient);
    EXPECT_EQ(back.inputs, result.inputs);
    EXPECT_EQ(back.clinical, result.clinical);
    EXPECT_EQ(back.prediction, result.prediction);
    EXPECT_EQ(back.memberPercentiles, result.memberPercentiles);
    EXPECT_EQ(back.explanation, result.explanation);
    EXPECT_EQ(back.relevance, result.relevance);
    EXPECT_EQ(back.coverage, result.coverage);
    EXPECT_EQ(back.clinicalEffects, result.clinicalEffects);
    EXPECT_EQ(back.applicability.distance, result.applicability.distance);
    EXPECT_EQ(back.applicability.unusual, result.applicability.unusual);
    EXPECT_EQ(back.applicability.contour, result.applicability.contour);
    EXPECT_EQ(back.applicability.memberRankAgreement, result.applicability.memberRankAgreement);
    EXPECT_EQ(back.lesion.centreVoxel, result.lesion.centreVoxel);
    EXPECT_EQ(back.lesion.centreMm, result.lesion.centreMm);
    EXPECT_EQ(back.placement.of("high").curve.steps.size(), result.placement.of("high").curve.steps.size());
    EXPECT_EQ(back.placement.incidences.at(2).curve.steps.at(3).incidences.at(1).upper,
              result.placement.incidences.at(2).curve.steps.at(3).incidences.at(1).upper);
    EXPECT_EQ(back.placement.grayTest->p, 6.4e-5);
    EXPECT_EQ(back.placement.predictedAt(12)->interval.low, result.placement.predictedAt(12)->interval.low);
    EXPECT_EQ(back.pack.evidence.concordance, result.pack.evidence.concordance);
    EXPECT_EQ(resultToJson(back), resultToJson(result));
}

TEST(CaseResult, ReadsAResultFromBeforeDeathsAndPredictedCurves)
{
    auto json = Json::parse(resultToJson(sampleResult()));
    for (const char* key : {"incidences", "grayTest", "predicted"})
        json.at("cohort").erase(key);
    const auto back = resultFromJson(json.dump());
    EXPECT_TRUE(back.placement.incidences.empty() && back.placement.predicted.empty());
    EXPECT_FALSE(back.placement.grayTest || back.placement.predictedAt(12));
    EXPECT_EQ(back.placement.groups.size(), 3U);
}

TEST(CaseResult, ReadsAResultFromBeforeTrustWasMeasured)
{
    auto json = Json::parse(resultToJson(sampleResult()));
    json.erase("clinicalEffects");
    json.erase("applicability");
    for (const char* key : {"coverage", "method", "startBlock", "keepRegisters", "memberSpread"})
        json.at("relevance").erase(key);
    const auto back = resultFromJson(json.dump());
    EXPECT_EQ(back.prediction, sampleResult().prediction);
    EXPECT_FALSE(back.coverage || back.clinicalEffects || back.applicability.distance);
    EXPECT_TRUE(back.applicability.contour.empty());
    EXPECT_EQ(back.explanation.rule, inference::RelevanceRule{});
}

TEST(CaseResult, RefusesDamagedTextsAndNewerFormats)
{
    EXPECT_THROW(resultFromJson("{"), Error);
    EXPECT_THROW(resultFromJson("[]"), Error);
    auto json = Json::parse(resultToJson(sampleResult()));
    json["schema"] = 2;
    EXPECT_THROW(resultFromJson(json.dump()), Error);
    json["schema"] = 1;
    json.at("risk").erase("members");
    EXPECT_THROW(resultFromJson(json.dump()), Error);
}

}  // namespace
}  // namespace metrisk::analysis
