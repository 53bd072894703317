#include "core/common/Error.h"
#include "core/inference/SafetensorsFile.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <array>
#include <cstring>

namespace metrisk::inference {
namespace {

using metrisk::testing::TemporaryFolder;
using metrisk::testing::textOf;
using metrisk::testing::writeText;

template <class Number, std::size_t n>
std::span<const std::byte> bytesOf(const std::array<Number, n>& numbers)
{
    return std::as_bytes(std::span(numbers));
}

/// A file with this header text and so many bytes of zeros after it.
std::string fileWith(const std::string& header, std::size_t dataBytes)
{
    const std::uint64_t length = header.size();
    std::string text(8, '\0');
    std::memcpy(text.data(), &length, 8);
    return text + header + std::string(dataBytes, '\0');
}

std::string complaintAbout(const std::string& content)
{
    const TemporaryFolder folder;
    writeText(folder / "a.safetensors", content);
    try {
        const SafetensorsFile file(folder / "a.safetensors");
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Model);
        return error.whatHappened();
    }
    return "accepted";
}

TEST(SafetensorsFile, GivesBackWhatWasWritten)
{
    const TemporaryFolder folder;
    const std::array<float, 6> weight{1, 2, 3, -4, 5.5F, 1e-20F};
    const std::array<double, 1> risk{-0.25};
    const std::array<std::uint8_t, 3> label{0, 1, 2};
    writeSafetensors(folder / "a.safetensors", {{"weight", ElementType::F32, {2, 3}, bytesOf(weight)},
                                                {"risk", ElementType::F64, {}, bytesOf(risk)},
                                                {"label", ElementType::U8, {3}, bytesOf(label)},
                                                {"none", ElementType::F32, {0, 4}, {}}});
    const SafetensorsFile file(folder / "a.safetensors");
    ASSERT_EQ(file.tensors().size(), 4U);
    EXPECT_EQ(file.at("weight").shape, (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(file.numbers("weight"), std::vector<double>(weight.begin(), weight.end()));
    EXPECT_EQ(file.numbers("risk"), std::vector<double>{-0.25});
    EXPECT_EQ(file.numbers("label"), (std::vector<double>{0, 1, 2}));
    EXPECT_TRUE(file.at("none").bytes.empty());
    EXPECT_EQ(file.find("bias"), nullptr);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(file.at("weight").bytes.data()) % 8, 0U);
}

TEST(SafetensorsFile, KeepsItsBytesAliveThroughTheMapping)
{
    const TemporaryFolder folder;
    const std::array<float, 2> weight{1, 2};
    writeSafetensors(folder / "a.safetensors", {{"w", ElementType::F32, {2}, bytesOf(weight)}});
    std::shared_ptr<const void> mapping;
    std::span<const std::byte> bytes;
    {
        const SafetensorsFile file(folder / "a.safetensors");
        mapping = file.mapping();
        bytes = file.at("w").bytes;
    }
    EXPECT_EQ(std::memcmp(bytes.data(), weight.data(), sizeof weight), 0);
}

TEST(SafetensorsFile, AcceptsAHandWrittenFile)
{
    EXPECT_EQ(complaintAbout(fileWith(
                  R"({"__metadata__":{"a":"b"},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8)),
              "accepted");
}

TEST(SafetensorsFile, RefusesEveryKindOfDamageWithItsReason)
{
    const auto one = [](const std::string& fields) { return R"({"w":{)" + fields + "}}"; };
    const auto good = one(R"("dtype":"F32","shape":[2],"data_offsets":[0,8])");
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", "too short"},
        {"1234567", "too short"},
        {fileWith(good, 8).substr(0, 20), "its header claims"},
        {std::string(8, '\xff') + good, "its header claims 18446744073709551615"},
        {fileWith("", 0), "its header claims 0"},
        {fileWith("[1,2]", 0), "not a list of tensors"},
        {fileWith(good.substr(0, good.size() - 1), 8), "cannot be read"},
        {fileWith(std::string(100000, '['), 8), "cannot be read"},
        {fileWith(good, 7), "outside the file"},
        {fileWith(good, 9), "bytes at its end"},
        {fileWith(one(R"("dtype":"F32","shape":[2],"data_offsets":[4,12])"), 12), "belong to no tensor"},
        {fileWith(one(R"("dtype":"F32","shape":[3],"data_offsets":[0,8])"), 8), "does not fit its shape"},
        {fileWith(one(R"("dtype":"F64","shape":[2],"data_offsets":[0,8])"), 8), "does not fit its shape"},
        {fileWith(one(R"("dtype":"F33","shape":[2],"data_offsets":[0,8])"), 8), "unknown type F33"},
        {fileWith(one(R"("dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,8])"), 8),
         "does not fit its shape"},
        // 2^31-1 squared times 4 is below 2^64: no wrap-around, but far more than eight bytes.
        {fileWith(one(R"("dtype":"F32","shape":[2147483647,2147483647],"data_offsets":[0,8])"), 8),
         "does not fit its shape"},
        {fileWith(one(R"("dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,8])"), 8),
         "sensible sizes"},
        {fileWith(one(R"("dtype":"F32","shape":[-2],"data_offsets":[0,8])"), 8), "sensible sizes"},
        {fileWith(one(R"("dtype":"F32","shape":[2.0],"data_offsets":[0,8])"), 8), "sensible sizes"},
        {fileWith(one(R"("dtype":"F32","shape":[1,1,1,1,1,1,1,1,2],"data_offsets":[0,8])"), 8), "short list"},
        {fileWith(one(R"("dtype":"F32","shape":[2],"data_offsets":[8,0])"), 8), "outside the file"},
        {fileWith(one(R"("dtype":"F32","shape":[2],"data_offsets":[0,8,16])"), 8), "two offsets"},
        {fileWith(one(R"("dtype":"F32","shape":[2])"), 8), "does not describe w properly"},
        {fileWith(R"({"w":7})", 8), "does not describe w properly"},
        {fileWith(
             R"({"a":{"dtype":"U8","shape":[6],"data_offsets":[0,6]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})",
             8),
         "b overlaps another tensor"},
        {fileWith(
             R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})",
             8),
         "names the tensor a twice"},
    };
    for (const auto& [content, reason] : cases)
        EXPECT_NE(complaintAbout(content).find(reason), std::string::npos)
            << "expected: " << reason << "\nsaid: " << complaintAbout(content);
}

TEST(SafetensorsFile, RefusesAnyCutOfAGoodFile)
{
    const TemporaryFolder folder;
    const std::array<float, 2> weight{1, 2};
    writeSafetensors(folder / "good", {{"w", ElementType::F32, {2}, bytesOf(weight)}});
    const std::string whole = textOf(folder / "good");
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_NE(complaintAbout(whole.substr(0, length)), "accepted") << length;
}

TEST(SafetensorsFile, NamesAFileThatIsAbsentOrAFolder)
{
    const TemporaryFolder folder;
    EXPECT_THROW(SafetensorsFile(folder / "absent"), Error);
    EXPECT_THROW(SafetensorsFile(folder.path()), Error);
}

TEST(SafetensorsFile, LeavesNothingBehindWhenItCannotBeWritten)
{
    const TemporaryFolder folder;
    const std::array<float, 2> weight{1, 2};
    try {
        writeSafetensors(folder / "no such folder/a", {{"w", ElementType::F32, {2}, bytesOf(weight)}});
        FAIL() << "written into a folder that does not exist";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Storage);
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace metrisk::inference
