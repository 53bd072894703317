#pragma once

#include <string>

namespace metrisk::interop {

/// A DICOM text as UTF-8, from the character sets that (0008,0005) names, code extensions included. Bytes they do
/// not know become "?", so that the result is always valid UTF-8. Padding spaces are removed.
std::string utf8Of(std::string text, const std::string& specificCharacterSet);

/// "Doe^Jane^^Dr" as "Doe Jane Dr"; of several spellings of a name the first is taken.
std::string personName(const std::string& utf8);

/// "20210305" as "2021-03-05"; empty when it is no date.
std::string isoDate(const std::string& dicomDate);

}  // namespace metrisk::interop
