#include "core/explanation/Explanation.h"

#include "core/explanation/RelevancePropagation.h"
#include "core/inference/Device.h"
#include "core/inference/InputTensors.h"
#include "core/inference/MemberThreads.h"
#include "core/inference/TorchErrors.h"
#include "core/survival/Correlation.h"

#include <algorithm>
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

/// The maps, each divided by its sum, so that no member outweighs the others.
std::vector<std::vector<double>> normalised(std::vector<std::vector<double>> maps)
{
    for (auto& map : maps) {
        const double sum = std::accumulate(map.begin(), map.end(), 0.0);
        for (double& value : map)
            value = sum > 0 ? value / sum : 0.0;
    }
    return maps;
}

std::vector<double> meanOf(const std::vector<std::vector<double>>& maps)
{
    std::vector<double> mean(maps.front().size(), 0.0);
    for (const auto& map : normalised(maps))
        for (std::size_t token = 0; token < mean.size(); ++token)
            mean[token] += map[token] / double(maps.size());
    return mean;
}

bool varies(const std::vector<double>& map)
{
    return std::ranges::any_of(map, [&](double value) { return value != map.front(); });
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
    const auto device = inference::deviceForDouble(members.front().device());
    const auto image = inference::imageTensor(input, sizes).to(device);
    const auto clinical = inference::clinicalTensor({input.clinical}, sizes).to(device);
    const auto sideBySide =
        device.is_cpu() ? inference::membersSideBySide(members.size()) : model.membersSideBySide();
    inference::forEachMember(members.size(), 2 * sizes.layers, sideBySide, job,
                             [&](std::size_t member, const std::function<void()>& step) {
                                 const auto network = members[member].to(device, torch::kFloat32);
                                 const auto relevance = propagateRelevance(network, image, clinical, step);
                                 result.members[member] = valuesOf(tokenRelevance(relevance, result.rule));
                                 result.clinicalShare[member] = relevance.clinicalShare;
                             });
}

}  // namespace

Explanation explain(const inference::RiskModel& model, const inference::ModelInput& input,
                    const inference::RelevanceRule& rule, const Job& job)
{
    const auto& sizes = model.package().architecture;
    Explanation result;
    result.rule = rule;
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

Disagreement disagreementOf(const Explanation& explanation)
{
    const auto maps = normalised(explanation.members);
    Disagreement result;
    result.spread.assign(explanation.mean.size(), 0.0);
    for (std::size_t token = 0; token < result.spread.size() && maps.size() > 1; ++token) {
        double squares = 0.0;
        for (const auto& map : maps)
            squares += std::pow(map[token] - explanation.mean[token], 2);
        result.spread[token] = std::sqrt(squares / double(maps.size() - 1));
    }
    result.rankAgreement = rankAgreement(maps);
    return result;
}

std::optional<double> rankAgreement(const std::vector<std::vector<double>>& maps)
{
    double sum = 0.0;
    int pairs = 0;
    for (std::size_t a = 0; a < maps.size(); ++a)
        for (std::size_t b = a + 1; b < maps.size(); ++b, ++pairs) {
            if (!varies(maps[a]) || !varies(maps[b]))
                return std::nullopt;
            sum += survival::spearman(maps[a], maps[b]).rho;
        }
    return pairs > 0 ? std::optional(sum / pairs) : std::nullopt;
}

}  // namespace metrisk::explanation
