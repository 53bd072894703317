#include "core/io/PatientMatch.h"

#include "core/common/Error.h"
#include "core/io/RoleNames.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace metrisk::io {

namespace {

bool isDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool isWordCharacter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0; }

std::string withoutExtension(const std::filesystem::path& path)
{
    std::string name = path.filename().string();
    for (const std::string extension : {".gz", ".nii", ".dcm"})
        if (name.size() > extension.size() && name.ends_with(extension))
            name.erase(name.size() - extension.size());
    return name;
}

/// The runs of digits that can be a case number: no dates (20210305, 20210305123000).
std::vector<std::string> caseNumbers(const std::string& stem)
{
    std::vector<std::string> numbers;
    for (std::size_t at = 0; at < stem.size();) {
        std::size_t end = at;
        while (end < stem.size() && isDigit(stem[end]))
            ++end;
        const std::string run = stem.substr(at, end - at);
        const bool date =
            (run.size() == 8 || run.size() == 14) && (run.starts_with("19") || run.starts_with("20"));
        if (!run.empty() && !date)
            numbers.push_back(run);
        at = std::max(end, at + 1);
    }
    return numbers;
}

/// The letters alone: what two names of one scheme share.
std::string schemeOf(const std::string& stem)
{
    std::string scheme;
    for (const char c : stem)
        if (!isDigit(c) && isWordCharacter(c))
            scheme += char(std::tolower(static_cast<unsigned char>(c)));
    return scheme;
}

bool isRunningNumberScheme(const std::string& scheme)
{
    constexpr std::array<std::string_view, 11> generic{"",    "s",   "se",     "scan", "series", "image",
                                                       "img", "vol", "volume", "file", "export"};
    return std::find(generic.begin(), generic.end(), scheme) != generic.end();
}

[[noreturn]] void refuse(const PatientClue& a, const PatientClue& b, const std::string& idA,
                         const std::string& idB)
{
    throw Error(Error::Kind::Input,
                fmt::format("The {} and the {} belong to different patients: {} and {}.", roleName(a.role),
                            roleName(b.role), idA, idB),
                "Choose files of one patient.");
}

void compare(const PatientClue& a, const PatientClue& b)
{
    if (!a.patientId.empty() && !b.patientId.empty()) {
        if (a.patientId != b.patientId)
            refuse(a, b, a.patientId, b.patientId);
    } else if (!a.patientName.empty() && !b.patientName.empty() && a.patientName != b.patientName) {
        refuse(a, b, a.patientName, b.patientName);
    } else if (a.patientId.empty() && b.patientId.empty() &&
               namesDifferentCases(caseStem(a.path), caseStem(b.path))) {
        refuse(a, b, caseStem(a.path), caseStem(b.path));
    }
    if (!a.birthDate.empty() && !b.birthDate.empty() && a.birthDate != b.birthDate)
        refuse(a, b, "born " + a.birthDate, "born " + b.birthDate);
}

std::string commonStart(std::string a, const std::string& b)
{
    if (b.empty())
        return a;
    if (a.empty())
        return b;
    std::size_t same = 0;
    while (same < a.size() && same < b.size() && a[same] == b[same])
        ++same;
    // A cut inside a word or number steps back to its start.
    const auto insideWord = [&](const std::string& text) {
        return same < text.size() && isWordCharacter(text[same]);
    };
    while (same > 0 && isWordCharacter(a[same - 1]) && (insideWord(a) || insideWord(b)))
        --same;
    a.resize(same);
    while (!a.empty() && !isWordCharacter(a.back()))
        a.pop_back();
    return a;
}

bool hasCaseNumber(const std::string& name)
{
    const auto numbers = caseNumbers(name);
    return std::any_of(numbers.begin(), numbers.end(), [](const auto& number) { return number.size() >= 3; });
}

std::string caseFolder(const std::filesystem::path& file)
{
    auto folder = std::filesystem::absolute(file).parent_path();
    for (int level = 0; level < 3 && folder.has_filename(); ++level, folder = folder.parent_path())
        if (hasCaseNumber(folder.filename().string()))
            return folder.filename().string();
    return {};
}

std::string stemIdentity(const std::vector<PatientClue>& clues)
{
    std::string common;
    for (const auto& clue : clues) {
        const std::string stem = caseStem(clue.path);
        // A label is often named after the method that drew it: it counts where nothing else does.
        if (clue.role == Role::Label && !common.empty() && commonStart(common, stem).empty())
            continue;
        common = commonStart(common, stem);
    }
    return common.empty() && !clues.empty() ? caseFolder(clues.front().path) : common;
}

}  // namespace

std::string caseStem(const std::filesystem::path& path)
{
    const std::string name = withoutExtension(path);
    std::string before, after;  // the first role word; what follows it mostly describes the image
    bool roleSeen = false;
    for (std::size_t at = 0; at < name.size();) {
        std::size_t end = at;
        while (end < name.size() && isWordCharacter(name[end]))
            ++end;
        const std::string word = name.substr(at, end - at);
        const bool roleWord = !word.empty() && isRoleWord(wordsOf(word).front());
        roleSeen = roleSeen || roleWord;
        if (!roleSeen)
            before = name.substr(0, end);
        else if (!roleWord && hasCaseNumber(word))
            after += (after.empty() ? "" : "-") + word;
        at = end + 1;
    }
    return before.empty() ? after : before;
}

bool namesDifferentCases(const std::string& stemA, const std::string& stemB)
{
    const auto numbersA = caseNumbers(stemA), numbersB = caseNumbers(stemB);
    if (numbersA.empty() || numbersB.empty())
        return false;
    const std::string schemeA = schemeOf(stemA), schemeB = schemeOf(stemB);
    if (schemeA == schemeB && !isRunningNumberScheme(schemeA))
        return numbersA.front() != numbersB.front();
    return numbersA.front().size() >= 3 && numbersB.front().size() >= 3 &&
           numbersA.front() != numbersB.front();
}

void refuseDifferentPatients(const std::vector<PatientClue>& clues)
{
    for (std::size_t a = 0; a < clues.size(); ++a)
        for (std::size_t b = a + 1; b < clues.size(); ++b)
            compare(clues[a], clues[b]);
}

PatientIdentity identityOf(const std::vector<PatientClue>& clues)
{
    for (const auto& clue : clues)
        if (!clue.patientId.empty() || !clue.patientName.empty())
            return {clue.patientId.empty() ? clue.patientName : clue.patientId, clue.patientName,
                    clue.birthDate, clue.studyDate};
    PatientIdentity identity{stemIdentity(clues), {}, {}, {}};
    for (const auto& clue : clues)
        if (identity.studyDate.empty())
            identity.studyDate = clue.studyDate;
    return identity;
}

std::vector<std::string> dateNotes(const std::vector<PatientClue>& clues)
{
    std::vector<std::string> notes;
    for (std::size_t a = 0; a < clues.size(); ++a)
        for (std::size_t b = a + 1; b < clues.size(); ++b)
            if (!clues[a].studyDate.empty() && !clues[b].studyDate.empty() &&
                clues[a].studyDate != clues[b].studyDate)
                notes.push_back(
                    fmt::format("The {} is of {}, the {} of {}: what changed between the two days is read "
                                "as if it had been there at once.",
                                roleName(clues[a].role), clues[a].studyDate, roleName(clues[b].role),
                                clues[b].studyDate));
    return notes;
}

}  // namespace metrisk::io
