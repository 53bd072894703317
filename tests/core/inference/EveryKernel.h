#pragma once

#include "core/inference/MatrixKernel.h"

#include <gtest/gtest.h>

#include <functional>

namespace metrisk::testing {

/// Computes what this computer's processor never would of itself: `check` runs once with each kernel that it has the
/// instructions for, and once with the BLAS alone.
inline void withEveryKernel(const std::function<void()>& check)
{
    for (const auto* kernel : inference::matrixKernels()) {
        SCOPED_TRACE(kernel ? kernel->name : "BLAS");
        inference::useMatrixKernel(kernel);
        check();
    }
    inference::useMatrixKernel(inference::matrixKernels().front());
}

}  // namespace metrisk::testing
