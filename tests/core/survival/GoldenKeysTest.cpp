#include "tests/core/survival/SurvivalGolden.h"

#include <gtest/gtest.h>

#include <regex>

namespace metrisk::survival {
namespace {

/// Every key of a study that some test below tests/core/survival compares. One that is new must fail here
/// rather than be passed over.
const std::regex compared(
    "input\\..*"
    "|km\\..+\\.(time|surv|n_risk|n_event|n_censor|cumhaz_nelson_aalen|cumhaz_se|greenwood_se_of_surv)"
    "|km\\..+\\.(lower|upper)_(log|loglog|plain)"
    "|km\\..+\\.quartiles_((lower|upper)_)?(log|loglog|plain)"
    "|km\\..+\\.(grid|grid_surv|grid_n_risk|grid_cum_event|grid_(lower|upper)_loglog)"
    "|km\\..+\\.(rmean|rmean_se|rmean_tau)"
    "|logrank\\..+\\.(chisq|df|p|observed|expected|var)"
    "|logrank\\..+_trend\\.(statistic|variance|scores)"
    "|logrank\\..+_pairwise\\.(p_holm|p_bonferroni|p_bh|pair_low|pair_high)"
    "|cox\\.(multi|uni_.+)_(efron|breslow)\\.(coef|hr|se|z|p|hr_lower|hr_upper|vcov|loglik_null|loglik|lr_chisq|lr_p|"
    "wald_chisq|wald_p|score_chisq|score_p|n|events|concordance|concordance_se|baseline_time|baseline_cumhaz|"
    "event_prob_tstar|lp_uncentred|martingale|zph_(km|identity|log|rank)_(chisq|p))"
    "|concordance_R\\.(c|se|counts)|cindex_sksurv|risk_groups\\.(cut33|cut66|group)");

/// Compared where the model's predictions are judged.
const std::regex judged("(timedep|calibration_[0-9a-z]+|dca)\\..*");

TEST(GoldenKeys, AreAllCompared)
{
    for (const auto& study : goldenStudies())
        for (const auto& key : study.keys())
            EXPECT_TRUE(std::regex_match(key, compared) || std::regex_match(key, judged))
                << study.name << ": no test compares " << key;
}

}  // namespace
}  // namespace metrisk::survival
