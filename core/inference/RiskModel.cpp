#include "core/inference/RiskModel.h"

#include "core/common/Error.h"
#include "core/inference/Device.h"
#include "core/inference/GoldenCase.h"
#include "core/inference/InputTensors.h"
#include "core/inference/MemberThreads.h"
#include "core/inference/TorchErrors.h"
#include "core/inference/VisionTransformer.h"
#include "core/inference/WeightPages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace metrisk::inference {

struct RiskModel::Ensemble {
    ModelPackage package;
    torch::Device device;
    std::string deviceName;
    std::vector<std::string> notes;
    std::vector<SafetensorsFile> files;  // of the members
    std::vector<VisionTransformer> members;

    Ensemble(ModelPackage pack, const Job& job)
        : package(std::move(pack)), device(chosenDevice()), deviceName(nameOf(device, sideBySide()))
    {
        if (device.is_cpu() && blasIsSlow())
            notes.emplace_back(
                "This computer uses the reference BLAS library, which makes the model over a hundred "
                "times slower. Install the package libopenblas0-pthread.");
        for (const auto& member : package.members) {
            files.emplace_back(package.folder / member.file);
            members.push_back(VisionTransformer::load(package.architecture, files.back(), device));
            job.advance(double(members.size()) / double(package.members.size()));
        }
    }

    std::size_t sideBySide() const
    {
        return device.is_cpu() ? inference::membersSideBySide(package.members.size()) : 1;
    }

    ImageEmbedding embed(const ModelInput& input, const Job& job) const;
    std::vector<std::vector<double>> risks(const ImageEmbedding& embedding,
                                           const std::vector<std::vector<float>>& clinical) const;
    void checkGolden(const Job& job) const;
    std::string causeOf(double drift) const;
};

namespace {

std::vector<float> valuesOf(const torch::Tensor& tensor)
{
    const auto values = tensor.to(torch::kCPU, torch::kFloat32).contiguous();
    return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
}

/// Infinite when a value is not finite or the lists are of different length.
double largestDifference(const std::vector<double>& values, const std::vector<double>& references)
{
    if (values.size() != references.size())
        return std::numeric_limits<double>::infinity();
    double largest = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double difference = std::abs(values[i] - references[i]);
        if (!std::isfinite(difference))
            return std::numeric_limits<double>::infinity();
        largest = std::max(largest, difference);
    }
    return largest;
}

}  // namespace

ImageEmbedding RiskModel::Ensemble::embed(const ModelInput& input, const Job& job) const
{
    const auto image = imageTensor(input, package.architecture).to(device);
    ImageEmbedding embedding;
    embedding.members.resize(members.size());
    forEachMember(members.size(), package.architecture.layers, sideBySide(), job,
                  [&](std::size_t member, const std::function<void()>& step) {
                      const torch::NoGradGuard noGradients;
                      embedding.members[member] =
                          valuesOf(members[member].imageFeatures(image, {.afterBlock = step}));
                      if (members.size() > sideBySide())
                          leaveToTheSystem(files[member]);  // only those at work are in memory
                  });
    return embedding;
}

std::vector<std::vector<double>> RiskModel::Ensemble::risks(const ImageEmbedding& embedding,
                                                            const std::vector<std::vector<float>>& clinical) const
{
    const torch::NoGradGuard noGradients;
    useOneComputeThread();
    const auto columns = clinicalTensor(clinical, package.architecture).to(device);  // [N, F]
    std::vector<std::vector<double>> risks(clinical.size());
    for (std::size_t member = 0; member < members.size(); ++member) {
        const auto features = torch::tensor(embedding.members.at(member)).to(device).unsqueeze(0);
        const auto found = valuesOf(members[member].head(features.expand({columns.size(0), -1}), columns));
        for (std::size_t i = 0; i < found.size(); ++i)
            risks[i].push_back(found[i]);
    }
    return risks;
}

/// Why there is no number at all: a weight that is none spoils every risk, and so the golden one.
std::string RiskModel::Ensemble::causeOf(double drift) const
{
    for (std::size_t i = 0; i < members.size() && !std::isfinite(drift); ++i)
        if (const auto name = members[i].weightThatIsNotFinite())
            return fmt::format("{} in {} holds values that are not finite", *name, package.members[i].file);
    return std::isfinite(drift) ? fmt::format("it differs by {:.2g}, {:.2g} is accepted", drift, package.goldenTolerance)
                                : "its golden case holds other or no risks for the members";
}

void RiskModel::Ensemble::checkGolden(const Job& job) const
{
    const auto golden = readGoldenCase(package.folder / package.goldenFile, package.architecture);
    const auto now = risks(embed(golden.input, job), {golden.input.clinical}).front();
    const double drift = largestDifference(now, golden.risks);
    if (drift > package.goldenTolerance)
        throw Error(Error::Kind::Model,
                    fmt::format("The model pack no longer gives its golden result on this computer ({}; {}). "
                                "Inference is locked.",
                                deviceName, causeOf(drift)),
                    "Copy the pack again from where you got it; if that does not help, report this computer "
                    "and its software.");
}

RiskModel::RiskModel(ModelPackage package, const Job& job)
    : m_ensemble(withTorchErrors(
          [&] { return std::make_shared<const Ensemble>(std::move(package), job.part(0.0, 0.5)); }))
{
    withTorchErrors([&] { m_ensemble->checkGolden(job.part(0.5, 1.0)); });
}

const ModelPackage& RiskModel::package() const { return m_ensemble->package; }

std::string RiskModel::deviceName() const { return m_ensemble->deviceName; }

const std::vector<std::string>& RiskModel::notes() const { return m_ensemble->notes; }

std::size_t RiskModel::membersSideBySide() const { return m_ensemble->sideBySide(); }

const std::vector<VisionTransformer>& RiskModel::members() const { return m_ensemble->members; }

ImageEmbedding RiskModel::embed(const ModelInput& input, const Job& job) const
{
    return withTorchErrors([&] { return m_ensemble->embed(input, job); });
}

std::vector<std::vector<double>> RiskModel::risks(const ImageEmbedding& embedding,
                                                  const std::vector<std::vector<float>>& clinical) const
{
    return withTorchErrors([&] { return m_ensemble->risks(embedding, clinical); });
}

Prediction RiskModel::predict(const ImageEmbedding& embedding, const std::vector<float>& clinical) const
{
    const auto& package = m_ensemble->package;
    Prediction prediction;
    prediction.members = risks(embedding, {clinical}).front();
    for (const double risk : prediction.members)
        if (!std::isfinite(risk))
            throw Error(Error::Kind::Input,
                        "The model gave no number for this case; its images hold values that are not finite.",
                        "Check the T1-CE and FLAIR images.");
    prediction.mean = std::accumulate(prediction.members.begin(), prediction.members.end(), 0.0) /
                      double(prediction.members.size());
    prediction.group = riskGroup(package, prediction.mean);
    prediction.percentile = riskPercentile(package, prediction.mean);
    prediction.device = m_ensemble->deviceName;
    return prediction;
}

Prediction RiskModel::predict(const ModelInput& input, const Job& job) const
{
    return predict(embed(input, job), input.clinical);
}

}  // namespace metrisk::inference
