// Reference numbers of R for logistic regression, ROC, rank tests and tables, and Dice overlap: every
// manifest that holds such results, at its own tolerances. Keys nobody compares make a test fail.
#include "core/imaging/LabelOverlap.h"
#include "core/survival/ContingencyTests.h"
#include "core/survival/Correlation.h"
#include "core/survival/LogisticRegression.h"
#include "core/survival/RankTests.h"
#include "core/survival/RocCurve.h"
#include "tests/core/survival/GoldenManifest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace metrisk::survival {
namespace {

#define SKIP_WITHOUT_GOLDEN() \
    if (goldenManifests().empty()) \
        GTEST_SKIP() << "The golden folder is absent: nothing is compared with R."

std::vector<bool> outcomesOf(const GoldenManifest& manifest)
{
    std::vector<bool> outcomes;
    for (const double y : manifest.numbers("input.y"))
        outcomes.push_back(y != 0.0);
    return outcomes;
}

std::vector<double> where(const std::vector<double>& values, const std::vector<bool>& outcomes, bool outcome)
{
    std::vector<double> some;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (outcomes[i] == outcome)
            some.push_back(values[i]);
    return some;
}

void expectRelative(double ours, double expected, double relative, const std::string& what)
{
    EXPECT_NEAR(ours, expected, relative * std::abs(expected)) << what;
}

void expectAll(const std::vector<double>& ours, const std::vector<double>& expected, double tolerance, const std::string& what)
{
    ASSERT_EQ(ours.size(), expected.size()) << what;
    for (std::size_t i = 0; i < ours.size(); ++i)
        EXPECT_NEAR(ours[i], expected[i], tolerance) << what << " " << i;
}

template <class Value>
std::vector<double> each(const std::vector<LogisticCoefficient>& coefficients, Value value)
{
    std::vector<double> values;
    for (const auto& coefficient : coefficients)
        values.push_back(value(coefficient));
    return values;
}

TEST(ClassicalGolden, ComparesEveryKeyOfTheseSections)
{
    SKIP_WITHOUT_GOLDEN();
    const std::set<std::string> compared{
        "logistic.coef", "logistic.se", "logistic.z", "logistic.p", "logistic.or", "logistic.or_lower", "logistic.or_upper",
        "logistic.fitted", "logistic.deviance", "logistic.null_deviance", "logistic.aic",
        "roc.scores_fitted_x1_minusx2", "roc.auc", "roc.delong_se", "roc.delong_cov", "roc.ci_plain_lower", "roc.ci_plain_upper",
        "roc.ci_logit_lower", "roc.ci_logit_upper", "roc.paired_delong_z_fitted_vs_x1", "roc.paired_delong_p",
        "wilcoxon.W", "wilcoxon.p_normal_continuity", "wilcoxon.p_normal_no_continuity", "wilcoxon.small_a",
        "wilcoxon.small_b", "wilcoxon.small_W", "wilcoxon.small_p_exact",
        "spearman.rho", "spearman.p_t_approximation", "spearman.small_rho", "spearman.small_p_exact", "spearman.small_p_t",
        "spearman.pearson", "spearman.pearson_p", "spearman.pearson_ci",
        "contingency.table_row_major", "contingency.chisq_yates_p", "contingency.chisq_plain", "contingency.chisq_plain_p",
        "contingency.fisher_p"};
    const std::set<std::string> ofOtherTests{"input", "km", "logrank", "cox", "zph", "concordance_R", "cindex_sksurv", "risk_groups",
                                             "timedep", "dca", "calibration_overall"};
    for (const auto& manifest : goldenManifests()) {
        if (!manifest.json.contains("scalars"))   // Dice, C-index and the Cox loss keep values by case
            continue;
        for (const auto& key : manifest.keys()) {
            const auto section = key.substr(0, key.find('.'));
            const bool elsewhere = ofOtherTests.contains(section) || section.starts_with("calibration_");
            EXPECT_TRUE(compared.contains(key) || elsewhere) << manifest.name << " has " << key << ", which nothing compares";
        }
    }
}

TEST(ClassicalGolden, LogisticRegressionAgreesWithR)
{
    SKIP_WITHOUT_GOLDEN();
    for (const auto& manifest : goldenManifests()) {
        if (!manifest.hasSection("logistic"))
            continue;
        std::vector<LogisticCovariate> covariates;
        for (int k = 1; manifest.has("input.x" + std::to_string(k)); ++k)
            covariates.push_back({"x" + std::to_string(k), manifest.numbers("input.x" + std::to_string(k))});
        const auto model = fitLogistic(outcomesOf(manifest), covariates);
        const double tolerance = manifest.tolerance("logistic_abs"), relative = manifest.tolerance("p_relative");
        const auto near = [&](const char* key, const std::vector<double>& ours) {
            expectAll(ours, manifest.numbers(key), tolerance, manifest.name + " " + key);
        };
        const auto& all = model.coefficients;
        near("logistic.coef", each(all, [](auto& c) { return c.estimate; }));
        near("logistic.se", each(all, [](auto& c) { return c.standardError; }));
        near("logistic.z", each(all, [](auto& c) { return c.z; }));
        near("logistic.or", each(all, [](auto& c) { return c.oddsRatio(); }));
        near("logistic.or_lower", each(all, [](auto& c) { return c.oddsRatioInterval().low; }));
        near("logistic.or_upper", each(all, [](auto& c) { return c.oddsRatioInterval().high; }));
        near("logistic.fitted", model.fitted);
        near("logistic.deviance", {model.deviance});
        near("logistic.null_deviance", {model.nullDeviance});
        near("logistic.aic", {model.aic});
        for (std::size_t j = 0; j < all.size(); ++j)
            expectRelative(all[j].p, manifest.numbers("logistic.p")[j], relative, manifest.name + " p of " + all[j].name);
    }
}

TEST(ClassicalGolden, RocCurvesAgreeWithDeLongsReference)
{
    SKIP_WITHOUT_GOLDEN();
    for (const auto& manifest : goldenManifests()) {
        if (!manifest.hasSection("roc"))
            continue;
        const auto outcomes = outcomesOf(manifest);
        const auto all = manifest.numbers("roc.scores_fitted_x1_minusx2");
        std::vector<std::vector<double>> scores;
        for (std::size_t first = 0; first < all.size(); first += outcomes.size())
            scores.emplace_back(all.begin() + std::ptrdiff_t(first), all.begin() + std::ptrdiff_t(first + outcomes.size()));
        const double tolerance = manifest.tolerance("roc_abs");
        for (std::size_t k = 0; k < scores.size(); ++k) {
            const auto roc = rocCurve(outcomes, scores[k]);
            const auto near = [&](const char* key, double ours) {
                EXPECT_NEAR(ours, manifest.numbers(key).at(k), tolerance) << manifest.name << " " << key << " " << k;
            };
            near("roc.auc", roc.auc);
            near("roc.delong_se", roc.standardError.value());
            near("roc.ci_plain_lower", roc.plain.value().low);
            near("roc.ci_plain_upper", roc.plain.value().high);
            near("roc.ci_logit_lower", roc.logit.value().low);
            near("roc.ci_logit_upper", roc.logit.value().high);
        }
        std::vector<double> covariance;
        for (const auto& row : delongCovariance(outcomes, scores).covariance)
            covariance.insert(covariance.end(), row.begin(), row.end());
        expectAll(covariance, manifest.numbers("roc.delong_cov"), tolerance, manifest.name + " covariance");
        const auto paired = compareAuc(outcomes, scores.at(0), scores.at(1));
        const double relative = manifest.tolerance("p_relative");
        expectRelative(paired.z, manifest.number("roc.paired_delong_z_fitted_vs_x1"), relative, manifest.name + " z");
        expectRelative(paired.p, manifest.number("roc.paired_delong_p"), relative, manifest.name + " paired p");
    }
}

TEST(ClassicalGolden, WilcoxonRankSumAgreesWithR)
{
    SKIP_WITHOUT_GOLDEN();
    for (const auto& manifest : goldenManifests()) {
        if (!manifest.hasSection("wilcoxon"))
            continue;
        const auto x1 = manifest.numbers("input.x1");
        const auto outcomes = outcomesOf(manifest);
        const auto test = wilcoxonRankSum(where(x1, outcomes, true), where(x1, outcomes, false));
        const double tolerance = manifest.tolerance("rank_tests"), relative = manifest.tolerance("p_relative");
        EXPECT_NEAR(test.w, manifest.number("wilcoxon.W"), tolerance) << manifest.name;
        expectRelative(test.pNormalContinuity, manifest.number("wilcoxon.p_normal_continuity"), relative, manifest.name);
        expectRelative(test.pNormal, manifest.number("wilcoxon.p_normal_no_continuity"), relative, manifest.name);
        const auto small = wilcoxonRankSum(manifest.numbers("wilcoxon.small_a"), manifest.numbers("wilcoxon.small_b"));
        EXPECT_NEAR(small.w, manifest.number("wilcoxon.small_W"), tolerance) << manifest.name;
        expectRelative(small.pExact.value(), manifest.number("wilcoxon.small_p_exact"), relative, manifest.name + " exact");
    }
}

TEST(ClassicalGolden, CorrelationsAgreeWithR)
{
    SKIP_WITHOUT_GOLDEN();
    for (const auto& manifest : goldenManifests()) {
        if (!manifest.hasSection("spearman"))
            continue;
        const double tolerance = manifest.tolerance("rank_tests"), relative = manifest.tolerance("p_relative");
        const auto x1 = manifest.numbers("input.x1"), x3 = manifest.numbers("input.x3");
        const auto ranks = spearman(x1, x3);
        EXPECT_NEAR(ranks.rho, manifest.number("spearman.rho"), tolerance) << manifest.name;
        expectRelative(ranks.pStudent, manifest.number("spearman.p_t_approximation"), relative, manifest.name + " t");
        const auto linear = pearson(x1, x3);
        EXPECT_NEAR(linear.r, manifest.number("spearman.pearson"), tolerance) << manifest.name;
        expectRelative(linear.p, manifest.number("spearman.pearson_p"), relative, manifest.name + " Pearson p");
        expectAll({linear.interval.value().low, linear.interval.value().high}, manifest.numbers("spearman.pearson_ci"), tolerance,
                  manifest.name + " Pearson interval");
        const auto a = manifest.numbers("wilcoxon.small_a"), b = manifest.numbers("wilcoxon.small_b");
        const auto count = std::ptrdiff_t(std::min(a.size(), b.size()));
        const auto small = spearman({a.begin(), a.begin() + count}, {b.begin(), b.begin() + count});
        EXPECT_NEAR(small.rho, manifest.number("spearman.small_rho"), tolerance) << manifest.name;
        expectRelative(small.pExact.value(), manifest.number("spearman.small_p_exact"), relative, manifest.name + " exact");
        expectRelative(small.pStudent, manifest.number("spearman.small_p_t"), relative, manifest.name + " small t");
    }
}

TEST(ClassicalGolden, ContingencyTestsAgreeWithR)
{
    SKIP_WITHOUT_GOLDEN();
    for (const auto& manifest : goldenManifests()) {
        if (!manifest.hasSection("contingency"))
            continue;
        const auto counts = manifest.numbers("contingency.table_row_major");
        const auto y = manifest.numbers("input.y");
        const auto columns = std::size_t(std::set<double>(y.begin(), y.end()).size());
        CountTable table;
        for (std::size_t first = 0; first < counts.size(); first += columns)
            table.emplace_back(counts.begin() + std::ptrdiff_t(first), counts.begin() + std::ptrdiff_t(first + columns));
        const double relative = manifest.tolerance("p_relative");
        const auto plain = chiSquareTest(table), corrected = chiSquareTest(table, Yates::Yes);
        expectRelative(plain.chiSquare, manifest.number("contingency.chisq_plain"), relative, manifest.name + " chi-square");
        expectRelative(plain.p, manifest.number("contingency.chisq_plain_p"), relative, manifest.name + " chi-square p");
        expectRelative(corrected.p, manifest.number("contingency.chisq_yates_p"), relative, manifest.name + " corrected p");
        expectRelative(fisherTest(table).p, manifest.number("contingency.fisher_p"), relative, manifest.name + " Fisher p");
    }
}

imaging::LabelMap labelMap(const inference::StoredTensor& tensor)
{
    imaging::ImageGeometry geometry;
    geometry.size = {1, 1, 1};
    for (std::size_t axis = 0; axis < tensor.shape.size(); ++axis)   // C order: the last axis runs fastest
        geometry.size.at(tensor.shape.size() - 1 - axis) = int(tensor.shape[axis]);
    std::vector<std::uint8_t> voxels(tensor.bytes.size());
    std::ranges::transform(tensor.bytes, voxels.begin(), [](std::byte b) { return std::uint8_t(b); });
    return {geometry, voxels};
}

TEST(ClassicalGolden, DiceAgreesWithTheReference)
{
    SKIP_WITHOUT_GOLDEN();
    const std::map<std::string, imaging::Region> regions{{"dice_whole_label_gt_0", imaging::Region::Whole},
                                                         {"dice_edema_label_1", imaging::Region::Oedema},
                                                         {"dice_core_label_2", imaging::Region::Core}};
    for (const auto& manifest : goldenManifests()) {
        if (!manifest.json.contains("values"))
            continue;
        for (const auto& [name, values] : manifest.json.at("values").items())
            for (const auto& [key, value] : values.items()) {
                if (!key.starts_with("dice"))
                    continue;
                const auto first = labelMap(manifest.arrays->at(name + ".a")), second = labelMap(manifest.arrays->at(name + ".b"));
                ASSERT_TRUE(regions.contains(key)) << manifest.name << " has " << key << ", which nothing compares";
                const auto overlap = imaging::dice(first, second, regions.at(key));
                if (!value.is_number()) {   // both empty: undefined in the paper
                    EXPECT_FALSE(overlap.has_value()) << name << " " << key;
                    continue;
                }
                EXPECT_NEAR(overlap.value(), value.get<double>(), manifest.json.at("tolerance").get<double>()) << name << " " << key;
            }
    }
}

}  // namespace
}  // namespace metrisk::survival
