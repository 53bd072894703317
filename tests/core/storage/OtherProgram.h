#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <memory>

namespace metrisk::testing {

/// A second program at the same file, through SQLite itself.
class OtherProgram {
public:
    explicit OtherProgram(const std::filesystem::path& file)
    {
        sqlite3* opened = nullptr;
        EXPECT_EQ(sqlite3_open(file.c_str(), &opened), SQLITE_OK);
        m_database.reset(opened);
    }
    int run(const char* sql) { return sqlite3_exec(m_database.get(), sql, nullptr, nullptr, nullptr); }

private:
    std::unique_ptr<sqlite3, decltype(&sqlite3_close)> m_database{nullptr, &sqlite3_close};
};

}  // namespace metrisk::testing
