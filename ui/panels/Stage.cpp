#include "ui/panels/Stage.h"

namespace metrisk::ui::panels {

QString stageName(Stage stage)
{
    switch (stage) {
    case Stage::Study: return QStringLiteral("Study");
    case Stage::Preparation: return QStringLiteral("Preparation");
    case Stage::Lesions: return QStringLiteral("Lesions");
    case Stage::Clinical: return QStringLiteral("Clinical");
    case Stage::Risk: return QStringLiteral("Risk");
    case Stage::Explanation: return QStringLiteral("Explanation");
    case Stage::Survival: return QStringLiteral("Survival");
    case Stage::Report: return QStringLiteral("Report");
    }
    return {};
}

QString stageWord(StageState state)
{
    switch (state) {
    case StageState::NotYet: return QStringLiteral("not yet");
    case StageState::NeedsYou: return QStringLiteral("needs you");
    case StageState::Done: return QStringLiteral("done");
    }
    return {};
}

}  // namespace metrisk::ui::panels
