#include "app/Commands.h"
#include "app/Terminal.h"
#include "app/ResultFiles.h"
#include "core/common/PendingFile.h"
#include "core/io/VolumeFiles.h"
#include "core/preprocessing/PreparedCase.h"
#include "core/reporting/PreparationSection.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace metrisk::app {

namespace {

namespace fs = std::filesystem;

struct Options {
    std::string t1ce, flair, label, atlas, out;
    bool stretch = false, n4 = false;
};

void write(const preprocessing::PreparedCase& prepared, bool labelled, const fs::path& folder)
{
    io::writeVolume(prepared.t1ce, folder / "t1ce.nii.gz");
    io::writeVolume(prepared.flair, folder / "flair.nii.gz");
    if (!prepared.brain.empty())
        io::writeLabelMap(prepared.brain, folder / "brain.nii.gz");
    if (labelled)
        io::writeLabelMap(prepared.label, folder / "label.nii.gz");
    common::writeTextFile(folder / "preparation.json", preprocessing::recordToJson(prepared.record) + "\n");
}

void prepareStudy(const Options& options)
{
    requireWritableFolder(options.out);
    preprocessing::PreparedCase prepared;
    {
        const Terminal terminal;
        const Job job = terminal.job();
        const auto study = io::loadStudy({options.t1ce, options.flair, options.label}, job.stage("Loading", 0.0, 0.1));
        prepared = preprocessing::prepare(study, {.atlas = options.atlas, .stretchToAtlas = options.stretch, .correctBias = options.n4},
                                          job.part(0.1, 0.95));
        job.stage("Writing", 0.95, 1.0);
        write(prepared, !options.label.empty(), options.out);
    }
    for (const auto& fact : reporting::preparationOf(prepared.record).facts)
        fmt::print("{}: {}\n", fact.name, fact.value);
    for (const auto& note : prepared.notes)
        fmt::print("Note: {}\n", note);
}

}  // namespace

void addPrepareCommand(CLI::App& program)
{
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("prepare", "Register, extract the brain and bring onto one grid: NIfTI files and their record");
    command->add_option("--t1ce", options->t1ce, "Contrast-enhanced T1: a NIfTI file or a folder with one DICOM series")->required();
    command->add_option("--flair", options->flair, "FLAIR: a NIfTI file or a folder with one DICOM series")->required();
    command->add_option("--label", options->label, "Lesion label on the T1-CE [none]");
    command->add_option("--atlas", options->atlas, "Skull-stripped T1 atlas on the SRI24 grid [none: co-registration alone]");
    command->add_flag("--stretch", options->stretch, "Stretch the head to the atlas too [turn and shift it, as the model's images were]");
    command->add_flag("--n4", options->n4, "Take away the coil's uneven brightness (N4) [left as it is]");
    command->add_option("--out", options->out, "Folder for t1ce.nii.gz, flair.nii.gz, brain.nii.gz and preparation.json")->required();
    command->callback([options] { prepareStudy(*options); });
}

}  // namespace metrisk::app
