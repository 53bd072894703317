#include "core/training/MemberTraining.h"

#include "core/training/CoxLoss.h"
#include "core/training/LearningRate.h"

#include <ATen/CPUGeneratorImpl.h>

namespace metrisk::training {

namespace {

using inference::VisionTransformer;

constexpr std::size_t scoredAtOnce = 8;
constexpr double longestGradient = 1.0;  // keeps one odd batch from undoing many

std::vector<torch::Tensor> trainable(const VisionTransformer& network)
{
    std::vector<torch::Tensor> weights;
    for (const auto& [name, weight] : network.weights()) {
        weight.requires_grad_(true);
        weights.push_back(weight);
    }
    return weights;
}

/// Left and right exchanged in half of the images.
void flipHalf(torch::Tensor& images, Random& random)
{
    for (std::int64_t i = 0; i < images.size(0); ++i)
        if (random.chance(0.5))
            images[i].copy_(images[i].flip({1}));
}

std::vector<double> risksOf(const VisionTransformer& network, const TrainingSet& set, const Patients& patients)
{
    const torch::NoGradGuard noGradients;
    std::vector<double> risks;
    for (std::size_t from = 0; from < patients.size(); from += scoredAtOnce) {
        const Patients some(patients.begin() + std::ptrdiff_t(from),
                            patients.begin() + std::ptrdiff_t(std::min(from + scoredAtOnce, patients.size())));
        const auto scored = network.forward(set.imagesOf(some), set.clinical.index_select(0, rows(some)));
        for (std::int64_t i = 0; i < scored.size(0); ++i)
            risks.push_back(scored[i].item<double>());
    }
    return risks;
}

/// Mean 0 and standard deviation 1 over the given risks of the network.
void standardise(VisionTransformer& network, const std::vector<double>& risks)
{
    double mean = 0.0, square = 0.0;
    for (const double risk : risks)
        mean += risk / double(risks.size());
    for (const double risk : risks)
        square += (risk - mean) * (risk - mean) / double(risks.size());
    const double sd = std::sqrt(square);
    rescale(network, -mean, sd > 1e-9 ? 1.0 / sd : 1.0);
}

class MemberTrainer {
public:
    MemberTrainer(const TrainingSet& set, const TrainingOptions& options, const Random& random)
        : m_set(set), m_options(options), m_random(random.fork(1)),
          m_network(VisionTransformer::initialised(options.architecture, random.fork(2).fork(0).bits())),
          m_weights(trainable(m_network)),
          m_optimiser(m_weights, torch::optim::AdamWOptions(options.learningRate).weight_decay(options.weightDecay)),
          m_dropout{options.dropout, at::detail::createCPUGenerator(random.fork(3).fork(0).bits())}
    {
    }

    void epoch(int number, const Patients& training)
    {
        const auto batches = epochBatches(training, m_set.followUp, m_options.batchSize, m_random);
        for (std::size_t i = 0; i < batches.size(); ++i) {
            setLearningRate(m_optimiser, m_options.learningRate *
                                             scheduledRate((number + double(i) / double(batches.size())) / m_options.epochs));
            step(batches[i]);
        }
    }

    /// The network as it now is, done with learning.
    VisionTransformer frozen() const
    {
        for (const auto& weight : m_weights)
            weight.requires_grad_(false);
        return m_network;
    }

private:
    void step(const Patients& batch)
    {
        auto images = m_set.imagesOf(batch);
        if (m_options.flip)
            flipHalf(images, m_random);
        const auto chosen = rows(batch);
        const auto risks = m_network.forward(images, m_set.clinical.index_select(0, chosen), {.dropout = m_dropout});
        const auto loss = coxLoss(risks, m_set.months.index_select(0, chosen), m_set.events.index_select(0, chosen));
        m_optimiser.zero_grad();
        loss.backward();
        torch::nn::utils::clip_grad_norm_(m_weights, longestGradient);
        m_optimiser.step();
    }

    const TrainingSet& m_set;
    const TrainingOptions& m_options;
    Random m_random;
    VisionTransformer m_network;
    std::vector<torch::Tensor> m_weights;
    torch::optim::AdamW m_optimiser;
    inference::Dropout m_dropout;
};

}  // namespace

void rescale(VisionTransformer& network, double shift, double factor)
{
    const torch::NoGradGuard noGradients;
    network.weight("fc_head.0.bias").add_(shift).mul_(factor);
    network.weight("fc_head.0.weight").mul_(factor);
}

TrainedMember trainMember(const TrainingSet& set, const Patients& heldOut, const TrainingOptions& options,
                          const Random& random, const std::function<void()>& afterEpoch)
{
    const auto training = allBut(heldOut, set.size());
    MemberTrainer trainer(set, options, random);
    for (int epoch = 0; epoch < options.epochs; ++epoch) {
        trainer.epoch(epoch, training);
        afterEpoch();
    }
    auto network = trainer.frozen();
    standardise(network, risksOf(network, set, training));
    return {network, risksOf(network, set, heldOut)};
}

}  // namespace metrisk::training
