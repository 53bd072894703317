#include "app/Commands.h"
#include "app/ExitCode.h"
#include "core/common/Error.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>

int main(int argc, char** argv)
{
    CLI::App program("MetRisk on the command line: risk of local failure after resection of brain metastases.\n"
                     "Research use only; not a medical device.\n");
    program.set_version_flag("--version", "MetRisk " METRISK_VERSION);
    program.require_subcommand(1);
    program.footer("Exit codes: 0 done, 1 failure (disk, case base, defect), 2 an input or model pack to correct, 130 cancelled.\n\n"
                   "A first case of your own:\n"
                   "  metrisk-cli analyse --t1ce t1c.nii.gz --flair flair.nii.gz --label label.nii.gz \\\n"
                   "      --clinical clinical.json --out result");
    metrisk::app::addAnalyseCommand(program);
    metrisk::app::addCasesCommand(program);
    metrisk::app::addEvaluateCommand(program);
    metrisk::app::addInspectCommand(program);
    metrisk::app::addPackCommand(program);
    metrisk::app::addPrepareCommand(program);
    metrisk::app::addSegmentCommand(program);
    metrisk::app::addSimulateCommand(program);
    metrisk::app::addTrainCommand(program);

    try {
        program.parse(argc, argv);
        return metrisk::app::Done;
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? metrisk::app::Done : metrisk::app::InputError;
    } catch (const metrisk::Cancelled&) {
        fmt::print(stderr, "Cancelled; nothing was stored.\n");
        return metrisk::app::CancelledByUser;
    } catch (...) {
        const auto error = metrisk::common::currentError();
        fmt::print(stderr, "{}\n", error.what());
        return metrisk::app::exitCodeOf(error);
    }
}
