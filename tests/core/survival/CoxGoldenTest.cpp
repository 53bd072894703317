#include "core/common/Error.h"
#include "core/survival/CoxCurve.h"
#include "core/survival/CoxLikelihood.h"
#include "core/survival/CoxResiduals.h"
#include "core/survival/RiskGroups.h"
#include "core/survival/SchoenfeldTest.h"
#include "tests/core/survival/SurvivalGolden.h"

#include <gtest/gtest.h>

#include <cmath>
#include <regex>

namespace metrisk::survival {
namespace {

/// One Cox model of a study, as R fitted it: "cox.uni_age_efron".
struct GoldenFit {
    const GoldenStudy& study;
    std::string key;
    CoxData data;
    CoxModel model;

    std::vector<double> of(const std::string& name) const { return study.numbers(key + "." + name); }
    bool has(const std::string& name) const { return study.has(key + "." + name); }
    std::string what(const std::string& name) const { return study.name + " " + key + "." + name; }

    void near(double ours, double fromR, double tolerance, const std::string& name) const
    {
        EXPECT_NEAR(ours, fromR, tolerance) << what(name);
    }
    /// Compares with a result of length one, where the manifest has it.
    void scalar(const std::string& name, double ours, const std::string& tolerance, bool relative = true) const
    {
        if (has(name)) {
            const double fromR = of(name).front();
            near(ours, fromR, study.tolerance(tolerance) * (relative ? std::abs(fromR) : 1.0), name);
        }
    }
};

std::vector<std::string> fitsOf(const GoldenStudy& study)
{
    std::set<std::string> fits;
    for (const auto& key : study.keys())
        if (std::smatch match; std::regex_match(key, match, std::regex("(cox\\.[^.]+)\\..*")))
            fits.insert(match[1]);
    return {fits.begin(), fits.end()};
}

GoldenFit goldenFit(const GoldenStudy& study, const std::string& key)
{
    std::smatch match;
    EXPECT_TRUE(std::regex_match(key, match, std::regex("cox\\.(multi|uni_(.+))_(efron|breslow)"))) << key;
    const auto data = study.complete(match[1] == "multi" ? study.covariates() : std::vector<std::string>{match[2]});
    return {study, key, data, fitCox(data, {.ties = match[3] == "efron" ? Ties::Efron : Ties::Breslow})};
}

template <typename Check>
void forEachFit(Check check)
{
    const auto studies = goldenStudies();
    if (studies.empty())
        GTEST_SKIP() << "The golden folder is absent: Cox models are not compared with R.";
    for (const auto& study : studies)
        for (const auto& key : fitsOf(study))
            check(goldenFit(study, key));
}

TEST(CoxModel, CoefficientsErrorsAndIntervalsAgreeWithR)
{
    forEachFit([](const GoldenFit& fit) {
        const double tolerance = fit.study.tolerance("cox_coef_se_abs"), ofP = fit.study.tolerance("p_values_relative");
        const auto coefficient = fit.of("coef"), hr = fit.of("hr"), se = fit.of("se"), z = fit.of("z"), p = fit.of("p"),
                   lower = fit.of("hr_lower"), upper = fit.of("hr_upper");
        ASSERT_EQ(fit.model.table.size(), coefficient.size()) << fit.key;
        for (std::size_t k = 0; k < coefficient.size(); ++k) {
            const auto& row = fit.model.table[k];
            fit.near(row.coefficient, coefficient[k], tolerance, "coef");
            fit.near(row.standardError, se[k], tolerance, "se");
            fit.near(row.hazardRatio, hr[k], tolerance * hr[k], "hr");
            fit.near(row.z, z[k], ofP * std::max(1.0, std::abs(z[k])), "z");
            fit.near(row.p, p[k], ofP * p[k], "p");
            fit.near(row.hazardRatioInterval.low, lower[k], tolerance * lower[k], "hr_lower");
            fit.near(row.hazardRatioInterval.high, upper[k], tolerance * upper[k], "hr_upper");
        }
    });
}

TEST(CoxModel, CovarianceAgreesWithR)
{
    forEachFit([](const GoldenFit& fit) {
        const auto covariance = fit.of("vcov");
        const auto count = fit.model.covariance.rows();
        ASSERT_EQ(covariance.size(), std::size_t(count * count));
        for (Eigen::Index i = 0; i < count; ++i)
            for (Eigen::Index j = 0; j < count; ++j)
                fit.near(fit.model.covariance(i, j), covariance[std::size_t(i * count + j)],
                         fit.study.tolerance("cox_coef_se_abs") *
                             std::sqrt(fit.model.covariance(i, i) * fit.model.covariance(j, j)), "vcov");
    });
}

TEST(CoxModel, LikelihoodAndTestsAgreeWithR)
{
    forEachFit([](const GoldenFit& fit) {
        const auto& model = fit.model;
        fit.scalar("n", model.patients, "cox_coef_se_abs");
        fit.scalar("events", model.events, "cox_coef_se_abs");
        fit.scalar("loglik_null", model.logLikelihoodNull, "cox_coef_se_abs");
        fit.scalar("loglik", model.logLikelihood, "cox_coef_se_abs");
        const auto test = [&](const std::string& name, const CoxTest& ours) {
            fit.scalar(name + "_chisq", ours.chiSquare, "p_values_relative");
            fit.scalar(name + "_p", ours.p, "p_values_relative");
        };
        test("lr", model.likelihoodRatio);
        test("wald", model.wald);
        test("score", model.score);
    });
}

TEST(CoxModel, ConcordanceAgreesWithR)
{
    forEachFit([](const GoldenFit& fit) {
        const auto concordance = coxConcordance(fit.data, fit.model);
        fit.scalar("concordance", concordance.value, "cox_coef_se_abs");
        fit.scalar("concordance_se", concordance.standardError, "cox_coef_se_abs");
    });
}

/// Ours has a step per event time, R's one per distinct time.
double hazardAt(const std::vector<HazardStep>& steps, double time)
{
    const auto next = std::ranges::upper_bound(steps, time, {}, &HazardStep::timeMonths);
    return next == steps.begin() ? 0.0 : std::prev(next)->cumulativeHazard;
}

TEST(CoxBaseline, AgreesWithRsBreslowAndEfronHazard)
{
    forEachFit([](const GoldenFit& fit) {
        const auto steps = hazardAtZero(coxBaselines(fit.data, fit.model).front(), fit.model);
        const auto time = fit.of("baseline_time"), hazard = fit.of("baseline_cumhaz");
        for (std::size_t i = 0; i < time.size(); ++i)
            fit.near(hazardAt(steps, time[i]), hazard[i], fit.study.tolerance("baseline_relative") * hazard[i], "baseline");
    });
}

TEST(CoxCurve, ProbabilityOfTheEventByTheHorizonAgreesWithRForEveryPatient)
{
    forEachFit([](const GoldenFit& fit) {
        const double horizon = fit.study.manifest.at("definition").at("t_star").get<double>();
        const auto baseline = coxBaselines(fit.data, fit.model).front();
        const auto steps = hazardAtZero(baseline, fit.model);
        const auto probability = fit.of("event_prob_tstar"), predictor = fit.of("lp_uncentred");
        ASSERT_EQ(probability.size(), fit.data.patients.size());
        for (std::size_t i = 0; i < probability.size(); ++i) {
            const Eigen::VectorXd covariates = fit.data.covariates.row(Eigen::Index(i));
            const double linear = fit.model.linearPredictor(covariates);
            fit.near(linear, predictor[i], 1e-6 * std::max(1.0, std::abs(predictor[i])), "lp_uncentred");
            const auto curve = coxCurve(baseline, fit.model, covariates);
            const auto next = std::ranges::upper_bound(curve, horizon, {}, &CoxCurveStep::timeMonths);
            const double survival = next == curve.begin() ? 1.0 : std::prev(next)->survival;
            fit.near(1.0 - survival, probability[i], 1e-6, "event_prob_tstar");
            fit.near(survival, std::exp(-hazardAt(steps, horizon) * std::exp(linear)), 1e-12, "survival");
        }
    });
}

TEST(MartingaleResiduals, AgreeWithR)
{
    forEachFit([](const GoldenFit& fit) {
        const auto ours = martingaleResiduals(fit.data, fit.model), fromR = fit.of("martingale");
        ASSERT_EQ(ours.size(), fromR.size());
        for (std::size_t i = 0; i < ours.size(); ++i)
            fit.near(ours[i], fromR[i], 1e-6 * std::max(1.0, std::abs(fromR[i])), "martingale");
    });
}

TEST(SchoenfeldTest, AgreesWithRsCoxZphOnEveryScaleOfTime)
{
    const std::map<std::string, TimeScale> scales{{"km", TimeScale::KaplanMeier}, {"identity", TimeScale::Identity},
                                                  {"log", TimeScale::Log}, {"rank", TimeScale::Rank}};
    forEachFit([&](const GoldenFit& fit) {
        for (const auto& [name, scale] : scales) {
            if (!fit.has("zph_" + name + "_chisq"))
                continue;
            const auto chiSquare = fit.of("zph_" + name + "_chisq"), p = fit.of("zph_" + name + "_p");
            if (std::isnan(chiSquare.front())) {  // an event at time 0 has no logarithm
                EXPECT_THROW(schoenfeldTest(fit.data, fit.model, scale), Error) << fit.what("zph_" + name);
                continue;
            }
            const auto test = schoenfeldTest(fit.data, fit.model, scale);
            auto ours = test.ofEach;
            ours.push_back(test.global);
            ASSERT_EQ(ours.size(), chiSquare.size());
            for (std::size_t k = 0; k < ours.size(); ++k) {
                fit.near(ours[k].chiSquare, chiSquare[k], fit.study.tolerance("zph_relative") * chiSquare[k], "zph_" + name);
                fit.near(ours[k].p, p[k], fit.study.tolerance("p_values_relative") * p[k], "zph_p_" + name);
            }
        }
    });
}

/// Risks as they are, their coefficient held at 1; the design scales its covariates.
double logLikelihoodOf(const std::vector<FollowUp>& patients, const std::vector<double>& risks, Ties ties)
{
    const auto design = coxDesign(univariate(patients, risks));
    return coxSums(design, design.scale.transpose(), ties, false).logLikelihood;
}

TEST(CoxLikelihood, OfGivenRisksAgreesWithR)
{
    for (const auto& study : goldenManifests([](const nlohmann::json& manifest) { return manifest.contains("values"); }))
        for (const auto& [name, values] : study.manifest.at("values").items())
            for (const auto& [key, ties] : {std::pair{"R_loglik_breslow", Ties::Breslow}, {"R_loglik_efron", Ties::Efron}}) {
                if (!values.contains(key))
                    continue;
                const auto time = study.numbers(name + ".input.durations"), event = study.numbers(name + ".input.events");
                std::vector<FollowUp> patients;
                for (std::size_t i = 0; i < time.size(); ++i)
                    patients.push_back({time[i], event[i] != 0.0});
                const double fromR = values.at(key).get<double>();
                EXPECT_NEAR(logLikelihoodOf(patients, study.numbers(name + ".input.preds"), ties), fromR, 1e-11 * std::abs(fromR))
                    << study.name << " " << name << " " << key;
            }
}

TEST(RiskGroups, AgreeWithTheReferencesPercentiles)
{
    for (const auto& study : goldenStudies()) {
        if (!study.has("risk_groups.cut33"))
            continue;
        const auto predictors = study.numbers("cox.multi_efron.lp_uncentred");
        const auto cuts = riskCuts(predictors);
        EXPECT_NEAR(cuts[0], study.scalar("risk_groups.cut33"), 1e-9);
        EXPECT_NEAR(cuts[1], study.scalar("risk_groups.cut66"), 1e-9);
        const auto groups = study.numbers("risk_groups.group");
        ASSERT_EQ(groups.size(), predictors.size());
        for (std::size_t i = 0; i < groups.size(); ++i)
            EXPECT_EQ(double(riskGroup(predictors[i], cuts)), groups[i]) << study.name << " patient " << i + 1;
    }
}

}  // namespace
}  // namespace metrisk::survival
