#include "core/survival/BaselineHazard.h"

#include "core/common/Error.h"
#include "tests/core/survival/SurvivalGolden.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace metrisk::survival {
namespace {

/// R lists every distinct time; ours lists those with events. A step function, so look it up.
double hazardAt(const std::vector<HazardStep>& steps, double time)
{
    const auto next = std::ranges::upper_bound(steps, time, {}, &HazardStep::timeMonths);
    return next == steps.begin() ? 0.0 : std::prev(next)->cumulativeHazard;
}

TEST(BaselineHazard, AgreesWithRsBreslowFit)
{
    const auto studies = goldenStudies();
    if (studies.empty())
        GTEST_SKIP() << "The golden folder is absent: the baseline hazard is not compared with R.";
    for (const auto& study : studies) {
        const auto steps = breslowBaseline(study.patients(), study.numbers("cox.multi_breslow.lp_uncentred"));
        const auto time = study.numbers("cox.multi_breslow.baseline_time");
        const auto hazard = study.numbers("cox.multi_breslow.baseline_cumhaz");
        for (std::size_t i = 0; i < time.size(); ++i)
            EXPECT_NEAR(hazardAt(steps, time[i]), hazard[i], study.tolerance("baseline_relative") * hazard[i])
                << study.name << " at " << time[i];
    }
}

TEST(BaselineHazard, IsNelsonAalenWhenNobodyDiffers)
{
    const auto steps = breslowBaseline({{3, true}, {1, true}, {2, false}, {3, true}}, {0, 0, 0, 0});
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_DOUBLE_EQ(steps[0].cumulativeHazard, 0.25);
    EXPECT_DOUBLE_EQ(steps[1].cumulativeHazard, 0.25 + 1.0);
}

TEST(BaselineHazard, RefusesRisksThatDoNotFit)
{
    EXPECT_THROW(breslowBaseline({{1, true}}, {}), Error);
}

}  // namespace
}  // namespace metrisk::survival
