#include "core/interop/DicomDataSet.h"

#include "core/interop/DicomText.h"
#include "core/interop/MemoryStream.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/oflog/oflog.h>

#include <charconv>
#include <cmath>
#include <mutex>
#include <string_view>

namespace metrisk::interop {

namespace {

/// DCMTK prints what it finds odd in a file; the user gets one sentence instead.
void silenceDcmtk()
{
    static std::once_flag once;
    std::call_once(once, [] { OFLog::configure(OFLogger::OFF_LOG_LEVEL); });
}

DcmTagKey keyOf(std::uint32_t tag) { return {Uint16(tag >> 16), Uint16(tag & 0xFFFF)}; }

/// What was inflated is stored as explicit little-endian from there on.
E_TransferSyntax syntaxOf(const DicomOutline& outline)
{
    if (outline.compressedPixels())
        return DcmXfer(outline.encoding.transferSyntax.c_str()).getXfer();
    if (!outline.encoding.isExplicit)
        return EXS_LittleEndianImplicit;
    return outline.encoding.bigEndian ? EXS_BigEndianExplicit : EXS_LittleEndianExplicit;
}

/// The number at the start of a text, spaces around it allowed.
bool appendNumber(std::string_view text, std::vector<double>& numbers)
{
    const auto blank = [](char c) { return c == ' ' || c == '\0' || c == '\t' || c == '\n' || c == '\r'; };
    while (!text.empty() && (blank(text.front()) || text.front() == '+'))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
        return false;
    numbers.push_back(value);
    return true;
}

}  // namespace

DicomDataSet::DicomDataSet(const DicomOutline& outline, Part part) : m_dataSet(std::make_unique<DcmDataset>())
{
    silenceDcmtk();
    const auto syntax = syntaxOf(outline);
    const Bytes bytes = outline.dataSet.first(part == Part::Header ? outline.pixelsAt : outline.pixelsEnd);
    MemoryStream stream(bytes);
    m_dataSet->transferInit();
    const bool read = m_dataSet->read(stream, syntax == EXS_Unknown ? EXS_LittleEndianExplicit : syntax).good();
    m_dataSet->transferEnd();
    if (!read)
        throw DicomWalk::Broken{};
}

DicomDataSet::~DicomDataSet() = default;

DcmItem& DicomDataSet::root() const { return *m_dataSet; }

std::string textIn(DcmItem& item, std::uint32_t tag)
{
    OFString text;
    item.findAndGetOFStringArray(keyOf(tag), text);
    return {text.c_str(), text.size()};
}

std::string utf8In(DcmItem& item, std::uint32_t tag, const std::string& characterSet)
{
    return utf8Of(textIn(item, tag), characterSet);
}

std::vector<double> numbersIn(DcmItem& item, std::uint32_t tag)
{
    const std::string text = textIn(item, tag);
    std::vector<double> numbers;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\\', at), text.size());
        if (!appendNumber(std::string_view(text).substr(at, end - at), numbers))
            return {};
        at = end + 1;
    }
    return numbers;
}

std::vector<DcmItem*> itemsIn(DcmItem& item, std::uint32_t sequence)
{
    DcmSequenceOfItems* found = nullptr;
    std::vector<DcmItem*> items;
    if (item.findAndGetSequence(keyOf(sequence), found).bad() || !found)
        return items;
    for (DcmObject* each = found->nextInContainer(nullptr); each; each = found->nextInContainer(each))
        if (auto* inner = dynamic_cast<DcmItem*>(each))
            items.push_back(inner);
    return items;
}

DcmItem* firstItemIn(DcmItem& item, std::uint32_t sequence)
{
    const auto items = itemsIn(item, sequence);
    return items.empty() ? nullptr : items.front();
}

}  // namespace metrisk::interop
