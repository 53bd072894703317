// One program per reader, chosen by METRISK_FUZZ_READER: libFuzzer calls it with ever new bytes.
#include "core/common/Error.h"
#include "tests/fuzz/ImageReaders.h"
#include "tests/fuzz/Readers.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    try {
        metrisk::fuzz::METRISK_FUZZ_READER({reinterpret_cast<const std::byte*>(data), size});
    } catch (const metrisk::Error&) {  // refused with a reason: that is what should happen
    }
    return 0;
}
