#include "core/clinical/PrognosticIndex.h"

#include "core/common/Error.h"

#include <gtest/gtest.h>

namespace metrisk::clinical {
namespace {

// Scores and medians are those of the printed tables; papers in PrognosticTables.cpp.

ClinicalRecord patient(double age, int kps, const char* primary)
{
    ClinicalRecord record;
    record.ageYears = age;
    record.kps = kps;
    record.primary = primary;
    return record;
}

IndexValue valueOf(const Index& index)
{
    if (const auto* absent = std::get_if<NotComputable>(&index))
        ADD_FAILURE() << absent->reason;
    return std::get<IndexValue>(index);
}

std::vector<std::string> missingIn(const Index& index)
{
    return std::get<NotComputable>(index).missing;
}

TEST(RecursivePartitioning, GivesTheThreeClassesOfGaspar)
{
    auto record = patient(64, 70, "NSCLC");
    record.primaryControlled = true;
    record.extracranialMetastases = false;
    EXPECT_EQ(valueOf(recursivePartitioningClass(record)).text, "RPA class I");
    EXPECT_DOUBLE_EQ(*valueOf(recursivePartitioningClass(record)).medianSurvivalMonths, 7.1);
    record.ageYears = 65;
    EXPECT_EQ(valueOf(recursivePartitioningClass(record)).text, "RPA class II");
    EXPECT_DOUBLE_EQ(*valueOf(recursivePartitioningClass(record)).medianSurvivalMonths, 4.2);
    record.kps = 60;
    EXPECT_EQ(valueOf(recursivePartitioningClass(record)).text, "RPA class III");
    EXPECT_DOUBLE_EQ(*valueOf(recursivePartitioningClass(record)).medianSurvivalMonths, 2.3);
}

TEST(RecursivePartitioning, NamesWhatIsMissingUnlessTheRestSettlesTheClass)
{
    EXPECT_EQ(missingIn(recursivePartitioningClass({})), std::vector<std::string>{"KPS"});
    auto record = patient(50, 90, "breast");
    EXPECT_EQ(missingIn(recursivePartitioningClass(record)),
              (std::vector<std::string>{"control of the primary tumour", "extracranial metastases"}));
    record.extracranialMetastases = true;   // whatever the primary, the class is II
    EXPECT_EQ(valueOf(recursivePartitioningClass(record)).value, 2.0);
    ClinicalRecord frail;
    frail.kps = 50;
    EXPECT_EQ(valueOf(recursivePartitioningClass(frail)).value, 3.0);
}

TEST(Gpa, AddsThePointsOfSperduto2008)
{
    auto record = patient(49, 90, "other");
    record.brainMetastases = 1;
    record.extracranialMetastases = false;
    EXPECT_EQ(valueOf(gradedPrognosticAssessment(record)).text, "GPA 4.0");
    EXPECT_DOUBLE_EQ(*valueOf(gradedPrognosticAssessment(record)).medianSurvivalMonths, 11.0);
    record = patient(60.9, 80, "other");   // 60 completed years: 0.5; KPS 80: 0.5; three: 0.5; outside: 0
    record.brainMetastases = 3;
    record.extracranialMetastases = true;
    EXPECT_DOUBLE_EQ(valueOf(gradedPrognosticAssessment(record)).value, 1.5);
    EXPECT_DOUBLE_EQ(*valueOf(gradedPrognosticAssessment(record)).medianSurvivalMonths, 3.8);
    record = patient(61, 60, "other");
    record.brainMetastases = 4;
    record.extracranialMetastases = true;
    EXPECT_DOUBLE_EQ(valueOf(gradedPrognosticAssessment(record)).value, 0.0);
    EXPECT_DOUBLE_EQ(*valueOf(gradedPrognosticAssessment(record)).medianSurvivalMonths, 2.6);
}

TEST(Gpa, TellsNoMedianWherePapersDisagree)
{
    auto record = patient(55, 80, "other");   // 0.5 + 0.5 + 1 + 1
    record.brainMetastases = 1;
    record.extracranialMetastases = false;
    EXPECT_DOUBLE_EQ(valueOf(gradedPrognosticAssessment(record)).value, 3.0);
    EXPECT_FALSE(valueOf(gradedPrognosticAssessment(record)).medianSurvivalMonths.has_value());
}

TEST(DiagnosisSpecificGpa, FollowsTheTableOfEachPrimary)
{
    auto lung = patient(70, 70, "NSCLC");   // 0 + 0.5 + 0.5 + 1
    lung.brainMetastases = 2;
    lung.extracranialMetastases = false;
    EXPECT_DOUBLE_EQ(valueOf(diagnosisSpecificGpa(lung)).value, 2.0);
    EXPECT_DOUBLE_EQ(*valueOf(diagnosisSpecificGpa(lung)).medianSurvivalMonths, 5.49);

    auto melanoma = patient(30, 80, "melanoma");   // 1 + 2
    melanoma.brainMetastases = 1;
    EXPECT_DOUBLE_EQ(valueOf(diagnosisSpecificGpa(melanoma)).value, 3.0);
    EXPECT_DOUBLE_EQ(*valueOf(diagnosisSpecificGpa(melanoma)).medianSurvivalMonths, 8.77);

    auto kidney = patient(30, 100, "RCC");   // 2 + 0
    kidney.brainMetastases = 5;
    EXPECT_DOUBLE_EQ(*valueOf(diagnosisSpecificGpa(kidney)).medianSurvivalMonths, 7.29);

    EXPECT_DOUBLE_EQ(*valueOf(diagnosisSpecificGpa(patient(80, 60, "GI"))).medianSurvivalMonths, 3.13);
    EXPECT_DOUBLE_EQ(*valueOf(diagnosisSpecificGpa(patient(80, 90, "GI"))).medianSurvivalMonths, 6.87);
    EXPECT_DOUBLE_EQ(valueOf(diagnosisSpecificGpa(patient(80, 100, "GI"))).value, 4.0);
}

TEST(DiagnosisSpecificGpa, UsesTheSubtypeOfBreastCancer)
{
    auto breast = patient(59, 90, "breast");   // 0.5 + 1.5 + subtype
    const double expected[] = {2.0, 3.0, 3.5, 4.0}, medians[] = {7.70, 15.07, 25.30, 25.30};
    for (std::size_t k = 0; k < breastSubtypes().size(); ++k) {
        breast.breastSubtype = breastSubtypes()[k];
        EXPECT_DOUBLE_EQ(valueOf(diagnosisSpecificGpa(breast)).value, expected[k]) << breastSubtypes()[k];
        EXPECT_DOUBLE_EQ(*valueOf(diagnosisSpecificGpa(breast)).medianSurvivalMonths, medians[k]) << breastSubtypes()[k];
    }
    breast = patient(60, 60, "breast");   // 0 + 0.5 + 0
    breast.breastSubtype = "basal";
    EXPECT_DOUBLE_EQ(valueOf(diagnosisSpecificGpa(breast)).value, 0.5);
    breast.breastSubtype.reset();
    EXPECT_EQ(missingIn(diagnosisSpecificGpa(breast)), std::vector<std::string>{"breast cancer subtype"});
}

TEST(DiagnosisSpecificGpa, SaysSoWhereNoTableExistsOrThePrimaryIsUnknown)
{
    const auto index = diagnosisSpecificGpa(patient(60, 80, "other"));
    EXPECT_NE(std::get<NotComputable>(index).reason.find("other"), std::string::npos);
    EXPECT_EQ(missingIn(diagnosisSpecificGpa({})), std::vector<std::string>{"primary tumour"});
}

TEST(PrognosticIndices, RefuseAValueOutOfItsRange)
{
    auto record = patient(60, 80, "NSCLC");
    record.brainMetastases = 0;
    EXPECT_THROW(prognosticIndices(record), Error);
    EXPECT_EQ(prognosticIndices(patient(60, 80, "NSCLC")).size(), 3U);
}

TEST(ClinicalRecord, KeepsTheValuesOfTheIndicesAndOldFilesAsTheyWere)
{
    auto record = patient(60, 80, "breast");
    EXPECT_EQ(clinicalToJson(record).find("brainMetastases"), std::string::npos);   // an older MetRisk reads it
    record.brainMetastases = 3;
    record.extracranialMetastases = false;
    record.primaryControlled = true;
    record.breastSubtype = "HER2";
    EXPECT_EQ(clinicalFromJson(clinicalToJson(record)), record);
    EXPECT_THROW(clinicalFromJson(R"({"breastSubtype": "lobular"})"), Error);
    EXPECT_THROW(clinicalFromJson(R"({"brainMetastases": 0})"), Error);
}

}  // namespace
}  // namespace metrisk::clinical
