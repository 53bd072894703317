#include "core/interop/SegmentRoles.h"

#include "core/common/Error.h"
#include "core/imaging/LabelMap.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace metrisk::interop {

namespace {

using Starts = std::vector<std::string_view>;

/// Lower-case words, cut at everything that is no letter or digit.
std::vector<std::string> wordsOf(const std::string& text)
{
    std::vector<std::string> words(1);
    for (const unsigned char c : text) {
        if (std::isalnum(c) != 0 || c >= 128)
            words.back() += char(std::tolower(c));
        else if (!words.back().empty())
            words.emplace_back();
    }
    return words;
}

bool anyStarts(const std::string& text, const Starts& starts)
{
    const auto words = wordsOf(text);
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
        return std::any_of(starts.begin(), starts.end(), [&](auto start) { return word.starts_with(start); });
    });
}

bool anyIs(const std::string& text, const Starts& exact)
{
    const auto words = wordsOf(text);
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
        const auto stem = std::string_view(word).substr(0, word.find_last_not_of("0123456789") + 1);  // "met1"
        return std::find(exact.begin(), exact.end(), stem) != exact.end();
    });
}

bool namesDisease(const std::string& text)
{
    return anyStarts(text, {"metast", "tumor", "tumour", "lesion", "enhanc", "necro", "oedema", "edema", "ödem"}) ||
           anyIs(text, {"met", "mets"});
}

/// The brain itself ("Whole brain"), also without the target ("Brain-GTV"). A target in it is called otherwise.
bool isBrain(const NamedSegment& segment)
{
    const auto words = wordsOf(segment.name);
    const auto& word = words[words.front() == "whole" && words.size() > 1 ? 1 : 0];
    return anyStarts(word, {"brain", "wholebrain", "normal", "cerebr"}) && !namesDisease(segment.name);
}

/// Drawn to steer the dose around a target: it holds more than the target, or less.
bool isPlanningAid(const NamedSegment& segment)
{
    return segment.name.find('+') != std::string::npos || anyIs(segment.name, {"ring", "shell", "rind", "avoid", "avoidance", "margin", "minus"});
}

/// The target with a safety margin; what was drawn of the lesion itself is better.
bool hasMargin(const NamedSegment& segment) { return anyStarts(segment.name, {"ctv", "ptv", "itv"}); }

std::uint8_t labelOf(const NamedSegment& segment)
{
    if (isBrain(segment) || isPlanningAid(segment))
        return imaging::Background;
    if (anyStarts(segment.words, {"oedema", "edema", "ödem", "flair", "snfh", "whole"}))
        return imaging::Oedema;
    if (anyStarts(segment.words, {"core", "gtv"}) || namesDisease(segment.words) || hasMargin(segment))
        return imaging::Core;
    return imaging::Background;
}

/// Where the lesion itself was drawn too, targets with a margin are left out.
void preferTheLesion(const std::vector<NamedSegment>& segments, std::vector<std::uint8_t>& labels)
{
    const auto isLesion = [&](std::size_t i) { return labels[i] == imaging::Core && !hasMargin(segments[i]); };
    bool lesion = false;
    for (std::size_t i = 0; i < segments.size(); ++i)
        lesion = lesion || isLesion(i);
    for (std::size_t i = 0; lesion && i < segments.size(); ++i)
        if (labels[i] == imaging::Core && hasMargin(segments[i]))
            labels[i] = imaging::Background;
}

bool isBodyOutline(const NamedSegment& segment)
{
    return anyStarts(segment.name, {"body", "external", "skin", "skull", "head", "outline", "patient"});
}

std::string quoted(const std::vector<NamedSegment>& segments, const std::vector<std::uint8_t>& labels, std::uint8_t label)
{
    constexpr std::size_t mostNamed = 8;
    std::string list;
    std::size_t count = 0;
    for (std::size_t i = 0; i < segments.size(); ++i)
        if (labels[i] == label && ++count <= mostNamed)
            list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", segments[i].name);
    return count > mostNamed ? fmt::format("{} and {} more", list, count - mostNamed) : list;
}

std::string noteOf(const std::vector<NamedSegment>& segments, const std::vector<std::uint8_t>& labels, const std::string& file)
{
    std::string note = file + ":";
    const auto add = [&](std::uint8_t label, const char* meaning) {
        const bool several = std::count(labels.begin(), labels.end(), label) > 1;
        if (const auto names = quoted(segments, labels, label); !names.empty())
            note += fmt::format("{} {} {} {}", note.ends_with(':') ? "" : ";", names, several ? "are" : "is", meaning);
    };
    add(imaging::Core, "read as metastasis core");
    add(imaging::Oedema, "read as oedema");
    add(imaging::Background, "left out");
    return note + ".";
}

}  // namespace

std::vector<std::uint8_t> labelsOf(const std::vector<NamedSegment>& segments, const std::string& file,
                                   std::vector<std::string>& notes)
{
    std::vector<std::uint8_t> labels(segments.size());
    std::transform(segments.begin(), segments.end(), labels.begin(), labelOf);
    const auto isKnown = [](const NamedSegment& s) { return isBodyOutline(s) || isBrain(s) || isPlanningAid(s); };
    if (segments.size() == 1 && labels[0] == imaging::Background && !isKnown(segments[0]))
        labels[0] = imaging::Core;
    preferTheLesion(segments, labels);
    const auto unread = std::count(labels.begin(), labels.end(), std::uint8_t(imaging::Background));
    if (std::size_t(unread) == labels.size())
        throw Error(Error::Kind::Input,
                    segments.empty() ? file + " holds no segment."
                                     : fmt::format("{} holds no segment that is named as core or oedema, but {}.", file,
                                                   quoted(segments, labels, imaging::Background)),
                    "Name one of them core (or GTV, metastasis, enhancing) and, where there is one, oedema.");
    notes.push_back(noteOf(segments, labels, file));
    return labels;
}

}  // namespace metrisk::interop
