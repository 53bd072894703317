#pragma once

#include "core/common/Error.h"

#include <torch/torch.h>

#include <string>

namespace metrisk::inference {

/// Runs `work` and turns LibTorch's exceptions into an Error.
template <class Work>
auto withTorchErrors(const Work& work)
{
    try {
        return work();
    } catch (const c10::Error& error) {
        const std::string text = error.what_without_backtrace();
        if (text.find("memory") != std::string::npos)
            throw Error(Error::Kind::Internal, "There is not enough memory to compute the network.",
                        "Close other programs and try again.");
        throw Error(Error::Kind::Internal, "The network could not be computed: " + text.substr(0, text.find('\n')),
                    "Please report this with the steps that led here.");
    }
}

}  // namespace metrisk::inference
