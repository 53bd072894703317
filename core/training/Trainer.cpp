#include "core/training/Trainer.h"

#include "core/common/Error.h"
#include "core/inference/TorchErrors.h"
#include "core/training/CrossValidation.h"
#include "core/training/PackWriter.h"

#include <fmt/format.h>

namespace metrisk::training {

namespace {

void require(bool fine, const std::string& what, const std::string& advice)
{
    if (!fine)
        throw Error(Error::Kind::Input, "The training cannot run with " + what + ".", advice);
}

}  // namespace

/// Numbers by the simulated cohort's own middle and spread; words as design.md lists them.
clinical::ClinicalEncoding TrainingOptions::demonstrationEncoding()
{
    using Kind = clinical::EncodedVariable::Kind;
    return {{{"ageYears", Kind::Number, 61.0, 11.0, {}},
             {"kps", Kind::Number, 80.0, 10.0, {}},
             {"primary", Kind::Category, 0.0, 1.0, clinical::primaries()},
             {"location", Kind::Category, 0.0, 1.0, clinical::locations()},
             {"chemotherapy", Kind::Flag, 0.0, 1.0, {}},
             {"immunotherapy", Kind::Flag, 0.0, 1.0, {}}}};
}

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
    require(architecture.clinicalFeatures == clinical.columns(),
            fmt::format("{} clinical columns", architecture.clinicalFeatures),
            fmt::format("The clinical encoding has {} columns.", clinical.columns()));
}

inference::ModelPackage trainPack(const TrainingOptions& options, const InputMaker& input,
                                  const std::filesystem::path& folder, const Job& job)
{
    options.check();
    return inference::withTorchErrors([&] {
        const auto cohort = simulateCohort(options.cohort);
        const auto set = makeTrainingSet(cohort, options, input, job.stage("Simulating patients", 0.0, 0.45));
        const auto trained = crossValidate(set, options, job.stage("Training members", 0.45, 0.97));
        return writePack(folder, {options, cohort, set, trained}, input, job.stage("Writing the pack", 0.97, 1.0));
    });
}

}  // namespace metrisk::training
