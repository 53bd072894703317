#include "core/inference/WeightPages.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <fstream>
#include <numeric>
#include <vector>

namespace metrisk::inference {
namespace {

/// This process's, from /proc.
std::int64_t residentBytes()
{
    std::ifstream file("/proc/self/statm");
    std::int64_t mapped = 0, resident = 0;
    file >> mapped >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

double sumOf(const StoredTensor& tensor)
{
    const auto* numbers = reinterpret_cast<const float*>(tensor.bytes.data());
    return std::accumulate(numbers, numbers + tensor.bytes.size() / sizeof(float), 0.0);
}

TEST(WeightPages, LeaveMemoryAndComeBackAsTheyWere)
{
    constexpr std::int64_t count = std::int64_t(8) << 20;  // 32 MiB of floats
    const testing::TemporaryFolder folder;
    {
        const std::vector<float> numbers(std::size_t(count), 0.5F);
        writeSafetensors(folder / "a.safetensors", {{"weight", ElementType::F32, {count}, std::as_bytes(std::span(numbers))}});
    }
    const SafetensorsFile file(folder / "a.safetensors");
    EXPECT_EQ(sumOf(file.at("weight")), 0.5 * double(count));
    const auto before = residentBytes();
    leaveToTheSystem(file);
    EXPECT_LT(residentBytes(), before - (std::int64_t(24) << 20));
    EXPECT_EQ(sumOf(file.at("weight")), 0.5 * double(count));
}

}  // namespace
}  // namespace metrisk::inference
