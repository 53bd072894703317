#include "core/explanation/BlockOrders.h"

#include "core/common/Random.h"
#include "core/inference/InputTensors.h"
#include "core/inference/MemberThreads.h"
#include "core/inference/TorchErrors.h"
#include "core/inference/VisionTransformer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace metrisk::explanation {

namespace {

using torch::Tensor;
using Order = std::vector<std::size_t>;  // tokens, the first is changed first

constexpr int steps = 10;

Order byRelevance(const std::vector<double>& tokens)
{
    Order order(tokens.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t token) { return tokens[token]; });
    return order;
}

Order shuffled(Order order, Random random)
{
    for (std::size_t left = order.size(); left > 1; --left)
        std::swap(order[left - 1], order[random.below(left)]);
    return order;
}

/// The map's order first, then the random ones.
std::vector<Order> ordersOf(const Explanation& explanation, const TrustOptions& options)
{
    std::vector<Order> orders{byRelevance(explanation.mean)};
    const Random random(options.seed);
    for (int i = 0; i < options.randomOrders; ++i)
        orders.push_back(shuffled(orders.front(), random.fork(std::uint64_t(i))));
    return orders;
}

/// The voxels of one token in [1, 3, x, y, z].
Tensor blockOf(const Tensor& image, const Explanation& explanation, std::size_t token)
{
    const auto& grid = explanation.tokenGrid;
    const std::int64_t patch = explanation.patchSize;
    const auto index = std::int64_t(token);
    const std::int64_t place[] = {index / (grid[1] * grid[2]), index / grid[2] % grid[1], index % grid[2]};
    Tensor block = image;
    for (int axis = 0; axis < 3; ++axis)
        block = block.narrow(axis + 2, place[axis] * patch, patch);
    return block;
}

std::size_t changedAt(int step, std::size_t tokens)
{
    return std::size_t(std::lround(double(step) * double(tokens) / steps));
}

/// Risk at each step while `from` becomes `to` block by block: [steps + 1].
std::vector<double> risksAlong(const Order& order, const Tensor& from, const Tensor& to, const Explanation& explanation,
                               const std::function<double(const Tensor&)>& risk)
{
    Tensor image = from.clone();
    std::vector<double> risks{risk(image)};
    for (int step = 1; step <= steps; ++step) {
        for (std::size_t i = changedAt(step - 1, order.size()); i < changedAt(step, order.size()); ++i)
            blockOf(image, explanation, order[i]).copy_(blockOf(to, explanation, order[i]));
        risks.push_back(risk(image));
    }
    return risks;
}

/// Mean height over the steps, by the trapezoidal rule.
double areaUnder(const std::vector<double>& curve)
{
    double sum = 0.0;
    for (std::size_t i = 1; i < curve.size(); ++i)
        sum += 0.5 * (curve[i - 1] + curve[i]);
    return sum / double(curve.size() - 1);
}

/// `sign` is +1 when a good order lies above the random ones, -1 when below.
OrderCurve compared(const std::vector<std::vector<double>>& curves, double sign)
{
    OrderCurve result{.share = {}, .risk = curves.front(), .randomRisk = std::vector<double>(curves.front().size(), 0.0)};
    for (int step = 0; step <= steps; ++step)
        result.share.push_back(double(step) / steps);
    const double own = areaUnder(result.risk);
    for (std::size_t i = 1; i < curves.size(); ++i) {
        for (std::size_t step = 0; step < curves[i].size(); ++step)
            result.randomRisk[step] += curves[i][step] / double(curves.size() - 1);
        result.betterThan += sign * (own - areaUnder(curves[i])) > 0.0 ? 1 : 0;
    }
    result.area = sign * (own - areaUnder(result.randomRisk));
    return result;
}

}  // namespace

OrderCurves orderCurves(const inference::RiskModel& model, const inference::ModelInput& input,
                        const Explanation& explanation, const TrustOptions& options, const Job& job)
{
    const auto& members = model.members();
    const auto& sizes = model.package().architecture;
    const auto device = members.front().device();
    const auto whole = inference::imageTensor(input, sizes).to(device);
    const auto nothing = torch::zeros_like(whole);
    const auto clinical = inference::clinicalTensor({input.clinical}, sizes).to(device);
    const auto orders = ordersOf(explanation, options);
    using Curves = std::vector<std::vector<double>>;  // [order][step]
    std::vector<Curves> deleted(members.size()), inserted(members.size());
    inference::forEachMember(
        members.size(), int(orders.size()) * 2 * (steps + 1), model.membersSideBySide(), job,
        [&](std::size_t member, const std::function<void()>& step) {
            const torch::NoGradGuard noGradients;
            const auto risk = [&](const Tensor& image) {
                step();
                return members[member].forward(image, clinical).item<double>();
            };
            for (const auto& order : orders) {
                deleted[member].push_back(risksAlong(order, whole, nothing, explanation, risk));
                inserted[member].push_back(risksAlong(order, nothing, whole, explanation, risk));
            }
        });
    const auto ensemble = [&](const std::vector<Curves>& perMember) {
        Curves mean(orders.size(), std::vector<double>(steps + 1, 0.0));
        for (const auto& curves : perMember)
            for (std::size_t order = 0; order < mean.size(); ++order)
                for (std::size_t at = 0; at < mean[order].size(); ++at)
                    mean[order][at] += curves[order][at] / double(perMember.size());
        return mean;
    };
    return {compared(ensemble(deleted), -1.0), compared(ensemble(inserted), +1.0)};
}

}  // namespace metrisk::explanation
