#include "core/training/CoxLoss.h"

#include "core/inference/SafetensorsFile.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace metrisk::training {
namespace {

torch::Tensor tensorOf(const inference::SafetensorsFile& file, const std::string& name, torch::ScalarType type)
{
    return torch::tensor(file.numbers(name), torch::kFloat64).to(type);
}

void expectLossOf(const std::string& name, const nlohmann::json& manifest, const inference::SafetensorsFile& arrays,
                  torch::ScalarType type, double lossTolerance, double gradientTolerance)
{
    auto risks = tensorOf(arrays, name + ".input.preds", type).requires_grad_(true);
    const auto loss = coxLoss(risks, tensorOf(arrays, name + ".input.durations", torch::kFloat64),
                              tensorOf(arrays, name + ".input.events", type));
    const double expected = manifest.at("values").at(name).at("loss").get<double>();
    EXPECT_NEAR(loss.item<double>(), expected, lossTolerance * std::max(1.0, std::abs(expected))) << name;
    loss.backward();
    const auto gradient = tensorOf(arrays, name + ".expected.gradient", torch::kFloat64);
    EXPECT_LT((risks.grad().to(torch::kFloat64) - gradient).abs().max().item<double>(), gradientTolerance) << name;
}

TEST(CoxLoss, AgreesWithTheReferenceInValueAndGradient)
{
    const auto golden = testing::goldenFolder();
    if (!golden)
        GTEST_SKIP() << "The golden folder is absent: the loss is not compared with the reference.";
    const auto manifest = nlohmann::json::parse(testing::textOf(*golden / "survival" / "cox_loss.json"));
    const inference::SafetensorsFile arrays(*golden / "survival" / "cox_loss.safetensors");
    const auto& tolerance = manifest.at("tolerance");
    for (const auto& [name, values] : manifest.at("values").items()) {
        expectLossOf(name, manifest, arrays, torch::kFloat64, 1e-6, tolerance.at("fp64_gradient_abs").get<double>());
        expectLossOf(name, manifest, arrays, torch::kFloat32, tolerance.at("fp32_loss_relative").get<double>(),
                     tolerance.at("fp32_gradient_abs").get<double>());
    }
}

// Two patients, the first fails first: the loss is log(exp(a) + exp(b)) - a.
TEST(CoxLoss, IsTheLogOfTheFailingPatientsShareOfHazard)
{
    const auto loss = coxLoss(torch::tensor({0.5, -0.2}, torch::kFloat64), torch::tensor({3.0, 7.0}, torch::kFloat64),
                              torch::tensor({1.0, 0.0}, torch::kFloat64));
    EXPECT_NEAR(loss.item<double>(), std::log(std::exp(0.5) + std::exp(-0.2)) - 0.5, 1e-5);
}

}  // namespace
}  // namespace metrisk::training
