#pragma once

#include <algorithm>
#include <cctype>
#include <string>

namespace metrisk::common {

/// A to Z in the other case, as file names, codes and keywords write them; every other byte stays as it is.
inline std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return text;
}

inline std::string upperCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return char(std::toupper(c)); });
    return text;
}

}  // namespace metrisk::common
