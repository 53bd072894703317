#include "core/interop/DicomText.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

namespace metrisk::interop {
namespace {

TEST(DicomText, WritesNamesOfManyCharacterSetsAsUtf8)
{
    EXPECT_EQ(utf8Of("M\xfcller^J\xf6rg ", "ISO_IR 100"), "Müller^Jörg");
    EXPECT_EQ(utf8Of("Müller", "ISO_IR 192"), "Müller");
    EXPECT_EQ(utf8Of("\xbb\xee\xda", "ISO_IR 144"), "Люк");
    EXPECT_EQ(utf8Of("\xc4\xe9\xef\xed", "ISO_IR 126"), "Διον");
    EXPECT_EQ(utf8Of("Plain", ""), "Plain");
}

TEST(DicomText, IsAlwaysValidUtf8)
{
    EXPECT_EQ(utf8Of("M\xfcller", ""), "M?ller");
    EXPECT_EQ(utf8Of("M\xfcller", "ISO_IR 192"), "M?ller");
    EXPECT_EQ(utf8Of("M\xfcller", "NO SUCH SET"), "M?ller");
    EXPECT_EQ(utf8Of("\xc3", "ISO_IR 192"), "?");
}

TEST(DicomText, WritesPersonNamesForReading)
{
    EXPECT_EQ(personName("Doe^Jane^^Dr"), "Doe Jane Dr");
    EXPECT_EQ(personName("Yamada^Tarou=山田^太郎=やまだ^たろう"), "Yamada Tarou");
    EXPECT_EQ(personName("=山田^太郎"), "山田 太郎");
    EXPECT_EQ(personName(""), "");
}

TEST(DicomText, WritesDatesWithDashesAndLeavesOutWhatIsNone)
{
    EXPECT_EQ(isoDate("20210305"), "2021-03-05");
    EXPECT_EQ(isoDate("2021-03"), "");
    EXPECT_EQ(isoDate(""), "");
}

TEST(DicomText, ReadsTheNamesOfTheCharacterSetExamples)
{
    const auto data = testing::realDataFolder();
    const auto folder = data ? *data / "dicom-robust/pydicom-charset" : std::filesystem::path();
    if (!std::filesystem::is_directory(folder))
        GTEST_SKIP() << "The real images are not on this machine.";
    // DICOM PS3.5 annexes H to K print these names. The files hold no image, so only the text is read.
    const auto nameIn = [&](const std::string& file, const std::string& characters) {
        const auto bytes = testing::textOf(folder / file);
        const auto at = bytes.find(std::string("\x10\x00\x10\x00PN", 6));
        const auto length = std::size_t(static_cast<unsigned char>(bytes[at + 6]));
        return personName(utf8Of(bytes.substr(at + 8, length), characters));
    };
    EXPECT_EQ(nameIn("chrFren.dcm", "ISO_IR 100"), "Buc Jérôme");
    EXPECT_EQ(nameIn("chrGerm.dcm", "ISO_IR 100"), "Äneas Rüdiger");
    EXPECT_EQ(nameIn("chrGreek.dcm", "ISO_IR 126"), "Διονυσιος");
    EXPECT_EQ(nameIn("chrRuss.dcm", "ISO_IR 144"), "Люкceмбypг");
    EXPECT_EQ(nameIn("chrX1.dcm", "ISO_IR 192"), "Wang XiaoDong");
}

}  // namespace
}  // namespace metrisk::interop
