#pragma once

#include "core/common/Error.h"

#include <gtest/gtest.h>

#include <string>

namespace metrisk::testing {

/// What the Error{Input} that `action` throws says happened; empty, and a failure, when it throws none.
template <typename Action>
std::string errorOf(Action action)
{
    try {
        action();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Input);
        EXPECT_FALSE(error.whatToDo().empty());
        return error.whatHappened();
    }
    ADD_FAILURE() << "nothing was thrown";
    return {};
}

inline bool mentions(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace metrisk::testing
