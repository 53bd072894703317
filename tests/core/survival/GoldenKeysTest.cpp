#include "tests/core/survival/GoldenManifest.h"
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

/// Of manifests that hold values by case: C-index (ConcordanceTest), Dice (ClassicalGolden), the training loss
/// (tests/core/training) and R's likelihoods of its scores (CoxGoldenTest). The others follow from these, or tell of
/// the reference alone.
const std::regex comparedByCase(
    "sksurv_cindex|concordant|discordant|tied_risk|tied_time_event_vs_censored|R_concordance|"
    "R_counts_concordant_discordant_tiedx_tiedy_tiedxy|difference"
    "|dice_(whole_label_gt_0|edema_label_1|core_label_2)"
    "|loss|R_loglik_(breslow|efron)|minus_R_loglik_over_events|n|events|tied_durations|loss_fp32|"
    "loss_peer_without_forced_stable_sort");

/// What ClassicalGolden compares; it fails on keys of these sections that it does not know.
const std::regex classical("(input|logistic|roc|wilcoxon|spearman|contingency)\\..*");

TEST(GoldenKeys, OfEveryManifestBelongToATest)
{
    for (const auto& manifest : goldenManifests()) {
        const bool byCase = manifest.json.contains("values"), study = manifest.json.contains("definition");
        EXPECT_TRUE(byCase || study || manifest.json.contains("scalars")) << manifest.name << " is of a kind that no test reads";
        if (byCase) {
            for (const auto& [name, values] : manifest.json.at("values").items())
                for (const auto& [key, value] : values.items())
                    EXPECT_TRUE(std::regex_match(key, comparedByCase)) << manifest.name << " " << name << ": no test compares " << key;
        } else if (!study) {
            for (const auto& key : manifest.keys())
                EXPECT_TRUE(std::regex_match(key, classical)) << manifest.name << ": no test compares " << key;
        }
    }
}

}  // namespace
}  // namespace metrisk::survival
