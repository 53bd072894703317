#include "app/Commands.h"
#include "app/ResultFiles.h"
#include "app/Terminal.h"
#include "core/analysis/ModelInputMaker.h"
#include "core/segmentation/LesionList.h"
#include "core/training/SegmentationTrainer.h"
#include "core/training/Trainer.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <optional>

namespace metrisk::app {

namespace {

struct Options {
    training::TrainingOptions training;
    std::string out;
};

/// As the product makes it: the same functions that score a patient.
inference::ModelInput productInput(const training::SimulatedPatient& patient,
                                   const inference::Architecture& architecture, const inference::InputRule& rule)
{
    const auto lesion = segmentation::keepLargestMetastasis(patient.label);
    return analysis::imageInput(patient.t1ce, patient.flair, lesion, architecture.imageSize, rule);
}

void train(const Options& options)
{
    requireWritableFolder(options.out);
    std::optional<inference::ModelPackage> pack;
    {
        const Terminal terminal;
        pack = training::trainPack(options.training, productInput, options.out, terminal.job());
    }
    const auto& evidence = pack->evidence;
    fmt::print("{} is ready in {}: {} members, {} patients, {} events, C-index {:.2f} ({:.2f} to {:.2f}, {}).\n{}\n",
               pack->name, options.out, pack->members.size(), evidence.patients, evidence.events,
               evidence.concordance, evidence.concordanceLow, evidence.concordanceHigh, evidence.method,
               pack->statement);
}

struct SegmentationOptions {
    training::SegmentationTrainingOptions training;
    std::string out;
};

void trainSegmentation(const SegmentationOptions& options)
{
    requireWritableFolder(options.out);
    std::optional<segmentation::SegmentationPackage> pack;
    {
        const Terminal terminal;
        pack = training::trainSegmentationPack(options.training, options.out, terminal.job());
    }
    const auto& evidence = pack->evidence;
    fmt::print("{} is ready in {}. On {} simulated patients held back from training: Dice of the core {:.3f} on average, {:.3f} at "
               "worst; Dice of the whole lesion {:.3f}.\n{}\n",
               pack->name, options.out, evidence.patients, evidence.diceCore, evidence.diceCoreLowest, evidence.diceWhole,
               pack->statement);
}

void addSegmentation(CLI::App& train)
{
    auto options = std::make_shared<SegmentationOptions>();
    auto& training = options->training;
    auto* command = train.add_subcommand("segmentation", "Train a demonstration pack that finds lesions");
    command->add_option("--out", options->out, "Model pack folder to write")->required();
    command->add_option("--seed", training.seed, "Patients, weights and order of training")->capture_default_str();
    command->add_option("--patients", training.patients, "Simulated patients to learn from")->capture_default_str();
    command->add_option("--held-back", training.heldBack, "Simulated patients to measure on")->capture_default_str();
    command->add_option("--iterations", training.iterations, "Steps of the optimiser")->capture_default_str();
    command->add_option("--finishing", training.finishing, "More steps, in which the last layer learns faster")->capture_default_str();
    command->callback([options] { trainSegmentation(*options); });
}

}  // namespace

void addTrainCommand(CLI::App& program)
{
    auto options = std::make_shared<Options>();
    auto& training = options->training;
    auto* command = program.add_subcommand("train", "Train a demonstration pack on a simulated cohort");
    addSegmentation(*command);
    command->add_option("--out", options->out, "Model pack folder to write");
    command->add_option("--seed", training.cohort.seed, "Cohort, weights and order of training")->capture_default_str();
    command->add_option("--patients", training.cohort.patients, "Size of the simulated cohort")->capture_default_str();
    command->add_option("--members", training.members, "Members, as many folds")->capture_default_str();
    command->add_option("--epochs", training.epochs, "Passes over the cohort")->capture_default_str();
    command->callback([options, command] {
        if (!command->get_subcommands().empty())
            return;  // which has run already
        if (options->out.empty())
            throw CLI::RequiredError("--out");
        train(*options);
    });
}

}  // namespace metrisk::app
