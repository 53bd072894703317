#include "core/interop/DicomPixels.h"

#include "core/common/Error.h"
#include "core/interop/DicomText.h"
#include "tests/core/interop/DicomObjectDraft.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace metrisk::interop {
namespace {

using testing::smoothWords;
using testing::TemporaryFolder;

std::vector<float> framesOf(const std::filesystem::path& path)
{
    const auto file = DicomFile::read(path);
    std::vector<float> all;
    decodeFrames(file, headerOf(file), [&](int, const std::vector<float>& stored) {
        all.insert(all.end(), stored.begin(), stored.end());
    });
    return all;
}

TEST(DicomPixels, AreTheSameInEveryLosslessTransferSyntax)
{
    const TemporaryFolder folder;
    const auto truth = smoothWords(1);
    for (const std::string syntax : {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99",
                                     "1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.80",
                                     "1.2.840.10008.1.2.5"}) {
        SCOPED_TRACE(syntax);
        const auto stored = framesOf(testing::writeSlice(truth, 0, syntax, folder / "a.dcm"));
        EXPECT_TRUE(std::equal(stored.begin(), stored.end(), truth.voxels().begin(), truth.voxels().end()));
    }
}

TEST(DicomPixels, KeepTheSignTheFileStates)
{
    const TemporaryFolder folder;
    const auto truth = smoothWords(1);
    auto bytes = testing::textOf(testing::writeSlice(truth, 0, "1.2.840.10008.1.2.1", folder / "a.dcm"));
    const std::string unsignedPixels("\x28\0\x03\x01US\x02\0\0\0", 10);
    bytes[bytes.find(unsignedPixels) + 8] = 1;  // Pixel Representation: two's complement
    testing::writeText(folder / "a.dcm", bytes);
    const auto stored = framesOf(folder / "a.dcm");
    for (std::size_t i = 0; i < stored.size(); ++i)
        EXPECT_EQ(stored[i], float(std::int16_t(truth.voxels()[i])));
    EXPECT_LT(*std::min_element(stored.begin(), stored.end()), 0.0F);
}

TEST(DicomPixels, AreReadWithoutPreambleAndWithoutMetaElements)
{
    const TemporaryFolder folder;
    const auto truth = smoothWords(1);
    for (const std::string syntax : {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"}) {
        SCOPED_TRACE(syntax);
        const auto whole = testing::textOf(testing::writeSlice(truth, 0, syntax, folder / "a.dcm"));
        testing::writeText(folder / "no preamble.dcm", whole.substr(128));
        EXPECT_EQ(framesOf(folder / "no preamble.dcm").size(), truth.voxels().size());
        const std::string first = syntax.ends_with("2.2") ? std::string("\0\x08\0", 3) : std::string("\x08\0", 2);
        testing::writeText(folder / "no meta.dcm", whole.substr(whole.find(first, 300)));
        ASSERT_TRUE(isDicomFile(folder / "no meta.dcm"));
        const auto stored = framesOf(folder / "no meta.dcm");
        EXPECT_TRUE(std::equal(stored.begin(), stored.end(), truth.voxels().begin(), truth.voxels().end()));
    }
}

TEST(DicomPixels, AreRefusedWhereverACompressedFileIsCut)
{
    const TemporaryFolder folder;
    const auto truth = smoothWords(1);
    for (const std::string syntax : {"1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.5"}) {
        const auto whole = testing::textOf(testing::writeSlice(truth, 0, syntax, folder / "a.dcm"));
        for (std::size_t kept = 140; kept < whole.size(); kept += 61) {
            testing::writeText(folder / "cut.dcm", whole.substr(0, kept));
            EXPECT_TRUE(dicomOutlineOf(bytesOfFile(folder / "cut.dcm")).damaged ||
                        dicomOutlineOf(bytesOfFile(folder / "cut.dcm")).lacksPixels)
                << syntax << " " << kept;
        }
    }
}

TEST(DicomHeader, KeepsThePlaceAndTheRescaleOfEveryFrame)
{
    const TemporaryFolder folder;
    const testing::EnhancedDraft draft{.slopes = {2.0, 3.0, 4.0}};
    const auto header = headerOf(DicomFile::read(draft.write(smoothWords(3), folder / "a.dcm")));
    ASSERT_EQ(header.planes.size(), 3U);
    for (int frame = 0; frame < 3; ++frame) {
        EXPECT_EQ(header.planes[std::size_t(frame)].slope, 2.0 + frame);
        EXPECT_EQ(header.planes[std::size_t(frame)].intercept, double(frame));
        EXPECT_EQ(header.planes[std::size_t(frame)].positionMm.z(), 3.0 * (2 - frame));
    }
    EXPECT_EQ(header.planes.front().spacingMm, Eigen::Vector2d(1.0, 1.25));
}

TEST(DicomHeader, DecodesTheNamesOfManyCharacterSets)
{
    const auto data = testing::realDataFolder();
    if (!data)
        GTEST_SKIP() << "The real images are not on this machine.";
    // The names are those that DICOM PS3.5, annexes H to K, and the files' makers print.
    const std::vector<std::pair<std::string, std::string>> names{
        {"chrFrenMulti", "Buc^Jérôme"},
        {"chrH31", "Yamada^Tarou=山田^太郎=やまだ^たろう"},
        {"chrH32", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"},
        {"chrI2", "Hong^Gildong=洪^吉洞=홍^길동"},
        {"chrJapMulti", "やまだ^たろう"},
        {"chrKoreanMulti", "김희중"},
        {"chrX1", "Wang^XiaoDong=王^小東="},
        {"chrX2", "Wang^XiaoDong=王^小东="},
        {"chrArab", "قباني^لنزار"},
        {"chrHbrw", "שרון^דבורה"},
    };
    for (const auto& [file, name] : names) {
        const auto header = headerOf(DicomFile::read(*data / "dicom-robust/pydicom-charset" / (file + ".dcm")));
        EXPECT_EQ(header.patientNameAsWritten, name) << file;
    }
}

TEST(DicomText, FollowsTheEscapeSequencesOfMixedCharacterSets)
{
    EXPECT_EQ(utf8Of("Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B", "\\ISO 2022 IR 87"), "Yamada^Tarou=山田^太郎");
    EXPECT_EQ(utf8Of("\xcd\xf5^\xd0\xa1\xb6\xab", "GB18030"), "王^小东");
    EXPECT_EQ(utf8Of("Hong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7", "\\ISO 2022 IR 149"), "Hong=洪^吉洞");
}

}  // namespace
}  // namespace metrisk::interop
