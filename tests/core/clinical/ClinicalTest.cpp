#include "core/clinical/ClinicalEncoding.h"
#include "core/common/Error.h"

#include <gtest/gtest.h>

namespace metrisk::clinical {
namespace {

ClinicalRecord complete()
{
    return {.ageYears = 62, .kps = 80, .primary = "NSCLC", .location = "frontal",
            .chemotherapy = false, .immunotherapy = true};
}

std::string sentenceFor(const std::string& json)
{
    try {
        clinicalFromJson(json);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Input);
        return error.what();
    }
    return {};
}

TEST(ClinicalRecord, IsReadFromTheDocumentedFile)
{
    const auto record = clinicalFromJson(R"({"ageYears": 62, "kps": 80, "primary": "NSCLC",
        "location": "frontal", "chemotherapy": false, "immunotherapy": true})");
    EXPECT_EQ(record, complete());
    EXPECT_EQ(clinicalFromJson(clinicalToJson(record)), record);
}

TEST(ClinicalRecord, KeepsAbsentAndNullValuesAbsent)
{
    const auto record = clinicalFromJson(R"({"ageYears": null, "kps": 70})");
    EXPECT_FALSE(record.ageYears.has_value());
    EXPECT_EQ(missingValues(record).size(), 5U);
    EXPECT_EQ(clinicalFromJson(clinicalToJson(record)), record);
}

TEST(ClinicalRecord, RefusesEveryBadValueInASentenceThatNamesIt)
{
    EXPECT_NE(sentenceFor(R"({"ageYears": 17})").find("17"), std::string::npos);
    EXPECT_NE(sentenceFor(R"({"ageYears": 1e99})").find("out of range"), std::string::npos);
    EXPECT_NE(sentenceFor(R"({"ageYears": "62"})").find("ageYears"), std::string::npos);
    EXPECT_NE(sentenceFor(R"({"kps": 85})").find("85"), std::string::npos);
    EXPECT_NE(sentenceFor(R"({"kps": 80.5})").find("80.5"), std::string::npos);
    EXPECT_NE(sentenceFor(R"({"kps": 4294967376})").find("out of range"), std::string::npos);
    EXPECT_NE(sentenceFor(R"({"primary": "lung"})").find("lung"), std::string::npos);
    EXPECT_NE(sentenceFor(R"({"location": "pons"})").find("pons"), std::string::npos);
    EXPECT_NE(sentenceFor(R"({"chemotherapy": 1})").find("chemotherapy"), std::string::npos);
    EXPECT_NE(sentenceFor(R"({"agYears": 62})").find("agYears"), std::string::npos);
    EXPECT_NE(sentenceFor(R"({"schema": 2})").find("format 2"), std::string::npos);
    EXPECT_NE(sentenceFor("[1, 2").find("JSON"), std::string::npos);
    EXPECT_THROW(readClinicalFile("/no/such/clinical.json"), Error);
}

TEST(ClinicalEncoding, EncodesInThePacksOrderAndScale)
{
    const ClinicalEncoding encoding{{{"ageYears", EncodedVariable::Kind::Number, 60, 10, {}},
                                     {"primary", EncodedVariable::Kind::Category, 0, 1, primaries()},
                                     {"immunotherapy", EncodedVariable::Kind::Flag, 0, 1, {}}}};
    EXPECT_EQ(encoding.columns(), 8);
    EXPECT_EQ(encoding.encode(complete()), (std::vector<float>{0.2F, 1, 0, 0, 0, 0, 0, 1}));
}

TEST(ClinicalEncoding, NamesWhatIsMissing)
{
    const ClinicalEncoding encoding{{{"kps", EncodedVariable::Kind::Number, 80, 10, {}}}};
    auto record = complete();
    record.kps.reset();
    try {
        encoding.encode(record);
        FAIL() << "a missing KPS was encoded";
    } catch (const Error& error) {
        EXPECT_NE(error.whatHappened().find("KPS"), std::string::npos);
    }
}

TEST(ClinicalEncoding, RefusesAWordThePackWasNotTrainedWith)
{
    const ClinicalEncoding encoding{{{"primary", EncodedVariable::Kind::Category, 0, 1, {"breast", "other"}}}};
    EXPECT_THROW(encoding.encode(complete()), Error);
}

}  // namespace
}  // namespace metrisk::clinical
