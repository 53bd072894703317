#include "core/analysis/Applicability.h"

#include "core/inference/ModelInput.h"

#include <gtest/gtest.h>

namespace metrisk::analysis {
namespace {

using inference::CohortPatient;

std::vector<CohortPatient> cohort()
{
    return {{.id = "a", .clinical = {.ageYears = 40.0}, .volumeCoreMl = 2.0, .volumeOedemaMl = 0.0, .t1ceOfCore = 0.4,
             .flairOfLesion = 0.5, .spacingMm = 1.0},
            {.id = "b", .clinical = {.ageYears = 75.0}, .volumeCoreMl = 30.0, .volumeOedemaMl = 90.0, .t1ceOfCore = 0.7,
             .flairOfLesion = 0.8, .spacingMm = 1.2}};
}

TEST(UnusualMeasures, AreSilentForAPatientWithinTheCohortEndsIncluded)
{
    EXPECT_TRUE(unusualMeasures({2.0, 90.0, 75.0, 0.4, 0.8}, cohort()).empty());
}

TEST(UnusualMeasures, NameTheValueAndTheCohortsRange)
{
    const auto said = unusualMeasures({31.0, 90.0, 39.0, 0.5, 0.9}, cohort());
    ASSERT_EQ(said.size(), 3U);
    EXPECT_EQ(said[0], "The core measures 31 mL; in the reference cohort it is 2 to 30 mL.");
    EXPECT_EQ(said[1], "The patient's age is 39 years; in the reference cohort it is 40 to 75 years.");
    EXPECT_NE(said[2].find("FLAIR"), std::string::npos);
}

TEST(UnusualMeasures, NameVoxelsThatAreLongerThanTheCohorts)
{
    const auto said = unusualMeasures({9.0, 25.0, 60.0, 0.5, 0.6, 5.5}, cohort());
    ASSERT_EQ(said.size(), 1U);
    EXPECT_EQ(said[0], "The longest edge of a voxel of the T1-CE measures 5.5 mm; in the reference cohort it is 1 to 1.2 mm.");
    EXPECT_TRUE(unusualMeasures({9.0, 25.0, 60.0, 0.5, 0.6, 1.2000001}, cohort()).empty());
}

TEST(UnusualMeasures, SayNothingWhereTheCohortIsNotDescribed)
{
    EXPECT_TRUE(unusualMeasures({500.0, 500.0, 109.0, 0.0, 0.0}, {{.id = "a"}}).empty());
}

TEST(LesionIntensities, AreMeansOverTheLabelsOwnVoxels)
{
    inference::ModelInput input;
    input.image = {0.1F, 0.5F, 0.7F, 0.9F,   // T1-CE
                   0.2F, 0.4F, 0.6F, 0.8F,   // FLAIR
                   0.0F, 2.0F, 2.0F, 1.0F};  // label
    const auto found = inference::lesionIntensities(input);
    EXPECT_NEAR(found.t1ceOfCore, 0.6, 1e-7);
    EXPECT_NEAR(found.flairOfLesion, 0.6, 1e-7);
}

}  // namespace
}  // namespace metrisk::analysis
