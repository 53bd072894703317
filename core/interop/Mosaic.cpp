#include "core/interop/Mosaic.h"

#include "core/interop/DicomDataSet.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcitem.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace metrisk::interop {

namespace {

/// The tag of a maker's own element: its block of 256 is reserved by name (PS3.5, 7.8.1). 0 when the name is not there.
std::uint32_t privateTag(DcmItem& root, std::uint32_t group, std::string_view maker, std::uint32_t element)
{
    for (std::uint32_t block = 0x10; block < 0x20; ++block)
        if (textIn(root, dicomTag(group, block)).starts_with(maker))
            return dicomTag(group, block << 8 | element);
    return 0;
}

/// The bytes of an element of any type; empty without one.
std::string_view bytesIn(DcmItem& root, std::uint32_t tag)
{
    const Uint8* bytes = nullptr;
    unsigned long count = 0;
    root.findAndGetUint8Array(DcmTagKey(Uint16(tag >> 16), Uint16(tag & 0xFFFF)), bytes, &count);
    return bytes ? std::string_view(reinterpret_cast<const char*>(bytes), count) : std::string_view();
}

/// The first value of a field in the maker's table of names: 64 bytes of name, 20 of facts, 16 of lengths, then text.
int numberInTable(std::string_view table, std::string_view name)
{
    constexpr std::size_t valueAt = 64 + 20 + 16, longestNumber = 12;
    const auto at = table.find(name);
    if (at == std::string_view::npos || at + valueAt > table.size())
        return 0;
    return std::atoi(std::string(table.substr(at + valueAt, longestNumber)).c_str());
}

}  // namespace

bool isMosaic(DcmItem& root, const std::string& imageType)
{
    constexpr std::string_view header = "SIEMENS MR HEADER", table = "SIEMENS CSA HEADER", mark = "MOSAIC";
    if (imageType.find(mark) != std::string::npos)
        return true;
    if (const auto tag = privateTag(root, 0x0019, header, 0x0A); tag != 0)
        if (const auto slices = numbersIn(root, tag); !slices.empty() && slices.front() > 1)
            return true;
    if (const auto tag = privateTag(root, 0x0051, header, 0x16); tag != 0 && textIn(root, tag).find(mark) != std::string::npos)
        return true;
    const auto tag = privateTag(root, 0x0029, table, 0x10);
    return tag != 0 && numberInTable(bytesIn(root, tag), "NumberOfImagesInMosaic") > 1;
}

}  // namespace metrisk::interop
