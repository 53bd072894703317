#include "core/common/Utf8.h"

#include <algorithm>
#include <cstdint>

namespace metrisk::common {

namespace {

/// How many bytes the UTF-8 character at the start of `text` has; 0 when it is none, or a control character.
std::size_t characterLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return std::uint8_t(text[i]); };
    const std::uint8_t lead = byte(0);
    if (lead < 0x80)
        return lead >= 0x20 || lead == '\t' || lead == '\n' || lead == '\r' ? 1 : 0;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length)
        return 0;
    // Overlong forms, surrogates, and what lies beyond Unicode (RFC 3629).
    if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F) || (lead == 0xF0 && byte(1) < 0x90) ||
        (lead == 0xF4 && byte(1) > 0x8F))
        return 0;
    const bool follows = std::ranges::all_of(text.substr(1, length - 1), [](char c) { return (std::uint8_t(c) & 0xC0) == 0x80; });
    return follows ? length : 0;
}

}  // namespace

std::optional<int> firstLineWithoutText(std::string_view text)
{
    int line = 1;
    while (!text.empty()) {
        const auto length = characterLength(text);
        if (length == 0)
            return line;
        line += text.front() == '\n' ? 1 : 0;
        text.remove_prefix(length);
    }
    return std::nullopt;
}

}  // namespace metrisk::common
