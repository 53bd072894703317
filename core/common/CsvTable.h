#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace metrisk::common {

/// A table of texts as spreadsheets and R write them: comma-separated values by RFC 4180. Fields may be
/// quoted, and then hold commas, line ends and doubled quotes; lines end with LF or CRLF; a byte order mark
/// is skipped, spaces around a field are dropped, empty lines too.
struct CsvRow {
    int line = 0;   // where it starts in the file, from 1
    std::vector<std::string> fields;
};

struct CsvTable {
    std::string name;   // of the file, for refusals
    std::vector<std::string> columns;
    std::vector<CsvRow> rows;

    std::optional<std::size_t> find(std::string_view column) const;
};

/// Throws Error{Input} that names the file and the line: text that is not UTF-8, an open quote, a row with more or
/// fewer fields than the heading, a heading twice or none, no row at all, more than ten million fields.
CsvTable csvTable(std::string_view text, const std::string& name);

/// A file's whole text, read until it ends, whatever size it claims. Throws Error{Input} when it cannot be read or
/// holds more than 64 MB.
std::string csvTextOf(const std::filesystem::path& file);

/// A text as one field, quoted where it must be.
std::string csvField(std::string_view text);

}  // namespace metrisk::common
