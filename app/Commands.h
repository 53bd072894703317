#pragma once

namespace CLI {
class App;
}

/// The commands of metrisk-cli. Each adds itself with its options and help, and runs as the
/// callback of its parse; what it throws ends in main.
namespace metrisk::app {

void addAnalyseCommand(CLI::App& program);
void addCasesCommand(CLI::App& program);
void addEvaluateCommand(CLI::App& program);
void addInspectCommand(CLI::App& program);
void addPackCommand(CLI::App& program);
void addPrepareCommand(CLI::App& program);
void addSegmentCommand(CLI::App& program);
void addSimulateCommand(CLI::App& program);
void addTrainCommand(CLI::App& program);

}  // namespace metrisk::app
