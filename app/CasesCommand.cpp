#include "app/Commands.h"
#include "app/DefaultPaths.h"
#include "core/common/Error.h"
#include "core/common/PendingFile.h"
#include "core/reporting/Report.h"
#include "core/storage/CaseRepository.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace metrisk::app {

namespace {

struct Options {
    std::string database, search, out;
    storage::CaseId id = 0;
};

storage::CaseRepository openedBase(const Options& options)
{
    const auto file = options.database.empty() ? defaultDatabaseFile() : std::filesystem::path(options.database);
    if (!std::filesystem::exists(file))
        throw Error(Error::Kind::Input, "There is no case base at " + file.string() + ".",
                    "Name one with --database, or analyse a case with --database first.");
    return storage::CaseRepository(file.string());
}

void list(const Options& options)
{
    const auto cases = openedBase(options).list(options.search);
    fmt::print("{:>5}  {:<24} {:<10} {:<8} {:>10}  {:>11}  {}\n", "case", "patient", "primary", "group", "percentile",
               "predictions", "changed");
    bool demonstration = false;
    for (const auto& entry : cases) {
        demonstration = demonstration || entry.demonstration;
        fmt::print("{:>5}  {:<24} {:<10} {:<8} {:>10}  {:>11}  {}\n", entry.id, entry.patientId, entry.primary,
                   entry.group.value_or("-"), entry.percentile ? fmt::format("{:.0f}", *entry.percentile) : "-",
                   entry.predictions, entry.updatedAt);
    }
    if (demonstration)
        fmt::print("Some of these numbers come from a demonstration model, trained on simulated patients.\n");
}

void show(const Options& options)
{
    const auto stored = openedBase(options).load(options.id);
    fmt::print("Case {} · {}\n", stored.id, stored.record.patient.id);
    for (const auto& input : stored.record.inputs)
        fmt::print("{:<6} {}\n       sha256 {}\n", io::roleName(input.role), input.path.string(), input.sha256);
    for (const auto& prediction : stored.predictions) {
        const reporting::Report report(prediction.result);
        fmt::print("\nPrediction {} · {} · pack {} {:.12} · MetRisk {}\n{}, {}\n{}\n", prediction.id,
                   prediction.createdAt, prediction.packName, prediction.packSha256, prediction.softwareVersion,
                   report.headline, report.headlineDetail, report.warning);
    }
}

void exportResult(const Options& options)
{
    const auto stored = openedBase(options).load(options.id);
    if (stored.predictions.empty())
        throw Error(Error::Kind::Input, fmt::format("Case {} has no prediction yet.", options.id),
                    "Analyse it first.");
    const auto text = analysis::resultToJson(stored.predictions.back().result);
    if (options.out.empty())
        fmt::print("{}\n", text);
    else
        common::writeTextFile(options.out, text);
}

}  // namespace

void addCasesCommand(CLI::App& program)
{
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("cases", "List, show and export the cases that were kept");
    command->require_subcommand(1);
    command->add_option("--database", options->database, "Case base [the workstation's]");

    auto* listCommand = command->add_subcommand("list", "One line per case, newest first");
    listCommand->add_option("search", options->search, "Only cases whose id, name, primary or group match");
    listCommand->callback([options] { list(*options); });

    auto* showCommand = command->add_subcommand("show", "One case with every prediction ever made");
    showCommand->add_option("case", options->id, "Number of the case")->required();
    showCommand->callback([options] { show(*options); });

    auto* exportCommand = command->add_subcommand("export", "The latest result of a case as result.json");
    exportCommand->add_option("case", options->id, "Number of the case")->required();
    exportCommand->add_option("--out", options->out, "File to write [standard output]");
    exportCommand->callback([options] { exportResult(*options); });
}

}  // namespace metrisk::app
