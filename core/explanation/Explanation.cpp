#include "core/explanation/Explanation.h"

#include "core/explanation/RelevancePropagation.h"
#include "core/inference/InputTensors.h"
#include "core/inference/MemberThreads.h"
#include "core/inference/TorchErrors.h"

#include <cmath>
#include <numeric>

namespace metrisk::explanation {

namespace {

using inference::VisionTransformer;

std::vector<double> valuesOf(const torch::Tensor& tensor)
{
    const auto values = tensor.to(torch::kCPU, torch::kFloat64).contiguous();
    return {values.data_ptr<double>(), values.data_ptr<double>() + values.numel()};
}

/// Mean of the maps after each was divided by its sum, so that no member outweighs the others.
std::vector<double> meanOf(const std::vector<std::vector<double>>& maps)
{
    std::vector<double> mean(maps.front().size(), 0.0);
    for (const auto& map : maps) {
        const double sum = std::accumulate(map.begin(), map.end(), 0.0);
        for (std::size_t token = 0; token < mean.size() && sum > 0; ++token)
            mean[token] += map[token] / sum / double(maps.size());
    }
    return mean;
}

void checkFinite(const std::vector<double>& map)
{
    for (const double value : map)
        if (!std::isfinite(value))
            throw Error(
                Error::Kind::Input,
                "The explanation gave no number for this case; its images hold values that are not finite.",
                "Check the T1-CE and FLAIR images.");
}

void explainMembers(const inference::RiskModel& model, const inference::ModelInput& input, const Job& job,
                    Explanation& result)
{
    const auto& members = model.members();
    const auto& sizes = model.package().architecture;
    const auto device = members.front().device();
    const auto image = inference::imageTensor(input, sizes).to(device);
    const auto clinical = inference::clinicalTensor(input, sizes).to(device);
    inference::forEachMember(members.size(), 2 * sizes.layers, model.membersSideBySide(), job,
                             [&](std::size_t member, const std::function<void()>& step) {
                                 const auto relevance = propagateRelevance(members[member], image, clinical, step);
                                 result.members[member] = valuesOf(tokenRelevance(relevance));
                                 result.clinicalShare[member] = relevance.clinicalShare;
                             });
}

}  // namespace

Explanation explain(const inference::RiskModel& model, const inference::ModelInput& input, const Job& job)
{
    const auto& sizes = model.package().architecture;
    Explanation result;
    result.tokenGrid = sizes.tokenGrid();
    result.patchSize = sizes.patchSize;
    result.placement = input.placement;
    result.members.resize(model.members().size());
    result.clinicalShare.resize(model.members().size());
    inference::withTorchErrors([&] { explainMembers(model, input, job, result); });
    for (const auto& map : result.members)
        checkFinite(map);
    result.mean = meanOf(result.members);
    return result;
}

}  // namespace metrisk::explanation
