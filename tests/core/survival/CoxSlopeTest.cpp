#include "core/survival/CoxSlope.h"

#include "core/common/Error.h"
#include "core/survival/Quantile.h"
#include "tests/core/survival/SurvivalGolden.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace metrisk::survival {
namespace {

bool complete(const std::vector<double>& values)
{
    return std::ranges::none_of(values, [](double value) { return std::isnan(value); });
}

TEST(CoxSlope, AgreesWithRsBreslowFitOfEveryCovariate)
{
    const auto studies = goldenStudies();
    if (studies.empty())
        GTEST_SKIP() << "The golden folder is absent: slopes are not compared with R.";
    for (const auto& study : studies)
        for (const auto& [name, definition] : study.manifest.at("definition").at("covariates").items()) {
            const auto covariate = study.numbers("input." + name);
            const auto key = "cox.uni_" + name + "_breslow.coef";
            if (!complete(covariate) || !study.manifest.at("scalars").contains(key))
                continue;
            EXPECT_NEAR(coxSlope(study.patients(), covariate), study.scalar(key), study.tolerance("cox_coef_se_abs"))
                << study.name << " " << name;
        }
}

TEST(CoxSlope, RefusesWhatHasNoMaximum)
{
    EXPECT_THROW(coxSlope({{1, true}, {2, true}, {3, false}}, {3, 2, 1}), Error);  // perfect separation
    EXPECT_THROW(coxSlope({{1, true}, {2, false}}, {1, 1}), Error);
    EXPECT_THROW(coxSlope({{1, false}, {2, false}}, {1, 2}), Error);
}

TEST(Quantile, InterpolatesAsRsType7)
{
    EXPECT_DOUBLE_EQ(quantile({4, 1, 3, 2}, 0.33), 1.99);
    EXPECT_DOUBLE_EQ(quantile({4, 1, 3, 2}, 1.0), 4.0);
    EXPECT_DOUBLE_EQ(quantile({7}, 0.5), 7.0);
    EXPECT_THROW(quantile({}, 0.5), Error);
}

}  // namespace
}  // namespace metrisk::survival
