#include "core/segmentation/network/BasicUnet.h"
#include "core/segmentation/network/SlidingWindow.h"
#include "tests/core/inference/GoldenNetwork.h"
#include "tests/core/inference/RuleMadeNetwork.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace metrisk::segmentation {
namespace {

using nlohmann::json;
using torch::Tensor;

/// An option that is not understood would be an option that is not tested.
void refuseOthers(const json& options, const std::vector<std::string>& known)
{
    for (const auto& [name, value] : options.items())
        if (std::ranges::find(known, name) == known.end())
            throw std::runtime_error("the manifest has the unknown option " + name + " = " + value.dump());
}

void requireEqual(const json& options, const std::string& name, const json& only)
{
    if (options.contains(name) && options.at(name) != only)
        throw std::runtime_error("the manifest asks for another " + name + ": " + options.at(name).dump());
}

/// Written "mish", or ["LeakyReLU", {"negative_slope": 0.1}] as MONAI takes it.
void readActivation(const json& act, UnetArchitecture& sizes)
{
    std::string name = act.is_array() ? act.at(0) : act;
    std::ranges::transform(name, name.begin(), [](unsigned char letter) { return char(std::tolower(letter)); });
    const auto found = name == "leakyrelu" ? Activation::LeakyRelu : activationFrom(name);
    if (!found)
        throw std::runtime_error("the manifest has the unknown activation " + act.dump());
    sizes.activation = *found;
    const json options = act.is_array() && act.size() > 1 ? act.at(1) : json::object();
    refuseOthers(options, {"negative_slope", "inplace"});
    sizes.negativeSlope = options.value("negative_slope", 0.01);  // PyTorch's own when MONAI is given the name alone
}

UnetArchitecture architectureOf(const json& manifest)
{
    const auto& arguments = manifest.at("arguments");
    refuseOthers(arguments, {"spatial_dims", "in_channels", "out_channels", "features", "dropout", "act", "norm", "bias", "upsample"});
    requireEqual(arguments, "spatial_dims", 3);
    requireEqual(arguments, "bias", true);
    requireEqual(arguments, "upsample", "deconv");
    requireEqual(arguments, "norm", json::array({"instance", {{"affine", true}}}));
    UnetArchitecture sizes;
    sizes.inputChannels = arguments.value("in_channels", 1);
    sizes.outputs = arguments.value("out_channels", 2);
    if (arguments.contains("features"))
        sizes.features = arguments.at("features").get<std::array<int, 6>>();
    if (arguments.contains("act"))
        readActivation(arguments.at("act"), sizes);
    return sizes;
}

WindowOptions windowOf(const json& options)
{
    refuseOthers(options, {"roi_size", "sw_batch_size", "overlap", "mode", "sigma_scale", "padding_mode", "cval"});
    WindowOptions window;
    const auto& size = options.at("roi_size");  // one number stands for all three axes
    window.size = size.is_number() ? imaging::Index3{size, size, size} : size.get<imaging::Index3>();
    window.overlap = options.value("overlap", 0.25);
    window.sigmaScale = options.value("sigma_scale", 0.125);
    window.padValue = options.value("cval", 0.0);
    const std::string mode = options.value("mode", "constant");
    if (mode != "gaussian" && mode != "constant")
        throw std::runtime_error("the manifest has the unknown mode " + mode);
    window.blending = mode == "gaussian" ? Blending::Gaussian : Blending::Constant;
    window.padding = paddingFrom(options.value("padding_mode", "constant")).value();
    return window;
}

BasicUnet networkOf(const json& manifest, torch::ScalarType type)
{
    std::vector<Tensor> held;
    std::vector<inference::StoredTensor> stored;
    for (const auto& rule : manifest.at("weights")) {
        const auto seed = manifest.at("base_seed").get<std::uint64_t>() * 1000 + rule.at("k").get<std::uint64_t>();
        held.push_back(golden::ruleMadeValues(seed, rule.at("shape").get<std::vector<std::int64_t>>(), rule.at("lo"), rule.at("hi")));
        const auto& weight = held.back();
        EXPECT_EQ(weight.data_ptr<float>()[0], rule.at("first").get<float>()) << rule.at("name");
        EXPECT_NEAR(weight.to(torch::kFloat64).sum().item<double>(), rule.at("sum").get<double>(), 1e-6) << rule.at("name");
        stored.push_back({rule.at("name"), inference::ElementType::F32, weight.sizes().vec(),
                          {reinterpret_cast<const std::byte*>(weight.data_ptr<float>()), weight.nbytes()}});
    }
    const testing::TemporaryFolder folder;  // the mapping outlives the name
    inference::writeSafetensors(folder / "unet.safetensors", stored);
    return BasicUnet::load(architectureOf(manifest), inference::SafetensorsFile(folder / "unet.safetensors"), torch::kCPU, type);
}

Tensor outputOf(const json& manifest, torch::ScalarType type)
{
    refuseOthers(manifest, {"case", "what", "rule", "base_seed", "batch", "input_shape", "tabular", "parameters", "weights",
                            "arguments", "sliding_window", "tensors", "files", "fp32_vs_fp64", "suggested_abs_fp32",
                            "suggested_abs_fp64", "note", "notes"});
    const torch::NoGradGuard noGradients;
    const auto network = networkOf(manifest, type);
    const auto seed = manifest.at("base_seed").get<std::uint64_t>() * 1000 + 900;
    const Tensor image =
        golden::ruleMadeValues(seed, manifest.at("input_shape").get<std::vector<std::int64_t>>(), 0.0, 1.0).to(type);
    if (!manifest.contains("sliding_window"))
        return network.forward(image);
    return slidingWindow(image, windowOf(manifest.at("sliding_window")),
                         [&](const Tensor& window, const std::function<void()>& step) { return network.forward(window, step); },
                         BasicUnet::steps, 2);
}

class GoldenUnet : public ::testing::Test {
protected:
    void SetUp() override
    {
        const auto folder = testing::goldenFolder();
        if (!folder)
            GTEST_SKIP() << "The reference numbers are not here; METRISK_GOLDEN_DIR names their folder.";
        for (const auto& path : testing::manifestsIn(*folder / "networks"))
            if (path.filename().string().starts_with("basic_unet"))
                m_manifests.push_back(path);
        ASSERT_FALSE(m_manifests.empty()) << "networks holds no manifest that begins with basic_unet";
    }

    void expectAgreement(torch::ScalarType type, const std::string& tolerance) const
    {
        for (const auto& path : m_manifests) {
            SCOPED_TRACE(path.filename().string());
            const auto manifest = golden::read(path);
            const inference::SafetensorsFile answers(path.parent_path() / manifest.at("files").at("expected").get<std::string>());
            const Tensor expected = golden::tensor(answers, "expected");
            const Tensor output = outputOf(manifest, type);
            ASSERT_EQ(output.sizes(), expected.sizes());
            EXPECT_LE((output.to(torch::kFloat64) - expected).abs().max().item<double>(), golden::toleranceOf(manifest.at(tolerance)));
        }
    }

    std::vector<std::filesystem::path> m_manifests;
};

TEST_F(GoldenUnet, LogitsAgreeInDoublePrecision) { expectAgreement(torch::kFloat64, "suggested_abs_fp64"); }

TEST_F(GoldenUnet, LogitsAgreeInSinglePrecision) { expectAgreement(torch::kFloat32, "suggested_abs_fp32"); }

TEST_F(GoldenUnet, HasTheReferencesTensorsAndNoOthers)
{
    for (const auto& path : m_manifests) {
        SCOPED_TRACE(path.filename().string());
        const auto manifest = golden::read(path);
        std::map<std::string, std::vector<std::int64_t>> expected, own;
        for (const auto& weight : manifest.at("weights"))
            expected[weight.at("name")] = weight.at("shape").get<std::vector<std::int64_t>>();
        std::int64_t parameters = 0;
        for (const auto& tensor : unetLayout(architectureOf(manifest))) {
            own[tensor.name] = tensor.shape;
            parameters += torch::empty(tensor.shape).numel();
        }
        EXPECT_EQ(own, expected);
        EXPECT_EQ(parameters, manifest.at("parameters").get<std::int64_t>());
    }
}

/// The published network's tensors, one by one.
TEST(GoldenUnetCount, NamesShapesAndSumOfThePublishedNetworkAgree)
{
    const auto folder = testing::goldenFolder();
    if (!folder)
        GTEST_SKIP() << "The reference numbers are not here; METRISK_GOLDEN_DIR names their folder.";
    const auto published = golden::read(*folder / "networks" / "parameter_counts.json").at("basic_unet_aurora");
    std::map<std::string, std::vector<std::int64_t>> own;
    std::int64_t parameters = 0;
    for (const auto& tensor : unetLayout({})) {
        own[tensor.name] = tensor.shape;
        parameters += torch::empty(tensor.shape).numel();
    }
    std::map<std::string, std::vector<std::int64_t>> reference;
    for (const auto& pair : published.at("state_dict"))
        reference[pair.at(0)] = pair.at(1).get<std::vector<std::int64_t>>();
    EXPECT_EQ(own, reference);
    EXPECT_EQ(parameters, published.at("parameters").get<std::int64_t>());
}

}  // namespace
}  // namespace metrisk::segmentation
