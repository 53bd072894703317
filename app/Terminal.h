#pragma once

#include "core/common/Job.h"

namespace metrisk::app {

/// A job whose progress is a line on the terminal (nothing when stderr is no terminal) and which
/// Ctrl-C cancels.
class Terminal {
public:
    Terminal();
    ~Terminal();  // clears the progress line

    Job job() const;
};

}  // namespace metrisk::app
