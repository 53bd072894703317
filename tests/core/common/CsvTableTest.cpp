#include "core/common/CsvTable.h"

#include "core/common/Error.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

namespace metrisk::common {
namespace {

using Texts = std::vector<std::string>;

std::string refusalOf(const std::string& text)
{
    try {
        csvTable(text, "t.csv");
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Input);
        EXPECT_FALSE(error.whatToDo().empty());
        return error.whatHappened();
    }
    return "accepted";
}

TEST(CsvTable, ReadsQuotesCommasLineEndsAndAByteOrderMark)
{
    const auto table = csvTable("\xEF\xBB\xBFid,\"a, b\" ,c\r\n1,\"say \"\"no\"\"\", x \r\n\r\n2,\"two\nlines\",\r\n", "t.csv");
    EXPECT_EQ(table.columns, (Texts{"id", "a, b", "c"}));
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[0].fields, (Texts{"1", "say \"no\"", "x"}));
    EXPECT_EQ(table.rows[0].line, 2);
    EXPECT_EQ(table.rows[1].fields, (Texts{"2", "two\nlines", ""}));
    EXPECT_EQ(table.rows[1].line, 4);
}

TEST(CsvTable, EndsWithOrWithoutALineEnd)
{
    EXPECT_EQ(csvTable("a,b\n1,2", "t.csv").rows.size(), 1U);
    EXPECT_EQ(csvTable("a,b\n1,2\n", "t.csv").rows.size(), 1U);
    EXPECT_EQ(csvTable("a,b\r1,2\r3,4", "t.csv").rows.size(), 2U);
    EXPECT_EQ(csvTable("a,b\n1,", "t.csv").rows[0].fields, (Texts{"1", ""}));
}

TEST(CsvTable, NamesColumnsWithoutAHeadingAsRWritesRowNames)
{
    EXPECT_EQ(csvTable("\"\",\"x\"\n\"1\",5\n", "t.csv").columns, (Texts{"column 1", "x"}));
}

TEST(CsvTable, RefusesWhatIsNoTableAndNamesFileAndLine)
{
    EXPECT_EQ(refusalOf("a,b\n1,2\n3\n"), "Line 3 of t.csv has 1 fields instead of 2.");
    EXPECT_EQ(refusalOf("a,b\n1,2,3\n"), "Line 2 of t.csv has 3 fields instead of 2.");
    EXPECT_EQ(refusalOf("a,b\n1,\"2\n3,4\n"), "A quotation mark opened in line 2 of t.csv is never closed.");
    EXPECT_EQ(refusalOf("a,b\n1,\"2\"x\n"), "Line 2 of t.csv has text after a closing quotation mark.");
    EXPECT_EQ(refusalOf("a,b\n1,2\"\n"), "Line 2 of t.csv has a quotation mark inside a field that is not quoted.");
    EXPECT_EQ(refusalOf("a,a\n1,2\n"), "t.csv has the column “a” twice.");
    EXPECT_EQ(refusalOf("a;b\n1;2\n"), "t.csv is separated by semicolons.");
    EXPECT_EQ(refusalOf("a,b\n"), "t.csv has no rows of data.");
    EXPECT_EQ(refusalOf(""), "t.csv has no rows of data.");
}

TEST(CsvTable, RefusesBytesThatAreNoUtf8)
{
    for (const auto* bad : {"\xFF\xFE", "\xC3(", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC3", "\x01", "\xF8\x88\x80\x80\x80"})
        EXPECT_EQ(refusalOf(std::string("a\n1\n") + bad + "\n"), "Line 3 of t.csv holds bytes that are no text in UTF-8.");
    EXPECT_EQ(refusalOf(std::string("a\nx\0y\n", 6)), "Line 2 of t.csv holds bytes that are no text in UTF-8.");
    EXPECT_EQ(csvTable("a\nMüller \xF0\x9F\xA7\xA0\n", "t.csv").rows[0].fields[0], "Müller \xF0\x9F\xA7\xA0");
}

TEST(CsvTable, WritesAFieldThatReadsBackAsItWas)
{
    for (const std::string text : {"plain", "a,b", "say \"no\"", "two\nlines", ""})
        EXPECT_EQ(csvTable("x,y\n1," + csvField(text) + "\n", "t.csv").rows[0].fields[1], text);
}

TEST(CsvTable, RefusesAFileThatIsAbsentOrAFolder)
{
    const testing::TemporaryFolder folder;
    EXPECT_THROW(csvTextOf(folder / "absent.csv"), Error);
    EXPECT_THROW(csvTextOf(folder.path()), Error);
    testing::writeText(folder / "t.csv", "a\n1\n");
    EXPECT_EQ(csvTextOf(folder / "t.csv"), "a\n1\n");
}

TEST(CsvTable, StopsReadingAFileThatNeverEnds)
{
    if (!std::filesystem::exists("/dev/zero"))
        GTEST_SKIP() << "There is no /dev/zero here.";
    EXPECT_THROW(csvTextOf("/dev/zero"), Error);
}

}  // namespace
}  // namespace metrisk::common
