#pragma once

#include "core/common/Error.h"

#include <string>

namespace metrisk::survival {

/// What an Error{Input} says happened; empty when the call was not refused.
template <class Call>
std::string refusalOf(Call call)
{
    try {
        call();
    } catch (const Error& error) {
        return error.kind() == Error::Kind::Input ? error.whatHappened() : "not an input error";
    }
    return {};
}

/// Whether an answer holds all the words, and is an answer at all.
inline bool says(const std::string& sentence, const std::string& words)
{
    return sentence.find(words) != std::string::npos;
}

}  // namespace metrisk::survival
