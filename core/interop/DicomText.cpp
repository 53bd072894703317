#include "core/interop/DicomText.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcspchrs.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string_view>

namespace metrisk::interop {

namespace {

struct Encoding {
    std::string_view dicom, iconv;
};

/// DICOM PS3.3 C.12.1.1.2. The ISO 2022 sets switch between codes by escape sequences; those that
/// iconv has no name for are read as the code they switch to.
constexpr std::array<Encoding, 18> encodings{{{"ISO_IR 192", "UTF-8"}, {"ISO_IR 100", "ISO-8859-1"},
    {"ISO_IR 101", "ISO-8859-2"}, {"ISO_IR 109", "ISO-8859-3"}, {"ISO_IR 110", "ISO-8859-4"},
    {"ISO_IR 144", "ISO-8859-5"}, {"ISO_IR 127", "ISO-8859-6"}, {"ISO_IR 126", "ISO-8859-7"},
    {"ISO_IR 138", "ISO-8859-8"}, {"ISO_IR 148", "ISO-8859-9"}, {"ISO_IR 203", "ISO-8859-15"},
    {"ISO_IR 166", "TIS-620"}, {"ISO_IR 13", "SHIFT_JIS"}, {"ISO_IR 87", "ISO-2022-JP-2"},
    {"ISO_IR 159", "ISO-2022-JP-2"}, {"ISO_IR 149", "EUC-KR"}, {"ISO_IR 58", "GB2312"},
    {"GB18030", "GB18030"}}};

std::string trimmed(std::string text)
{
    const auto blank = [](char c) { return c == ' ' || c == '\0' || c == '\n' || c == '\r' || c == '\t'; };
    while (!text.empty() && blank(text.back()))
        text.pop_back();
    text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), blank));
    return text;
}

/// The last named set: with code extensions it is the one the escape sequences switch to.
std::string_view iconvNameOf(const std::string& characterSets)
{
    std::string last = trimmed(characterSets.substr(characterSets.rfind('\\') + 1));
    if (last.starts_with("ISO 2022 IR"))
        last.replace(0, 11, "ISO_IR");
    if (last == "GBK")
        return "GBK";
    const auto found = std::find_if(encodings.begin(), encodings.end(),
                                    [&](const Encoding& encoding) { return encoding.dicom == last; });
    return found == encodings.end() ? "ASCII" : found->iconv;
}

/// The Korean and Chinese extensions only announce themselves; what follows is plain EUC.
std::string withoutAnnouncers(std::string text)
{
    for (const std::string_view announcer : {"\x1b$)C", "\x1b$)A"})
        for (auto at = text.find(announcer); at != std::string::npos; at = text.find(announcer))
            text.erase(at, announcer.size());
    return text;
}

std::string converted(std::string text, std::string_view from)
{
    const iconv_t converter = iconv_open("UTF-8", std::string(from).c_str());
    std::string result;
    char* input = text.data();
    std::size_t left = text.size();
    while (left > 0) {
        std::array<char, 256> buffer;
        char* output = buffer.data();
        std::size_t space = buffer.size();
        const bool known = converter != iconv_t(-1);
        const std::size_t before = left;
        if (known)
            iconv(converter, &input, &left, &output, &space);
        result.append(buffer.data(), output);
        if (left == before || (left > 0 && space > 8)) {  // a byte the set does not know
            const unsigned char byte = static_cast<unsigned char>(*input);
            result += !known && byte < 128 ? char(byte) : '?';
            ++input;
            --left;
        }
    }
    if (converter != iconv_t(-1))
        iconv_close(converter);
    return result;
}

/// By DCMTK, which knows the escape sequences of ISO 2022 and where they end. It gives up at the first bad byte.
std::optional<std::string> convertedByDcmtk(const std::string& text, const std::string& characterSets)
{
    constexpr auto delimiters = "\\^=";  // behind these the first set holds again
    DcmSpecificCharacterSet sets;
    OFString result;
    if (sets.selectCharacterSet(characterSets.c_str()).bad() ||
        sets.convertString(text.data(), text.size(), result, delimiters).bad())
        return std::nullopt;
    return std::string(result.c_str(), result.size());
}

/// Each of a name's groups by itself: one without an escape sequence is in the first set. Among others for half-width
/// katakana, which the system's iconv knows only as part of Shift JIS.
std::string convertedByGroups(const std::string& text, const std::string& characterSets)
{
    std::string result;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('=', at), text.size());
        std::string group = text.substr(at, end - at);
        const bool escapes = group.find('\x1b') != std::string::npos;
        const auto sets = escapes ? characterSets : characterSets.substr(0, characterSets.find('\\'));
        result += (at == 0 ? "" : "=") + converted(withoutAnnouncers(std::move(group)), iconvNameOf(sets));
        at = end + 1;
    }
    return result;
}

}  // namespace

std::string utf8Of(std::string text, const std::string& specificCharacterSet)
{
    if (!specificCharacterSet.empty())
        if (const auto whole = convertedByDcmtk(text, specificCharacterSet))
            return trimmed(converted(*whole, "UTF-8"));  // DCMTK passes UTF-8 through unseen
    return trimmed(convertedByGroups(text, specificCharacterSet));
}

std::string personName(const std::string& utf8)
{
    const auto end = utf8.find_first_not_of('=');
    std::string name = end == std::string::npos ? "" : utf8.substr(end);
    name = name.substr(0, name.find('='));
    std::replace(name.begin(), name.end(), '^', ' ');
    const auto doubled = [](char a, char b) { return a == ' ' && b == ' '; };
    name.erase(std::unique(name.begin(), name.end(), doubled), name.end());
    return trimmed(name);
}

std::string isoDate(const std::string& dicomDate)
{
    const std::string date = trimmed(dicomDate);
    const bool digits = date.size() == 8 && std::all_of(date.begin(), date.end(), [](unsigned char c) {
        return std::isdigit(c) != 0;
    });
    return digits ? date.substr(0, 4) + "-" + date.substr(4, 2) + "-" + date.substr(6, 2) : "";
}

}  // namespace metrisk::interop
