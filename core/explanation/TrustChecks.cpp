#include "core/explanation/TrustChecks.h"

#include "core/common/Random.h"
#include "core/explanation/BlockOrders.h"
#include "core/explanation/RelevancePropagation.h"
#include "core/inference/InputTensors.h"
#include "core/inference/MemberThreads.h"
#include "core/inference/TorchErrors.h"
#include "core/survival/Correlation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::explanation {

namespace {

using inference::ModelInput;
using inference::RiskModel;
using inference::VisionTransformer;
using torch::Tensor;

constexpr int randomisedParts = 3;            // the blocks, from the last to the first
constexpr double largestLoss = 0.05;          // of the relevance, before the reader is told
constexpr double largestRandomAgreement = 0.5;
constexpr double smallestStability = 0.9;

/// What all checks of one case share.
struct Subject {
    const RiskModel& model;
    const Explanation& explanation;
    Tensor image, clinical;
};

/// Every member, with its weights as they are or changed: its relevance by the rule of the explanation.
using Network = std::function<VisionTransformer(std::size_t member)>;
struct Maps {
    std::vector<std::vector<double>> members;
    std::vector<double> arrived;
};

Maps mapsOf(const Subject& subject, const Tensor& image, const Network& network, const Job& job)
{
    const auto count = subject.model.members().size();
    const int layers = subject.model.package().architecture.layers;
    Maps maps{std::vector<std::vector<double>>(count), std::vector<double>(count, 0.0)};
    inference::forEachMember(count, 2 * layers, subject.model.membersSideBySide(), job,
                             [&](std::size_t member, const std::function<void()>& step) {
        const auto observe = [&](const std::string& stage, const Tensor& relevance) {
            if (stage == "block0")
                maps.arrived[member] = relevance.sum().item<double>();
        };
        const auto propagated = propagateRelevance(network(member), image, subject.clinical, step, observe);
        maps.arrived[member] += propagated.clinicalShare;
        const auto tokens = tokenRelevance(propagated, subject.explanation.rule).to(torch::kCPU).contiguous();
        maps.members[member] = {tokens.data_ptr<double>(), tokens.data_ptr<double>() + tokens.numel()};
    });
    return maps;
}

/// Mean over the members of the rank correlation with the true map; a member whose map is flat has none.
std::optional<double> agreement(const std::vector<std::vector<double>>& maps, const Explanation& explanation)
{
    double sum = 0.0;
    int count = 0;
    for (std::size_t member = 0; member < maps.size(); ++member)
        if (const auto rho = rankAgreement({maps[member], explanation.members.at(member)})) {
            sum += *rho;
            ++count;
        }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

/// First block of each randomised part, from the last part to the first.
std::vector<int> partStarts(int layers)
{
    std::vector<int> starts;
    for (int part = std::min(randomisedParts, layers) - 1; part >= 0; --part)
        starts.push_back(part * layers / std::min(randomisedParts, layers));
    return starts;
}

bool isRandomised(const std::string& tensor, int fromBlock)
{
    if (!tensor.starts_with("blocks."))
        return tensor.starts_with("fc") || tensor.starts_with("norm");
    return std::stoi(tensor.substr(7)) >= fromBlock;
}

std::string stageName(int from, int before)
{
    return before - from == 1 ? fmt::format("block {}", from + 1) : fmt::format("blocks {} to {}", from + 1, before);
}

std::vector<RandomisedStage> randomisation(const Subject& subject, const TrustOptions& options, const Job& job)
{
    const auto& sizes = subject.model.package().architecture;
    auto starts = partStarts(sizes.layers);
    starts.insert(starts.begin(), sizes.layers);  // the head alone
    std::vector<RandomisedStage> stages;
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const auto network = [&, from = starts[i]](std::size_t member) {
            return subject.model.members()[member].withWeightsOf(
                VisionTransformer::initialised(sizes, options.seed + member),
                [from](const std::string& tensor) { return isRandomised(tensor, from); });
        };
        const auto part = job.part(double(i) / double(starts.size()), double(i + 1) / double(starts.size()));
        const auto maps = mapsOf(subject, subject.image, network, part);
        stages.push_back({i == 0 ? "head" : "head and " + stageName(starts[i], sizes.layers),
                          agreement(maps.members, subject.explanation)});
    }
    return stages;
}

/// Noise on T1-CE and FLAIR where there is any tissue; the label stays.
Tensor noisy(const Tensor& image, double sd, Random random)
{
    Tensor copy = image.to(torch::kCPU).clone();
    float* voxels = copy.data_ptr<float>();
    for (std::int64_t i = 0; i < copy.numel() / 3 * 2; ++i)
        if (voxels[i] > 0.0F)
            voxels[i] = std::max(0.0F, voxels[i] + float(random.normal(0.0, sd)));
    return copy.to(image.device());
}

double meanRisk(const Subject& subject, const Tensor& image)
{
    const torch::NoGradGuard noGradients;
    inference::useOneComputeThread();
    double sum = 0.0;
    for (const auto& member : subject.model.members())
        sum += member.forward(image, subject.clinical).item<double>();
    return sum / double(subject.model.members().size());
}

void stability(const Subject& subject, const TrustOptions& options, const Job& job, TrustChecks& result)
{
    const auto network = [&](std::size_t member) { return subject.model.members()[member]; };
    const double risk = meanRisk(subject, subject.image);
    double sum = 0.0;
    int count = 0;
    for (int copy = 0; copy < options.noisyCopies; ++copy) {
        const auto image = noisy(subject.image, options.noise, Random(options.seed).fork(1000 + std::uint64_t(copy)));
        const auto part = job.part(double(copy) / options.noisyCopies, double(copy + 1) / options.noisyCopies);
        result.riskUnderNoise = std::max(result.riskUnderNoise, std::abs(meanRisk(subject, image) - risk));
        if (const auto rho = agreement(mapsOf(subject, image, network, part).members, subject.explanation)) {
            sum += *rho;
            ++count;
        }
    }
    result.stability = count > 0 ? std::optional(sum / count) : std::nullopt;
}

void warn(TrustChecks& checks)
{
    auto& warnings = checks.warnings;
    for (std::size_t member = 0; member < checks.conservation.size(); ++member)
        if (std::abs(checks.conservation[member] - 1.0) > largestLoss)
            warnings.push_back(fmt::format("Of member {}'s relevance {:.0f} % arrives at its inputs; it should be all.",
                                           member + 1, 100.0 * checks.conservation[member]));
    const auto& last = checks.randomisation.back().rankCorrelation;
    if (last && *last > largestRandomAgreement)
        warnings.push_back(fmt::format("A network with random weights gives a similar map (rank correlation {:.2f}): the "
                                       "map shows the images more than the model.", *last));
    for (const auto& [name, curve] : {std::pair{"taken out", &checks.deletion}, std::pair{"put in", &checks.insertion}})
        if (2 * curve->betterThan <= checks.options.randomOrders)
            warnings.push_back(fmt::format("The risk does not follow the map: blocks {} by relevance change it no faster "
                                           "than in most random orders.", name));
    if (checks.stability && *checks.stability < smallestStability)
        warnings.push_back(fmt::format("Noise too small to see changes the map (rank correlation {:.2f}).",
                                       *checks.stability));
}

}  // namespace

void TrustOptions::check() const
{
    if (randomOrders < 1 || randomOrders > 1000 || noisyCopies < 1 || noisyCopies > 1000 || !(noise > 0.0 && noise <= 1.0))
        throw Error(Error::Kind::Input,
                    fmt::format("The trust checks cannot be run with {} random orders, {} noisy copies and noise {}.",
                                randomOrders, noisyCopies, noise),
                    "Use 1 to 1000 orders and copies, and noise above 0 up to 1.");
}

TrustChecks checkTrust(const RiskModel& model, const ModelInput& input, const Explanation& explanation,
                       const TrustOptions& options, const Job& job)
{
    options.check();
    return inference::withTorchErrors([&] {
        const auto& sizes = model.package().architecture;
        const auto device = model.members().front().device();
        const Subject subject{model, explanation, inference::imageTensor(input, sizes).to(device),
                              inference::clinicalTensor({input.clinical}, sizes).to(device)};
        TrustChecks result{.options = options};
        const auto asIs = [&](std::size_t member) { return model.members()[member]; };
        result.conservation =
            mapsOf(subject, subject.image, asIs, job.stage("Conservation", 0.0, 0.06)).arrived;
        result.randomisation = randomisation(subject, options, job.stage("Random weights", 0.06, 0.3));
        stability(subject, options, job.stage("Small noise", 0.3, 0.5), result);
        const auto curves = orderCurves(model, input, explanation, options, job.stage("Deletion and insertion", 0.5, 1.0));
        result.deletion = curves.deletion;
        result.insertion = curves.insertion;
        warn(result);
        return result;
    });
}

}  // namespace metrisk::explanation
