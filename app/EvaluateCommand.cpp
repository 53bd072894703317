#include "app/Commands.h"
#include "app/EvaluationFiles.h"
#include "app/OffscreenQt.h"
#include "app/StagingFolder.h"
#include "app/Terminal.h"
#include "core/common/Sha256.h"
#include "core/common/Time.h"
#include "core/reporting/Wording.h"

#include <CLI/CLI.hpp>
#include <QApplication>
#include <fmt/format.h>

#include <map>
#include <memory>

namespace metrisk::app {

namespace {

using evaluation::TimeUnit;

struct Options {
    std::string predictions, training, out, unit = "months";
    evaluation::ColumnNames names;
    evaluation::EvaluationOptions evaluation;
    std::vector<std::string> subgroups;
    std::vector<double> thresholds{0.05, 0.50};
    bool noSubgroups = false;
};

const std::map<std::string, TimeUnit> units{{"days", TimeUnit::Days}, {"weeks", TimeUnit::Weeks}, {"months", TimeUnit::Months},
                                            {"years", TimeUnit::Years}};

void print(const evaluation::EvaluationPage& page, const std::string& out)
{
    fmt::print("{}\n", page.subtitle);
    for (const auto& warning : page.warnings)
        fmt::print("Warning: {}\n", warning);
    const auto& glance = page.sections.front().tables.back();
    for (const auto& row : glance.rows)
        fmt::print("{}: {} ({} patients, {} events)\n", row.cells[0], row.cells[3], row.cells[1], row.cells[2]);
    fmt::print("Read {}/evaluation.html or evaluation.pdf; all numbers are in evaluation.json and the CSV files.\n", out);
}

void evaluate(Options options)
{
    auto& names = options.names;
    names.timeUnit = units.at(options.unit);
    if (!options.subgroups.empty() || options.noSubgroups)
        names.subgroups = options.subgroups;
    options.evaluation.lowestThreshold = options.thresholds.front();
    options.evaluation.highestThreshold = options.thresholds.back();
    options.evaluation.check();
    const auto predictions = evaluation::readPredictions(options.predictions, names);
    std::optional<evaluation::Predictions> training;
    if (!options.training.empty())
        training = evaluation::readPredictions(options.training, evaluation::trainingNames(names));
    requireWritableFolder(options.out);
    const auto now = common::utcNow();
    const evaluation::Provenance provenance{common::sha256OfPath(options.predictions),
                                            training ? common::sha256OfPath(options.training) : std::string(), now,
                                            reporting::timeText(now), "MetRisk " METRISK_VERSION};
    std::optional<evaluation::Evaluation> result;
    {
        const Terminal terminal;
        const Job job = terminal.job();
        result = evaluation::evaluate(predictions, training ? &*training : nullptr, options.evaluation, job.part(0.0, 0.9));
        const auto qt = qtWithoutScreen();
        writeEvaluationFiles(options.out, *result, provenance, job.stage("Page and plots", 0.9, 1.0));
    }
    print(evaluation::pageOf(*result, provenance), options.out);
}

void addColumnOptions(CLI::App& command, Options& options)
{
    const auto* group = "Names of the columns, where they differ";
    const auto text = [&](const char* flag, std::string& name, const char* what) {
        command.add_option(flag, name, what)->group(group)->capture_default_str();
    };
    text("--id-column", options.names.id, "Names the patient; none when rows have no name");
    text("--time-column", options.names.time, "Follow-up until the event or until last seen");
    command.add_option("--time-unit", options.unit, "Its unit: days, weeks, months or years")->group(group)->capture_default_str()
        ->check(CLI::IsMember(units));
    text("--event-column", options.names.event, "1 with the event, 0 without");
    text("--cause-column", options.names.cause, "Instead: 0 censored, 1 event, 2 death before it");
    text("--risk-column", options.names.risk, "Log hazard or any score; higher is worse");
    text("--fold-column", options.names.fold, "Fold of a cross-validation");
    command.add_option("--scores", options.names.scores, "More columns to compare the risk with, as score_<name>: a,b")->group(group)->delimiter(',');
    command.add_option("--lower-is-worse", options.names.lowerIsWorse, "Of risk and scores, those whose low values are worse: a,b")
        ->group(group)->delimiter(',');
    auto* subgroups = command.add_option("--subgroups", options.subgroups, "Only these columns as subgroups: a,b [every other column]")
                          ->group(group)->delimiter(',');
    command.add_flag("--no-subgroups", options.noSubgroups, "No subgroups")->group(group)->excludes(subgroups);
}

void addEvaluationOptions(CLI::App& command, Options& options)
{
    const auto* group = "What is evaluated";
    auto& chosen = options.evaluation;
    const auto add = [&](const char* flag, auto& value, const char* what) {
        return command.add_option(flag, value, what)->group(group)->capture_default_str();
    };
    add("--outcome", chosen.outcome, "The event in words, for titles");
    add("--horizon", chosen.horizonMonths, "Months at which calibration, decision curve and ROC are taken");
    add("--landmarks", chosen.landmarksMonths, "Months of the rates")->delimiter(',');
    add("--auc-times", chosen.aucMonths, "Months of the AUC over time and the Brier score")->delimiter(',');
    add("--thresholds", options.thresholds, "Range of the decision curve: low,high")->delimiter(',')->expected(2);
    add("--resamples", chosen.resamples, "Of every bootstrap interval");
    add("--seed", chosen.seed, "Of the bootstrap: the same seed gives the same numbers");
}

}  // namespace

void addEvaluateCommand(CLI::App& program)
{
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("evaluate", "Hold predictions against what happened: C-index, groups, calibration, decision curve");
    command->add_option("--predictions", options->predictions, "Table of predictions and outcomes (CSV), one row per patient")->required();
    command->add_option("--training", options->training, "The same for the patients the model was trained with: cut-offs, baseline, censoring");
    command->add_option("--out", options->out, "Folder for evaluation.html, .pdf, .json, tables (CSV) and plots (SVG)")->required();
    addColumnOptions(*command, *options);
    addEvaluationOptions(*command, *options);
    command->footer("Columns of the table: id, time_months, event (or cause), and risk or its members risk_1, risk_2, ... (their mean counts).\n"
                    "Also read: fold, probability_<months> (of the event by then), score_<name> (to compare with). Every other column is a\n"
                    "subgroup: texts and up to six numbers as they are, more numbers split at their median. Empty or NA: not known.\n\n"
                    "With --training the risk groups are cut at its 33rd and 66th percentiles, and event probabilities come from its baseline\n"
                    "hazard and slope; without it the table's own percentiles serve and probabilities must be in the table.\n\n"
                    "A table of your own, in days, with other names:\n"
                    "  metrisk-cli evaluate --predictions veteran.csv --id-column rownames --time-column time --time-unit days \\\n"
                    "      --event-column status --risk-column karno --lower-is-worse karno --outcome death --out result");
    command->callback([options] { evaluate(*options); });
}

}  // namespace metrisk::app
