#include "app/Commands.h"
#include "app/DefaultPaths.h"
#include "app/Terminal.h"
#include "core/inference/PackDraft.h"
#include "core/inference/PackFiles.h"
#include "core/inference/RiskModel.h"
#include "core/segmentation/network/NetworkSegmenter.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <optional>

namespace metrisk::app {

namespace {

void printSound(const inference::Pack& pack, std::size_t otherFiles)
{
    fmt::print("{} {} is sound: {} files match their digests, {} members load, the golden case agrees.\nsha256 {}\n", pack.name,
               pack.version, pack.members.size() + otherFiles, pack.members.size(), pack.sha256);
}

void checkRisk(const std::filesystem::path& folder)
{
    std::optional<inference::RiskModel> model;
    {
        const Terminal terminal;
        const auto package = inference::loadPackage(folder, terminal.job().stage("Files", 0.0, 0.4));
        model.emplace(package, terminal.job().stage("Golden case", 0.4, 1.0));
    }
    const auto& pack = model->package();
    printSound(pack, pack.embeddingsFile.empty() ? 3 : 4);
    fmt::print("Cohort: {}, {} patients. Device: {}.\n{}\n", pack.cohortName, pack.cohort.size(), model->deviceName(), pack.statement);
}

void checkSegmentation(const std::filesystem::path& folder)
{
    std::optional<segmentation::NetworkSegmenter> segmenter;
    {
        const Terminal terminal;
        const auto package = segmentation::loadSegmentationPackage(folder, terminal.job().stage("Files", 0.0, 0.4));
        segmenter.emplace(package, terminal.job().stage("Golden case", 0.4, 1.0));
    }
    const auto& pack = segmenter->package();
    printSound(pack, 2);
    fmt::print("It finds lesions: Dice of the core {:.2f} on {} patients ({}). Device: {}.\n{}\n", pack.evidence.diceCore,
               pack.evidence.patients, pack.evidence.method, segmenter->deviceName(), pack.statement);
}

/// Digests, shapes and the golden case: what the workstation asks of a pack before it computes.
void check(const std::string& named)
{
    const std::filesystem::path folder = named.empty() ? defaultPackFolder() : std::filesystem::path(named);
    inference::packKindIn(folder) == inference::PackKind::Segmentation ? checkSegmentation(folder) : checkRisk(folder);
}

void seal(const std::string& folder)
{
    const bool findsLesions = inference::packKindIn(folder) == inference::PackKind::Segmentation;
    inference::Pack pack;
    {
        const Terminal terminal;
        pack = findsLesions ? inference::Pack(segmentation::sealSegmentationDraft(folder, terminal.job()))
                            : inference::Pack(inference::sealDraft(folder, terminal.job()));
    }
    fmt::print("{} {} is sealed: {} members, sha256 {}.\n", pack.name, pack.version, pack.members.size(), pack.sha256);
}

}  // namespace

void addPackCommand(CLI::App& program)
{
    auto folder = std::make_shared<std::string>();
    auto* command = program.add_subcommand("pack", "Model packs");
    command->require_subcommand(1);
    auto* checkCommand = command->add_subcommand("check", "Check a model pack: digests, shapes, golden case");
    checkCommand->add_option("folder", *folder, "Model pack folder [the demonstration pack]");
    checkCommand->callback([folder] { check(*folder); });
    auto* sealCommand = command->add_subcommand(
        "seal", "Close a pack made by hand: golden case where there is none, digests, model.json");
    sealCommand->add_option("folder", *folder, "Folder with model.json, members, cohort.csv and MODEL_CARD.md")
        ->required();
    sealCommand->callback([folder] { seal(*folder); });
}

}  // namespace metrisk::app
