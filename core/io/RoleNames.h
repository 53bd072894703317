#pragma once

#include "core/io/StudyFiles.h"

#include <optional>
#include <string>
#include <vector>

namespace metrisk::io {

/// What a file name or a series description says about the role, and which word said it.
struct RoleGuess {
    std::optional<Role> role;
    std::string word;
    bool t1Weighted = false;  // a T1 whose contrast is not told by the text
};

RoleGuess roleFromText(const std::string& text);

/// Lower-case words of a text, cut at everything that is no letter or digit.
std::vector<std::string> wordsOf(const std::string& text);

/// Whether a word names a role or a sequence and so does not belong to the patient's name.
bool isRoleWord(const std::string& word);

}  // namespace metrisk::io
