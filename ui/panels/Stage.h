#pragma once

#include <QString>

#include <array>

namespace metrisk::ui::panels {

/// The order of work, left to right in the top row.
enum class Stage { Study, Preparation, Lesions, Clinical, Risk, Explanation, Survival, Report };

inline constexpr std::array<Stage, 8> stages{Stage::Study,    Stage::Preparation, Stage::Lesions,
                                             Stage::Clinical, Stage::Risk,        Stage::Explanation,
                                             Stage::Survival, Stage::Report};

enum class StageState { NotYet, NeedsYou, Done };

QString stageName(Stage stage);
QString stageWord(StageState state);  // "not yet", "needs you", "done"

}  // namespace metrisk::ui::panels
