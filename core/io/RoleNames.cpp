#include "core/io/RoleNames.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <regex>
#include <string_view>

namespace metrisk::io {

namespace {

using Words = std::vector<std::string>;

template <std::size_t Count>
bool isOneOf(const std::string& word, const std::array<std::string_view, Count>& list)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 13> contrastWords{"ce", "c", "gd", "gad", "gado", "gadolinium", "post",
    "postcontrast", "contrast", "kontrast", "km", "cm", "enhanced"};
constexpr std::array<std::string_view, 8> nativeWords{"no", "non", "noncontrast", "native", "nativ", "pre",
    "precontrast", "without"};
constexpr std::array<std::string_view, 8> t1Sequences{"mprage", "mp2rage", "spgr", "fspgr",
                                                      "bravo",  "vibe",    "tfe",  "ffe"};
constexpr std::array<std::string_view, 4> certainContrast{"gad", "gado", "gadolinium", "postcontrast"};
constexpr std::array<std::string_view, 5> brainMaskWords{"brainmask", "brain", "bet", "hdbet", "skull"};

bool isT1Contrast(const std::string& word)
{
    static const std::regex pattern("t1w?(c|ce|gd|gad|gado|post|km|cm|contrast)[0-9]?");
    return std::regex_match(word, pattern);
}

bool isT1(const std::string& word)
{
    return word == "t1" || word == "t1w" || word == "t1n" || word == "t1weighted";
}

bool isFlair(const std::string& word)
{
    return word.find("flair") != std::string::npos || word == "t2f" || word == "fla";
}

bool isLabel(const std::string& word)
{
    constexpr std::array<std::string_view, 8> exact{"mask", "masks",  "gtv",     "roi",
                                                    "rois", "lesion", "lesions", "aseg"};
    return isOneOf(word, exact) || word.starts_with("seg") || word.starts_with("label") ||
           word.starts_with("tumor") || word.starts_with("tumour");
}

template <class Test>
std::string firstOf(const Words& words, const Test& test)
{
    const auto found = std::find_if(words.begin(), words.end(), test);
    return found == words.end() ? std::string() : *found;
}

std::string contrastIn(const Words& words)
{
    if (auto word = firstOf(words, isT1Contrast); !word.empty())
        return word;
    if (!firstOf(words, [](const auto& word) { return isOneOf(word, nativeWords); }).empty())
        return {};
    const bool t1 = std::any_of(words.begin(), words.end(),
                                [](const auto& word) { return isT1(word) || isOneOf(word, t1Sequences); });
    return firstOf(words, [&](const auto& word) {
        return isOneOf(word, certainContrast) || (t1 && isOneOf(word, contrastWords));
    });
}

}  // namespace

Words wordsOf(const std::string& text)
{
    Words words(1);
    for (const unsigned char c : text) {
        if (std::isalnum(c) || c >= 128)
            words.back() += char(std::tolower(c));
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty())
        words.pop_back();
    return words;
}

bool isRoleWord(const std::string& word)
{
    constexpr std::array<std::string_view, 13> others{"t2", "t2w", "t1n", "auto",  "manual", "axial", "ax",
                                                      "sag", "cor", "tra", "space", "tse",    "3d"};
    return isT1(word) || isT1Contrast(word) || isFlair(word) || isLabel(word) ||
           isOneOf(word, contrastWords) || isOneOf(word, nativeWords) || isOneOf(word, t1Sequences) ||
           isOneOf(word, brainMaskWords) || isOneOf(word, others);
}

RoleGuess roleFromText(const std::string& text)
{
    const Words words = wordsOf(text);
    const auto isBrainMask = [](const auto& word) { return isOneOf(word, brainMaskWords); };
    const std::string label = firstOf(words, isLabel), flair = firstOf(words, isFlair),
                      t1 = firstOf(words, isT1);
    const std::string contrast = contrastIn(words);
    if (!firstOf(words, isBrainMask).empty() && (label.empty() || label.starts_with("mask")) &&
        !firstOf(words, [](const auto& word) { return word.find("mask") != std::string::npos; }).empty())
        return {};  // the mask of the brain is no lesion label
    if (!label.empty())
        return {Role::Label, label, false};
    if (!flair.empty() && t1.empty())  // "T1 FLAIR" is a T1
        return {Role::Flair, flair, false};
    if (!contrast.empty() && firstOf(words, [](const auto& word) { return word.starts_with("t2"); }).empty())
        return {Role::T1ce, contrast, true};
    const bool sequence =
        !firstOf(words, [](const auto& word) { return isOneOf(word, t1Sequences); }).empty();
    return {std::nullopt, {}, !t1.empty() || sequence};
}

}  // namespace metrisk::io
