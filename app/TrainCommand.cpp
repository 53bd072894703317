#include "app/Commands.h"
#include "app/ResultFiles.h"
#include "app/Terminal.h"
#include "core/analysis/ModelInputMaker.h"
#include "core/segmentation/LesionList.h"
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

}  // namespace

void addTrainCommand(CLI::App& program)
{
    auto options = std::make_shared<Options>();
    auto& training = options->training;
    auto* command = program.add_subcommand("train", "Train a demonstration pack on a simulated cohort");
    command->add_option("--out", options->out, "Model pack folder to write")->required();
    command->add_option("--seed", training.cohort.seed, "Cohort, weights and order of training")->capture_default_str();
    command->add_option("--patients", training.cohort.patients, "Size of the simulated cohort")->capture_default_str();
    command->add_option("--members", training.members, "Members, as many folds")->capture_default_str();
    command->add_option("--epochs", training.epochs, "Passes over the cohort")->capture_default_str();
    command->callback([options] { train(*options); });
}

}  // namespace metrisk::app
