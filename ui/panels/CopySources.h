#pragma once

#include "ui/panels/CaseSession.h"

#include <QString>

#include <vector>

namespace metrisk::ui::panels {

/// Where a label of the contour under correction can be copied from.
struct CopySource {
    enum class Kind {
        AsOpened,  ///< the label's file, or what a pack drew when the study was opened without one
        Pack,      ///< what the segmentation pack draws in these images
        Version,   ///< a corrected contour that the case base keeps
        File       ///< another file, still to be chosen
    };
    Kind kind = Kind::File;
    int version = 0;  // of a Version
    QString words;    // in the menu
    bool operator==(const CopySource&) const = default;
};

/// Those of the case on screen, in the menu's order.
std::vector<CopySource> copySourcesOf(const CaseSession& session, bool packAtHand);

}  // namespace metrisk::ui::panels
