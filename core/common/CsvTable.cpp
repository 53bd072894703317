#include "core/common/CsvTable.h"

#include "core/common/Error.h"
#include "core/common/Utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <set>

namespace metrisk::common {

namespace {

constexpr std::size_t mostBytes = 64'000'000, mostFields = 10'000'000;

[[noreturn]] void refuse(const std::string& what, const std::string& toDo)
{
    throw Error(Error::Kind::Input, what, toDo);
}

void checkText(std::string_view text, const std::string& name)
{
    if (const auto line = firstLineWithoutText(text))
        refuse(fmt::format("Line {} of {} holds bytes that are no text in UTF-8.", *line, name), "Save the table again as CSV UTF-8.");
}

std::string trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string() : std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

/// Walks through the text record by record, counting lines.
class Reader {
public:
    Reader(std::string_view text, const std::string& name) : m_rest(text), m_name(name) {}

    bool atEnd() const { return m_rest.empty(); }

    CsvRow record()
    {
        CsvRow row{m_line, {}};
        for (bool more = true; more;) {
            if (++m_fields > mostFields)
                refuse(fmt::format("{} has more than ten million fields.", m_name), "Leave out what is not needed.");
            row.fields.push_back(field());
            more = m_rest.starts_with(',');
            m_rest.remove_prefix(more ? 1 : 0);
        }
        endLine();
        return row;
    }

private:
    std::string field()
    {
        const auto start = m_rest.find_first_not_of(" \t");
        if (start != std::string_view::npos && m_rest[start] == '"') {
            m_rest.remove_prefix(start + 1);
            return quoted();
        }
        const auto plain = m_rest.substr(0, m_rest.find_first_of(",\r\n"));
        m_rest.remove_prefix(plain.size());
        if (plain.find('"') != std::string_view::npos)
            refuse(fmt::format("Line {} of {} has a quotation mark inside a field that is not quoted.", m_line, m_name),
                   "Put the field in quotation marks and double those inside.");
        return trimmed(plain);
    }

    std::string quoted()
    {
        const int opened = m_line;
        std::string value;
        for (;; m_rest.remove_prefix(1)) {
            if (m_rest.empty())
                refuse(fmt::format("A quotation mark opened in line {} of {} is never closed.", opened, m_name),
                       "Close it, or double a quotation mark that belongs to the text.");
            if (m_rest.front() == '"' && !m_rest.starts_with("\"\""))
                break;
            if (m_rest.front() == '"')
                m_rest.remove_prefix(1);
            m_line += m_rest.front() == '\n' ? 1 : 0;
            value += m_rest.front();
        }
        m_rest.remove_prefix(1);
        m_rest.remove_prefix(std::min(m_rest.find_first_not_of(" \t"), m_rest.size()));
        if (!m_rest.empty() && m_rest.find_first_of(",\r\n") != 0)
            refuse(fmt::format("Line {} of {} has text after a closing quotation mark.", m_line, m_name),
                   "Double a quotation mark that belongs to the text.");
        return trimmed(value);
    }

    void endLine()
    {
        m_rest.remove_prefix(m_rest.starts_with("\r\n") ? 2 : m_rest.empty() ? 0 : 1);
        ++m_line;
    }

    std::string_view m_rest;
    const std::string& m_name;
    int m_line = 1;
    std::size_t m_fields = 0;
};

bool isEmptyLine(const CsvRow& row)
{
    return row.fields.size() == 1 && row.fields.front().empty();
}

/// R writes its row names under an empty heading.
std::vector<std::string> headingsOf(const CsvRow& row, const std::string& name)
{
    auto columns = row.fields;
    if (columns.size() == 1 && columns.front().find(';') != std::string::npos)
        refuse(fmt::format("{} is separated by semicolons.", name),
               "Save it separated by commas, with decimal points: CSV UTF-8, or write.csv in R.");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].empty())
            columns[i] = fmt::format("column {}", i + 1);
        if (!seen.insert(columns[i]).second)
            refuse(fmt::format("{} has the column “{}” twice.", name, columns[i]), "Rename or remove one of them.");
    }
    return columns;
}

void checkLength(const CsvRow& row, const CsvTable& table)
{
    if (row.fields.size() != table.columns.size())
        refuse(fmt::format("Line {} of {} has {} fields instead of {}.", row.line, table.name, row.fields.size(), table.columns.size()),
               "Give every line one field for each column; quote a field that holds a comma.");
}

}  // namespace

std::optional<std::size_t> CsvTable::find(std::string_view column) const
{
    const auto found = std::ranges::find(columns, column);
    return found == columns.end() ? std::nullopt : std::optional(std::size_t(found - columns.begin()));
}

CsvTable csvTable(std::string_view text, const std::string& name)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    checkText(text, name);
    CsvTable table{name, {}, {}};
    for (Reader reader(text, name); !reader.atEnd();) {
        auto row = reader.record();
        if (isEmptyLine(row))
            continue;
        if (table.columns.empty()) {
            table.columns = headingsOf(row, name);
            continue;
        }
        checkLength(row, table);
        table.rows.push_back(std::move(row));
    }
    if (table.rows.empty())
        refuse(fmt::format("{} has no rows of data.", name), "Give a heading and one line per patient.");
    return table;
}

std::string csvTextOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file))
        refuse(fmt::format("The table {} cannot be read.", file.string()), "Check its name and that you may read it.");
    std::string text;
    for (std::array<char, 65536> block{}; stream;) {
        stream.read(block.data(), std::streamsize(block.size()));
        text.append(block.data(), std::size_t(stream.gcount()));
        if (text.size() > mostBytes)
            refuse(fmt::format("The table {} holds more than 64 MB.", file.string()), "Leave out what is not needed.");
    }
    if (stream.bad())
        refuse(fmt::format("The table {} could not be read to its end.", file.string()), "Copy it again.");
    return text;
}

std::string csvField(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
        return std::string(text);
    std::string field = "\"";
    for (const char c : text) {
        field += c;
        if (c == '"')
            field += c;
    }
    return field + "\"";
}

}  // namespace metrisk::common
