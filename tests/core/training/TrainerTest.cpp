#include "core/training/Trainer.h"

#include "core/common/Error.h"
#include "core/inference/RiskModel.h"
#include "core/inference/VisionTransformer.h"
#include "core/survival/Concordance.h"
#include "core/survival/CoxModel.h"
#include "core/training/CrossValidation.h"
#include "core/training/Folds.h"
#include "core/training/PackWriter.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <set>

namespace metrisk::training {
namespace {

/// A network that trains in a second: one layer over eight patches.
TrainingOptions tiny()
{
    TrainingOptions options;
    options.cohort = {.patients = 80, .seed = 6};
    options.members = 2;
    options.epochs = 10;
    options.learningRate = 3e-3;
    options.architecture.imageSize = {32, 32, 32};
    options.architecture.hiddenSize = 8;
    options.architecture.heads = 2;
    options.architecture.mlpSize = 8;
    options.architecture.layers = 1;
    options.architecture.registers = 1;
    return options;
}

/// Crops with a cube for a lesion, as large as the record's core and oedema say.
void drawCube(torch::Tensor image, const SimulatedPatientOptions& patient)
{
    const auto side = [](double volumeMl) { return std::int64_t(std::clamp(3.5 * std::cbrt(volumeMl), 2.0, 15.0)); };
    const auto core = side(patient.lesion.coreVolumeMl), all = std::min<std::int64_t>(16, core + 3);
    for (int axis = 1; axis <= 3; ++axis)
        image = image.narrow(axis, 16 - all, 2 * all);
    image[1].fill_(200);
    image[2].fill_(1);
    for (int axis = 1; axis <= 3; ++axis)
        image = image.narrow(axis, all - core, 2 * core);
    image[0].fill_(220);
    image[2].fill_(2);
}

TrainingSet cubes(const std::vector<SimulatedRecord>& cohort, const TrainingOptions& options)
{
    TrainingSet set;
    set.images = torch::zeros({std::int64_t(cohort.size()), 3, 32, 32, 32}, torch::kUInt8);
    std::vector<torch::Tensor> clinical, months, events;
    for (std::size_t i = 0; i < cohort.size(); ++i) {
        drawCube(set.images[std::int64_t(i)], cohort[i].patient);
        clinical.push_back(torch::tensor(options.clinical.encode(cohort[i].patient.clinical)));
        months.push_back(torch::tensor(cohort[i].followUp.timeMonths, torch::kFloat64));
        events.push_back(torch::tensor(cohort[i].followUp.event ? 1.0F : 0.0F));
        set.followUp.push_back(cohort[i].followUp);
    }
    set.intensities.resize(cohort.size());
    set.lesions.resize(cohort.size());
    set.clinical = torch::stack(clinical);
    set.months = torch::stack(months);
    set.events = torch::stack(events);
    return set;
}

class Training : public ::testing::Test {
protected:
    TrainingOptions options = tiny();
    std::vector<SimulatedRecord> cohort = simulateCohort(options.cohort);
    TrainingSet set = cubes(cohort, options);
};

TEST_F(Training, LearnsToOrderPatientsItDidNotSee)
{
    const auto result = crossValidate(set, options, {});
    ASSERT_EQ(result.outOfFoldRisks.size(), 80U);
    EXPECT_GT(survival::concordance(set.followUp, result.outOfFoldRisks), 0.65);
    // Log hazard ratios by their own definition: Cox's slope of a calibrated risk is 1.
    const auto data = survival::univariate(set.followUp, result.outOfFoldRisks);
    EXPECT_NEAR(survival::fitCox(data, {.ties = survival::Ties::Breslow}).coefficients[0], 1.0, 1e-9);
}

TEST_F(Training, ScoresEachPatientByTheMemberThatLeftThemOut)
{
    const auto result = crossValidate(set, options, {});
    const auto folds = stratifiedFolds(set.followUp, 2, Random(6).fork(1000));
    for (std::size_t k = 0; k < 2; ++k)
        for (const auto patient : folds[k]) {
            const torch::NoGradGuard noGradients;
            const auto risk = result.networks[k].forward(set.imagesOf({patient}),
                                                         set.clinical.index_select(0, rows({patient})));
            EXPECT_NEAR(risk.item<double>(), result.outOfFoldRisks[patient], 1e-4);
        }
}

TEST_F(Training, GivesTheSameBitsFromTheSameSeed)
{
    const auto first = crossValidate(set, options, {}), second = crossValidate(set, options, {});
    EXPECT_EQ(first.outOfFoldRisks, second.outOfFoldRisks);
    for (const auto& [name, weight] : first.networks[1].weights())
        EXPECT_TRUE(torch::equal(weight, second.networks[1].weight(name))) << name;
    options.cohort.seed = 7;
    EXPECT_NE(crossValidate(set, options, {}).outOfFoldRisks, first.outOfFoldRisks);
}

TEST_F(Training, StopsWhenAsked)
{
    std::stop_source stop;
    const Job job(stop.get_token(), [&](const Progress& progress) {
        if (progress.fraction > 0.2)
            stop.request_stop();
    });
    EXPECT_THROW(crossValidate(set, options, job), Cancelled);
}

TEST_F(Training, WritesAPackThatTheProductAccepts)
{
    const testing::TemporaryFolder folder;
    const auto cube = [&](const SimulatedPatient&, const inference::Architecture&, const inference::InputRule&) {
        const auto image = set.imagesOf({0}).contiguous();
        inference::ModelInput input;
        input.image.assign(image.data_ptr<float>(), image.data_ptr<float>() + image.numel());
        return input;
    };
    const auto result = crossValidate(set, options, {});
    const auto package = writePack(folder / "pack", {options, cohort, set, result}, cube, {});

    const inference::RiskModel model(inference::loadPackage(folder / "pack"));  // checks the golden case
    EXPECT_TRUE(model.package().demonstration);
    EXPECT_EQ(package.evidence.events, survival::kaplanMeier(set.followUp).events);
    EXPECT_NEAR(package.evidence.concordance, survival::concordance(set.followUp, result.outOfFoldRisks), 1e-12);
    EXPECT_LT(package.evidence.concordanceLow, package.evidence.concordance);
    EXPECT_GT(package.evidence.concordanceHigh, package.evidence.concordance);
    int low = 0, high = 0;
    std::set<int> folds;
    for (const auto& patient : package.cohort) {
        low += inference::riskGroup(package, patient.risk) == "low" ? 1 : 0;
        high += inference::riskGroup(package, patient.risk) == "high" ? 1 : 0;
        EXPECT_EQ(patient.cause == 1, patient.event);
        folds.insert(patient.fold.value());
    }
    EXPECT_EQ(folds.size(), package.members.size());
    EXPECT_NEAR(low, 0.33 * 80, 1.5);
    EXPECT_NEAR(high, 0.34 * 80, 1.5);
    EXPECT_FALSE(package.baselineHazard.empty());
    EXPECT_NE(testing::textOf(folder / "pack" / "MODEL_CARD.md").find("simulated"), std::string::npos);
}

TEST(Trainer, DrawsNobodyOnceItIsToldToStopAndLeavesNoPackBehind)
{
    const testing::TemporaryFolder folder;
    std::stop_source stop;
    stop.request_stop();
    const TrainingOptions defaults;
    EXPECT_THROW(trainPack(defaults, {}, folder / "pack", Job(stop.get_token(), {})), Cancelled);
    EXPECT_FALSE(std::filesystem::exists(folder / "pack" / "model.json"));
}

TEST(Trainer, RefusesImpossibleSettings)
{
    auto options = tiny();
    options.epochs = 0;
    EXPECT_THROW(options.check(), Error);
    options = tiny();
    options.members = 21;
    EXPECT_THROW(options.check(), Error);
    options = tiny();
    options.architecture.clinicalFeatures = 27;
    EXPECT_THROW(options.check(), Error);
}

}  // namespace
}  // namespace metrisk::training
