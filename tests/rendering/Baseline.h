#pragma once

#include "tests/rendering/Picture.h"

#include <gtest/gtest.h>

namespace metrisk::testing {

/// Compares with tests/data/baselines/<name>.png. On failure leaves <name>-actual.png,
/// <name>-baseline.png and <name>-difference.png in the build folder. UPDATE_BASELINES=1 rewrites the baseline.
::testing::AssertionResult matchesBaseline(const Picture& picture, const std::string& name);

}  // namespace metrisk::testing

/// Draws a scene as it stands at 300 x 300 pixels and compares it with its baseline.
#define EXPECT_MATCHES_BASELINE(scene, name) \
    EXPECT_TRUE(metrisk::testing::matchesBaseline(metrisk::testing::drawn((scene).renderer()), name))
