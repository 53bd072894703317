#include "app/Commands.h"
#include "app/Segmenters.h"
#include "app/Terminal.h"
#include "core/analysis/CaseAnalyzer.h"
#include "core/io/VolumeFiles.h"
#include "core/reporting/Wording.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <optional>

namespace metrisk::app {

namespace {

struct Options {
    std::string t1ce, flair, pack, out;
};

void print(const segmentation::LesionList& list)
{
    for (const auto& lesion : list.lesions)
        fmt::print("Lesion {}, {}: core {}, oedema {}, core {}\n", lesion.id, lesion.side, reporting::volumeText(lesion.volumeCoreMl),
                   reporting::volumeText(lesion.volumeOedemaMl), reporting::diametersText(lesion.diameters));
}

void segment(const Options& options)
{
    std::optional<analysis::OpenedCase> opened;
    {
        const Terminal terminal;
        const Job job = terminal.job();
        const auto segmenter = loadSegmenter(options.pack, job.stage("Segmentation pack", 0.0, 0.05));
        opened = analysis::CaseAnalyzer::open({options.t1ce, options.flair, {}}, {.segmenter = segmenter.get()}, job.part(0.05, 0.95));
        io::writeLabelMap(opened->prepared.label, options.out);
    }
    print(opened->lesions);
    for (const auto& note : opened->notes)
        fmt::print("Note: {}\n", note);
    fmt::print("Automatic contour, not reviewed. {}\n", opened->segmenter->statement);
    fmt::print("The label is in {}: 1 oedema, 2 core, on the prepared grid (RAS, 1 mm).\n", options.out);
}

}  // namespace

void addSegmentCommand(CLI::App& program)
{
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("segment", "Draw the lesions of one patient with a segmentation pack; nobody has reviewed them");
    command->add_option("--t1ce", options->t1ce, "Contrast-enhanced T1: a NIfTI file or a folder with one DICOM series")->required();
    command->add_option("--flair", options->flair, "FLAIR: a NIfTI file or a folder with one DICOM series")->required();
    command->add_option("--pack", options->pack, "Segmentation pack folder [the demonstration pack]");
    command->add_option("--out", options->out, "Label to write, a .nii.gz file")->required();
    command->callback([options] { segment(*options); });
}

}  // namespace metrisk::app
