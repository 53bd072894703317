#include "app/Commands.h"
#include "app/ResultFiles.h"
#include "app/Terminal.h"
#include "core/common/PendingFile.h"
#include "core/io/VolumeFiles.h"
#include "core/training/CohortSimulator.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace metrisk::app {

namespace {

namespace fs = std::filesystem;

struct PatientOptions {
    std::uint64_t seed = 1;
    std::string name = "DEMO-0001", out;
};

struct CohortCommandOptions {
    training::CohortOptions cohort;
    bool images = false;
    std::string out;
};

/// The study as the workstation opens it: three volumes and clinical.json.
void writePatient(const training::SimulatedPatient& patient, const std::string& name, const fs::path& folder,
                  const Job& job)
{
    requireWritableFolder(folder);
    io::writeVolume(patient.t1ce, folder / (name + "_t1ce.nii.gz"));
    job.advance(0.4);
    io::writeVolume(patient.flair, folder / (name + "_flair.nii.gz"));
    job.advance(0.8);
    io::writeLabelMap(patient.label, folder / (name + "_label.nii.gz"));
    common::writeTextFile(folder / "clinical.json", clinical::clinicalToJson(patient.clinical) + "\n");
}

void simulateOne(const PatientOptions& options)
{
    requireWritableFolder(options.out);
    training::LesionTruth truth;
    {
        const Terminal terminal;
        const Job job = terminal.job();
        const auto patient = training::simulatePatient(training::drawPatient(options.seed),
                                                       job.stage("Drawing the head", 0.0, 0.6));
        writePatient(patient, options.name, options.out, job.stage("Writing", 0.6, 1.0));
        truth = patient.truth;
    }
    fmt::print("{}: a simulated patient, core {:.1f} mL and oedema {:.1f} mL on the {} side, in {}\n", options.name,
               truth.coreVolumeMl, truth.oedemaVolumeMl, truth.side, options.out);
}

std::string cohortTable(const std::vector<training::SimulatedRecord>& records)
{
    std::string table = "id,age_years,kps,primary,location,chemotherapy,immunotherapy,core_ml,necrosis_fraction,"
                        "oedema_ml,irregularity,heterogeneity,log_hazard,time_months,event,cause\n";
    for (const auto& record : records) {
        const auto& clinical = record.patient.clinical;
        const auto& lesion = record.patient.lesion;
        table += fmt::format("{},{},{},{},{},{:d},{:d},{:.4f},{:.4f},{:.4f},{:.4f},{:.4f},{:.6f},{:.4f},{:d},{:d}\n",
                             record.id, clinical.ageYears.value(), clinical.kps.value(), clinical.primary.value(),
                             clinical.location.value(), clinical.chemotherapy.value(), clinical.immunotherapy.value(),
                             lesion.coreVolumeMl, lesion.necrosisFraction, lesion.oedemaVolumeMl, lesion.irregularity,
                             lesion.heterogeneity, record.logHazard, record.followUp.timeMonths,
                             record.followUp.event, training::causeOf(record));
    }
    return table;
}

void simulateMany(const CohortCommandOptions& options)
{
    requireWritableFolder(options.out);
    const auto records = training::simulateCohort(options.cohort);
    common::writeTextFile(fs::path(options.out) / "cohort.csv", cohortTable(records));
    if (options.images) {
        const Terminal terminal;
        for (std::size_t i = 0; i < records.size(); ++i) {
            const double share = 1.0 / double(records.size());
            const Job job = terminal.job().stage(records[i].id, double(i) * share, double(i + 1) * share);
            const auto patient = training::simulatePatient(records[i].patient, job.part(0.0, 0.6));
            writePatient(patient, records[i].id, fs::path(options.out) / records[i].id, job.part(0.6, 1.0));
        }
    }
    fmt::print("{} simulated patients in {}\n", records.size(), options.out);
}

void addPatient(CLI::App& simulate)
{
    auto options = std::make_shared<PatientOptions>();
    auto* command = simulate.add_subcommand("patient", "One head with a metastasis: T1-CE, FLAIR, label, clinical.json");
    command->add_option("--seed", options->seed, "Which patient: the same seed gives the same voxels")
        ->capture_default_str();
    command->add_option("--name", options->name, "Name in front of the files")->capture_default_str();
    command->add_option("--out", options->out, "Folder to write to")->required();
    command->callback([options] { simulateOne(*options); });
}

void addCohort(CLI::App& simulate)
{
    auto options = std::make_shared<CohortCommandOptions>();
    auto* command = simulate.add_subcommand("cohort", "Many patients with clinical data and follow-up: cohort.csv");
    command->add_option("--patients", options->cohort.patients, "How many")->capture_default_str();
    command->add_option("--seed", options->cohort.seed, "Which cohort")->capture_default_str();
    command->add_flag("--images", options->images, "Draw every patient's images too (about 10 MB and 3 s each)");
    command->add_option("--out", options->out, "Folder to write to")->required();
    command->callback([options] { simulateMany(*options); });
}

}  // namespace

void addSimulateCommand(CLI::App& program)
{
    auto* command = program.add_subcommand("simulate", "Make simulated patients; nobody real is in them");
    command->require_subcommand(1);
    addPatient(*command);
    addCohort(*command);
}

}  // namespace metrisk::app
