#include "core/training/Trainer.h"

#include "core/common/Error.h"
#include "core/inference/MemberThreads.h"
#include "core/inference/TorchErrors.h"
#include "core/survival/CoxSlope.h"
#include "core/training/MemberTraining.h"
#include "core/training/PackWriter.h"

#include <fmt/format.h>

#include <optional>

namespace metrisk::training {

namespace {

/// Numbers by the simulated cohort's own middle and spread; words as design.md lists them.
clinical::ClinicalEncoding demonstrationEncoding()
{
    using Kind = clinical::EncodedVariable::Kind;
    return {{{"ageYears", Kind::Number, 61.0, 11.0, {}},
             {"kps", Kind::Number, 80.0, 10.0, {}},
             {"primary", Kind::Category, 0.0, 1.0, clinical::primaries()},
             {"location", Kind::Category, 0.0, 1.0, clinical::locations()},
             {"chemotherapy", Kind::Flag, 0.0, 1.0, {}},
             {"immunotherapy", Kind::Flag, 0.0, 1.0, {}}}};
}

void require(bool fine, const std::string& what, const std::string& advice)
{
    if (!fine)
        throw Error(Error::Kind::Input, "The training cannot run with " + what + ".", advice);
}

std::vector<TrainedMember> trainMembers(const TrainingSet& set, const std::vector<Patients>& folds,
                                        const TrainingOptions& options, const Job& job)
{
    const Random random(options.cohort.seed);
    std::vector<std::optional<TrainedMember>> trained(folds.size());
    inference::forEachMember(folds.size(), options.epochs, inference::membersSideBySide(2), job,
                             [&](std::size_t k, const std::function<void()>& step) {
                                 trained[k] = trainMember(set, folds[k], options, random.fork(2000 + k), step);
                             });
    std::vector<TrainedMember> members;
    for (auto& member : trained)
        members.push_back(std::move(*member));
    return members;
}

std::vector<double> outOfFoldRisks(const std::vector<TrainedMember>& members, const std::vector<Patients>& folds,
                                   std::size_t patients)
{
    std::vector<double> risks(patients);
    for (std::size_t k = 0; k < folds.size(); ++k)
        for (std::size_t i = 0; i < folds[k].size(); ++i)
            risks[folds[k][i]] = members[k].heldOutRisks[i];
    return risks;
}

/// Standardised risks become log hazard ratios by one factor for all members: Cox's slope of the
/// out-of-fold risks. A model that learnt nothing has no such factor.
double hazardScale(const std::vector<survival::FollowUp>& followUp, const std::vector<double>& risks)
{
    const double slope = survival::coxSlope(followUp, risks);
    if (!(slope > 0.0))
        throw Error(Error::Kind::Model, "The trained model orders unseen patients no better than chance.",
                    "Train on more patients, for more epochs, or with another seed.");
    return slope;
}

}  // namespace

inference::Architecture TrainingOptions::demonstrationArchitecture()
{
    inference::Architecture sizes;
    sizes.hiddenSize = 32;
    sizes.heads = 4;
    sizes.mlpSize = 64;
    sizes.layers = 3;
    sizes.clinicalFeatures = demonstrationEncoding().columns();
    return sizes;
}

void TrainingOptions::check() const
{
    cohort.check();
    architecture.check();
    require(members >= 2 && members <= 20, fmt::format("{} members", members), "Choose 2 to 20 members.");
    require(cohort.patients >= 4 * members, fmt::format("{} patients for {} folds", cohort.patients, members),
            "Simulate at least four patients per fold.");
    require(epochs >= 1 && epochs <= 1000, fmt::format("{} epochs", epochs), "Choose 1 to 1000 epochs.");
    require(batchSize >= 4, fmt::format("batches of {}", batchSize), "Choose four patients per batch or more.");
    require(learningRate > 0.0 && weightDecay >= 0.0 && dropout >= 0.0 && dropout < 0.9,
            "this learning rate, weight decay or dropout", "Choose a rate above 0 and a dropout below 0.9.");
    require(architecture.clinicalFeatures == demonstrationEncoding().columns(),
            fmt::format("{} clinical columns", architecture.clinicalFeatures),
            fmt::format("The clinical encoding has {} columns.", demonstrationEncoding().columns()));
}

inference::ModelPackage trainPack(const TrainingOptions& options, const InputMaker& input,
                                  const std::filesystem::path& folder, const Job& job)
{
    options.check();
    return inference::withTorchErrors([&] {
        const auto encoding = demonstrationEncoding();
        const auto cohort = simulateCohort(options.cohort);
        const auto set = makeTrainingSet(cohort, options, encoding, input, job.stage("Simulating patients", 0.0, 0.45));
        const auto folds = stratifiedFolds(set.followUp, options.members, Random(options.cohort.seed).fork(1000));
        auto members = trainMembers(set, folds, options, job.stage("Training members", 0.45, 0.97));

        auto risks = outOfFoldRisks(members, folds, cohort.size());
        const double scale = hazardScale(set.followUp, risks);
        for (auto& risk : risks)
            risk *= scale;
        std::vector<inference::VisionTransformer> networks;
        for (auto& member : members) {
            rescale(member.network, 0.0, scale);
            networks.push_back(member.network);
        }
        return writePack(folder, {options, encoding, cohort, risks, networks}, input, job.stage("Writing the pack", 0.97, 1.0));
    });
}

}  // namespace metrisk::training
