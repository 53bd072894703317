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

/// A tolerance, which some manifests write as a number with a remark behind it: "1e-6 (1e-12 if ...)".
double toleranceOf(const nlohmann::json& manifest, const std::string& key)
{
    const auto& value = manifest.at("tolerance").at(key);
    return value.is_number() ? value.get<double>() : std::stod(value.get<std::string>());
}

TEST(CoxLoss, AgreesWithTheReferenceInValueAndGradient)
{
    const auto golden = testing::goldenFolder();
    if (!golden)
        GTEST_SKIP() << "The golden folder is absent: the loss is not compared with the reference.";
    for (const auto& path : testing::manifestsIn(*golden / "survival")) {
        const auto manifest = nlohmann::json::parse(testing::textOf(path));
        if (!manifest.contains("values") || !manifest.at("values").begin()->contains("loss"))
            continue;
        const inference::SafetensorsFile arrays(path.parent_path() / manifest.at("files").at("arrays").get<std::string>());
        for (const auto& [name, values] : manifest.at("values").items()) {
            expectLossOf(name, manifest, arrays, torch::kFloat64, toleranceOf(manifest, "fp64_loss_relative"),
                         toleranceOf(manifest, "fp64_gradient_abs"));
            expectLossOf(name, manifest, arrays, torch::kFloat32, toleranceOf(manifest, "fp32_loss_relative"),
                         toleranceOf(manifest, "fp32_gradient_abs"));
        }
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
