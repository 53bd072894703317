#pragma once

#include "core/common/Error.h"

#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace metrisk::evaluation {

/// A number that may not be computable from these patients; the reason is then one sentence.
///
///     const auto c = computed([&] { return survival::concordanceEstimate(patients, risks); });
///     c ? show(c->value) : say("not computable: " + c.reason);
template <class T>
struct Computed {
    std::optional<T> value;
    std::string reason;

    explicit operator bool() const { return value.has_value(); }
    const T& operator*() const { return *value; }
    const T* operator->() const { return &*value; }
};

template <class T>
Computed<T> notComputable(std::string reason)
{
    return {std::nullopt, std::move(reason)};
}

/// What `compute` answers; its Error{Input} becomes the reason. Other errors and Cancelled pass through.
template <class Compute>
Computed<std::invoke_result_t<Compute>> computed(Compute&& compute)
{
    try {
        return {std::forward<Compute>(compute)(), {}};
    } catch (const Error& error) {
        if (error.kind() != Error::Kind::Input)
            throw;
        return {std::nullopt, error.whatHappened()};
    }
}

/// The same, unless there is a reason not to try.
template <class Compute>
Computed<std::invoke_result_t<Compute>> computedUnless(const std::string& reason, Compute&& compute)
{
    if (!reason.empty())
        return {std::nullopt, reason};
    return computed(std::forward<Compute>(compute));
}

}  // namespace metrisk::evaluation
