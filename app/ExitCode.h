#pragma once

#include "core/common/Error.h"

namespace metrisk::app {

/// How the programs end, so that a script can tell an input to correct from a failure.
enum ExitCode { Done = 0, Failure = 1, InputError = 2, CancelledByUser = 130 };

inline ExitCode exitCodeOf(const Error& error)
{
    const bool correctable = error.kind() == Error::Kind::Input || error.kind() == Error::Kind::Model;
    return correctable ? InputError : Failure;
}

}  // namespace metrisk::app
