#include "core/interop/StructureSet.h"

#include "core/common/Error.h"
#include "core/imaging/LabelMap.h"
#include "core/interop/DicomDataSet.h"
#include "core/interop/SegmentRoles.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcitem.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace metrisk::interop {

namespace {

/// One region of interest with its closed outlines.
struct Region {
    NamedSegment named;
    std::string frameOfReferenceUid;
    std::vector<Contour> contours;
    std::size_t open = 0;  // points and open lines, which enclose nothing
};

int numberIn(DcmItem& item, std::uint32_t tag)
{
    const auto numbers = numbersIn(item, tag);
    return numbers.empty() ? -1 : int(std::clamp(numbers.front(), -1.0, 1e9));
}

std::map<int, Region> regionsIn(DcmItem& root, const std::string& characters)
{
    std::map<int, Region> regions;
    for (DcmItem* item : itemsIn(root, dicomTag(0x3006, 0x0020))) {
        const std::string name = utf8In(*item, dicomTag(0x3006, 0x0026), characters);
        const std::string description = utf8In(*item, dicomTag(0x3006, 0x0028), characters);
        regions[numberIn(*item, dicomTag(0x3006, 0x0022))] = {
            {name, name + " " + description}, textIn(*item, dicomTag(0x3006, 0x0024)), {}, 0};
    }
    for (DcmItem* item : itemsIn(root, dicomTag(0x3006, 0x0080))) {
        const auto region = regions.find(numberIn(*item, dicomTag(0x3006, 0x0084)));
        if (region != regions.end())
            region->second.named.words += " " + utf8In(*item, dicomTag(0x3006, 0x0085), characters);
    }
    return regions;
}

Contour contourIn(DcmItem& item, const DicomFile& file)
{
    const auto numbers = numbersIn(item, dicomTag(0x3006, 0x0050));
    if (numbers.empty() || numbers.size() % 3 != 0)
        refuseDamaged(file.name());
    Contour contour;
    for (std::size_t i = 0; i < numbers.size(); i += 3) {
        contour.emplace_back(numbers[i], numbers[i + 1], numbers[i + 2]);
        if (contour.back().cwiseAbs().maxCoeff() > 1e5)
            refuseDamaged(file.name());
    }
    return contour;
}

void readContours(DcmItem& root, std::map<int, Region>& regions, const DicomFile& file)
{
    for (DcmItem* item : itemsIn(root, dicomTag(0x3006, 0x0039))) {
        const auto region = regions.find(numberIn(*item, dicomTag(0x3006, 0x0084)));
        if (region == regions.end())
            continue;
        for (DcmItem* each : itemsIn(*item, dicomTag(0x3006, 0x0040))) {
            const bool closed = textIn(*each, dicomTag(0x3006, 0x0042)).starts_with("CLOSED");
            Contour contour = closed ? contourIn(*each, file) : Contour{};
            if (contour.size() >= 3)
                region->second.contours.push_back(std::move(contour));
            else
                ++region->second.open;
        }
    }
}

/// Regions that enclose something, in the file's order.
std::vector<Region> closedRegions(std::map<int, Region> regions)
{
    std::vector<Region> closed;
    for (auto& [number, region] : regions)
        if (!region.contours.empty())
            closed.push_back(std::move(region));
    return closed;
}

std::vector<std::uint8_t> chosenLabels(const std::vector<Region>& regions, const DicomFile& file, std::vector<std::string>& notes)
{
    std::vector<NamedSegment> named;
    for (const auto& region : regions)
        named.push_back(region.named);
    return labelsOf(named, file.name(), notes);
}

}  // namespace

StructureSet structureSetOf(const DicomFile& file, std::vector<std::string>& notes)
{
    return readingDicom(file.name(), [&] {
        const DicomDataSet dataSet(file.outline());
        auto all = regionsIn(dataSet.root(), textIn(dataSet.root(), dicomTag(0x0008, 0x0005)));
        readContours(dataSet.root(), all, file);
        const auto regions = closedRegions(std::move(all));
        if (regions.empty())
            throw Error(Error::Kind::Input, file.name() + " holds no closed contour.", "Choose another structure set.");
        const auto labels = chosenLabels(regions, file, notes);
        StructureSet set;
        for (std::size_t i = 0; i < regions.size(); ++i) {
            if (labels[i] == imaging::Background)
                continue;
            const auto& region = regions[i];
            set.regions.emplace_back(region.contours, labels[i], fmt::format("\"{}\" in {}", region.named.name, file.name()));
            set.frameOfReferenceUid = region.frameOfReferenceUid;
            if (region.open > 0)
                notes.push_back(fmt::format("{} points or open lines of \"{}\" enclose nothing and were left out.", region.open,
                                            region.named.name));
        }
        return set;
    });
}

}  // namespace metrisk::interop
