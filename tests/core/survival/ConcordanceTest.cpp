#include "core/survival/Concordance.h"

#include "core/common/Error.h"
#include "core/inference/SafetensorsFile.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace metrisk::survival {
namespace {

TEST(Concordance, AgreesWithScikitSurvivalTiesIncluded)
{
    const auto golden = testing::goldenFolder();
    if (!golden)
        GTEST_SKIP() << "The golden folder is absent: Harrell's C is not compared with scikit-survival.";
    const auto manifest = nlohmann::json::parse(testing::textOf(*golden / "survival" / "cindex.json"));
    const inference::SafetensorsFile arrays(*golden / "survival" / "cindex.safetensors");
    for (const auto& [name, values] : manifest.at("values").items()) {
        const auto time = arrays.numbers(name + ".input.time"), event = arrays.numbers(name + ".input.event");
        std::vector<FollowUp> patients;
        for (std::size_t i = 0; i < time.size(); ++i)
            patients.push_back({time[i], event[i] != 0.0});
        EXPECT_NEAR(concordance(patients, arrays.numbers(name + ".input.risk")),
                    values.at("sksurv_cindex").get<double>(), manifest.at("tolerance").get<double>()) << name;
    }
}

TEST(Concordance, CountsPairsAsByHand)
{
    // The one who failed at 2 outranks one of two others and ties with none; the one who failed at 4
    // ties with the last in risk.
    const std::vector<FollowUp> patients{{2, true}, {4, true}, {6, false}};
    EXPECT_DOUBLE_EQ(concordance(patients, {1.0, 2.0, 0.5}), 2.0 / 3.0);
    EXPECT_DOUBLE_EQ(concordance(patients, {3.0, 2.0, 2.0}), 2.5 / 3.0);
    EXPECT_DOUBLE_EQ(concordance(patients, {3.0, 2.0, 1.0}), 1.0);
    EXPECT_DOUBLE_EQ(concordance(patients, {1.0, 2.0, 3.0}), 0.0);
}

TEST(Concordance, RefusesACohortWithoutComparablePairs)
{
    EXPECT_THROW(concordance({{2, false}, {3, false}}, {0, 1}), Error);
    EXPECT_THROW(concordance({{2, true}, {2, true}}, {0, 1}), Error);
    EXPECT_THROW(concordance({{2, true}, {3, true}}, {0}), Error);
    EXPECT_THROW(concordance({{2, true}, {3, true}}, {0, std::nan("")}), Error);
}

struct Cohort {
    std::vector<FollowUp> patients;
    std::vector<double> risks;
};

Cohort noisyCohort(int count)
{
    Cohort cohort;
    for (int i = 0; i < count; ++i) {
        cohort.patients.push_back({1.0 + (i * 37) % 101, i % 3 == 0});
        cohort.risks.push_back(-0.02 * cohort.patients.back().timeMonths + std::sin(i * 12.9898));
    }
    return cohort;
}

TEST(ConcordanceInterval, HoldsTheEstimateNarrowsWithPatientsAndRepeatsFromItsSeed)
{
    const auto few = noisyCohort(40), many = noisyCohort(400);
    const auto wide = concordanceInterval(few.patients, few.risks, 400, 7);
    const auto narrow = concordanceInterval(many.patients, many.risks, 400, 7);
    EXPECT_LT(wide.low, concordance(few.patients, few.risks));
    EXPECT_GT(wide.high, concordance(few.patients, few.risks));
    EXPECT_LT(narrow.high - narrow.low, 0.6 * (wide.high - wide.low));
    const auto again = concordanceInterval(few.patients, few.risks, 400, 7);
    EXPECT_EQ(again.low, wide.low);
    EXPECT_EQ(again.high, wide.high);
}

}  // namespace
}  // namespace metrisk::survival
