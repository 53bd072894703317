#include "core/survival/CoxCurve.h"
#include "core/survival/CoxResiduals.h"
#include "core/survival/SchoenfeldTest.h"
#include "tests/core/survival/ErrorText.h"
#include "tests/core/survival/SmallCohort.h"

#include <gtest/gtest.h>

namespace metrisk::survival {
namespace {

using testing::smallData;
using Numbers = std::vector<double>;

void expectNumbers(const Numbers& ours, const Numbers& fromR, double tolerance = 1e-11)
{
    ASSERT_EQ(ours.size(), fromR.size());
    for (std::size_t i = 0; i < ours.size(); ++i)
        EXPECT_NEAR(ours[i], fromR[i], tolerance) << "entry " << i + 1;
}

Numbers columnOf(const Eigen::MatrixXd& matrix, Eigen::Index column)
{
    const Eigen::VectorXd values = matrix.col(column);
    return {values.begin(), values.end()};
}

TEST(DevianceResiduals, AgreeWithRForBothTies)
{
    const auto data = smallData();
    expectNumbers(devianceResiduals(data, fitCox(data)),
                  {1.88008142758311, 0.83017475122308, -0.30736373662738, 0.52705074192440, 1.81316849881973, -1.03430054270464,
                   -0.07461664790948, 0.53277196791767, 0.33495544843241, -0.64944173121007, 1.20052265684193, -1.62010135384515,
                   -0.84027910457564, 0.14602172182998, -1.23687436829661, -0.45942332677514}, 1e-10);
    expectNumbers(devianceResiduals(data, fitCox(data, {.ties = Ties::Breslow})),
                  {1.88775383206918, 0.83093701393307, -0.30832592691677, 0.41753387468984, 1.73192511733669, -1.00775598600425,
                   -0.06496337390178, 0.46075297110937, 0.27093200592532, -0.63652770006088, 1.21260196315596, -1.58823430526122,
                   -0.78643667577641, 0.14413998202294, -1.22756150893968, -0.46363986663272}, 1e-10);
}

TEST(MartingaleResiduals, WithWeightsAgreeWithR)
{
    auto data = smallData();
    data.weights = testing::smallWeights;
    expectNumbers(martingaleResiduals(data, fitCox(data)),
                  {0.95441542556176, 0.53364021451964, -0.03658303711189, 0.49672044106204, 0.95704457239064, -0.44920144568963,
                   0.04771510781569, 0.39648235061916, 0.18151828153805, -0.18921187945605, 0.76410401811701, -2.08851542264926,
                   -1.94289224086244, 0.22783120035615, -0.68992261374100, -0.42467831908648});
}

TEST(ScoreResiduals, AgreeWithRForBothTies)
{
    const auto data = smallData();
    const auto efron = scoreResiduals(data, fitCox(data));
    expectNumbers(columnOf(efron, 1), {-2.3353530319156, 1.4602872732061, 0.2029688435894, 0.7093000613566, -2.8117920309442,
                                       0.5040132952370, -0.1475026172799, 0.5617307019092, 0.5664754018202, 0.7025893568907,
                                       -2.1582041126225, -1.2232354722998, 0.5310359652602, 1.1202494368346, 1.7431537142441,
                                       0.5742832147138}, 1e-10);
    const auto breslow = scoreResiduals(data, fitCox(data, {.ties = Ties::Breslow}));
    expectNumbers(columnOf(breslow, 0), {7.5020835162848, 1.0962474336666, 0.2220748076777, 1.5479334550159, -11.9296210171245,
                                         -5.4014980452148, 2.6683366862474, 0.4217898419637, 2.2895158202941, 2.0776124682312,
                                         -9.1651752377492, 0.8613378362676, -7.0753571450955, 6.4613029578768, 0.5209521953681,
                                         7.9024644262899}, 1e-9);
}

TEST(SchoenfeldResiduals, RawAndScaledAgreeWithR)
{
    const auto data = smallData();
    const auto residuals = schoenfeldResiduals(data, fitCox(data));
    EXPECT_EQ(residuals.timesMonths, (Numbers{2, 3, 5, 5, 7, 8, 8, 12, 13, 15, 20}));
    EXPECT_EQ(residuals.patients, (std::vector<std::size_t>{0, 1, 3, 4, 6, 7, 8, 10, 12, 13, 15}));
    expectNumbers(columnOf(residuals.raw, 0), {7.935642801995, 1.507289081794, 3.847943110612, -13.152056889388, -4.233298633611,
                                               1.253323939150, 9.253323939150, -12.314777785503, 7.859201224888, -1.956590789090,
                                               0.0}, 1e-10);
    expectNumbers(columnOf(residuals.scaled, 0), {0.18799166139803, 0.06093635686469, 0.10372690673349, -0.14730786399129,
                                                  -0.03809794374425, 0.06938900791542, 0.20055634205266, -0.13462663951619,
                                                  0.17060474605739, 0.01248625739348, 0.04856588311634});
}

TEST(SchoenfeldTest, WithStrataAndWithWeightsAgreesWithR)
{
    auto data = smallData();
    data.strata = testing::smallStrata;
    const auto stratified = schoenfeldTest(data, fitCox(data));
    EXPECT_NEAR(stratified.ofEach[0].chiSquare, 0.41482819908317, 1e-10);
    EXPECT_NEAR(stratified.ofEach[1].p, 0.88110413618154, 1e-10);
    EXPECT_NEAR(stratified.global.chiSquare, 0.79230148676922, 1e-10);
    data.strata.clear();
    data.weights = testing::smallWeights;
    const auto weighted = schoenfeldTest(data, fitCox(data), TimeScale::Identity);
    EXPECT_NEAR(weighted.ofEach[0].chiSquare, 0.5045769211031, 1e-10);
    EXPECT_NEAR(weighted.global.p, 0.4897598506163, 1e-10);
    EXPECT_NEAR(schoenfeldTest(data, fitCox(data)).global.chiSquare, 0.9066696501489, 1e-10);
}

TEST(SchoenfeldTest, RefusesTheLogarithmOfTimeZeroAndEventsAtOneTime)
{
    auto data = smallData();
    data.patients[0].timeMonths = 0.0;
    const auto model = fitCox(data);
    EXPECT_FALSE(testing::errorOf([&] { schoenfeldTest(data, model, TimeScale::Log); }).empty());
    for (auto& patient : data.patients)
        patient = {5.0, patient.event};
    const auto tied = fitCox(data, {.ties = Ties::Breslow});
    EXPECT_FALSE(testing::errorOf([&] { schoenfeldTest(data, tied); }).empty());
}

TEST(SchoenfeldTest, NamesTheCovariateThatDiffersAtOneEventTimeOnly)
{
    // At the second event only the one who fails is left.
    const auto data = univariate({{1, true}, {1, false}, {1, true}, {2, true}}, {1, 2, 4, 3}, "volume");
    const auto model = fitCox(data);
    EXPECT_TRUE(testing::mentions(testing::errorOf([&] { schoenfeldTest(data, model); }), "“volume”"));
}

void expectCurve(const std::vector<CoxCurveStep>& curve, const Numbers& survival, const Numbers& error, double tolerance = 1e-11)
{
    Numbers ourSurvival, ourError;
    for (const auto& step : curve) {
        ourSurvival.push_back(step.survival);
        ourError.push_back(step.hazardError);
    }
    expectNumbers(ourSurvival, survival, tolerance);
    expectNumbers(ourError, error, 100.0 * tolerance);
}

const Eigen::VectorXd patient = Eigen::Vector2d(60.0, 4.0);

TEST(CoxCurve, OfOnePatientAgreesWithRsSurvfitAndItsBands)
{
    const auto data = smallData();
    const auto model = fitCox(data);
    const auto baseline = coxBaselines(data, model).front();
    const auto curve = coxCurve(baseline, model, patient), logged = coxCurve(baseline, model, patient, 0.95, Transformation::Log);
    expectCurve(curve, {0.951258973151577, 0.901642300494222, 0.779383634478553, 0.700342423652850, 0.495082890108731,
                        0.384627686547883, 0.251478591716852, 0.076367118808629, 0.000608616881262},
                {0.05170461401223, 0.07860025566815, 0.13939405909541, 0.18277979099956, 0.30151504343573, 0.39209732297206,
                 0.57710233636603, 1.50236843203282, 6.91404662442850});
    EXPECT_NEAR(curve[2].lower, 0.4743136579728, 1e-11);
    EXPECT_NEAR(curve[2].upper, 0.9200822867759, 1e-11);
    EXPECT_NEAR(logged[4].lower, 0.2741749969121, 1e-11);
    EXPECT_NEAR(logged[4].upper, 0.8939803805560, 1e-11);
}

TEST(CoxCurve, OfBreslowStrataAndWeightsAgreeWithR)
{
    auto data = smallData();
    const auto breslow = fitCox(data, {.ties = Ties::Breslow});
    const auto curve = coxCurve(coxBaselines(data, breslow).front(), breslow, patient);
    EXPECT_NEAR(curve[4].survival, 0.5139785575361684, 1e-11);
    EXPECT_NEAR(curve[4].hazardError, 0.28194056805495, 1e-11);
    data.strata = testing::smallStrata;
    const auto stratified = fitCox(data);
    expectCurve(coxCurve(coxBaselines(data, stratified)[1], stratified, patient),
                {0.911010263319777, 0.796447805187719, 0.589579930239211, 0.146971943249593, 0.004655452098989},
                {0.0970328570185, 0.1704123400382, 0.3444631512808, 1.8061629141814, 5.6672114433148}, 1e-10);
    data.strata.clear();
    data.weights = testing::smallWeights;
    const auto weighted = fitCox(data);
    const auto heavy = coxCurve(coxBaselines(data, weighted).front(), weighted, patient);
    EXPECT_NEAR(heavy[4].survival, 0.4336387895908, 1e-11);
    EXPECT_NEAR(heavy[4].hazardError, 0.32509168768392, 1e-10);
}

TEST(CoxCurve, RefusesCovariatesThatDoNotFit)
{
    const auto data = smallData();
    const auto model = fitCox(data);
    const auto baseline = coxBaselines(data, model).front();
    EXPECT_FALSE(testing::errorOf([&] { coxCurve(baseline, model, Eigen::VectorXd::Zero(3)); }).empty());
}

}  // namespace
}  // namespace metrisk::survival
