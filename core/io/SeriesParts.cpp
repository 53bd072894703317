#include "core/io/SeriesParts.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>

namespace metrisk::io {

namespace {

using interop::DicomHeader;
using Members = std::vector<std::size_t>;  // indices of files

/// Something a header says that differs between images of one place.
struct Difference {
    const char* name;
    const char* unit;
    std::function<std::string(const DicomHeader&)> value;
};

std::string numberText(double number) { return number > 0 ? fmt::format("{:g}", number) : std::string(); }

const std::vector<Difference>& differences()
{
    static const std::vector<Difference> all{
        {"echo time", " ms", [](const DicomHeader& h) { return numberText(h.echoTimeMs); }},
        {"echo", "", [](const DicomHeader& h) { return h.echoNumber; }},
        {"inversion time", " ms", [](const DicomHeader& h) { return numberText(h.inversionTimeMs); }},
        {"diffusion weighting", "", [](const DicomHeader& h) { return h.bValue; }},
        {"image type", "", [](const DicomHeader& h) { return h.imageType; }},
        {"time point", "", [](const DicomHeader& h) { return h.temporalPosition; }},
        {"acquisition", "", [](const DicomHeader& h) { return h.acquisition; }},
    };
    return all;
}

std::string placeOf(const DicomHeader& header)
{
    const auto& mm = header.planes.front().positionMm;
    return fmt::format("{:.2f} {:.2f} {:.2f}", mm.x(), mm.y(), mm.z());
}

/// How many places the members show; 0 when one of them is shown twice.
std::size_t placesOf(const DicomSeries& series, const Members& members)
{
    std::set<std::string> places, images;
    std::size_t different = 0;  // copies of one image are no second image
    for (const auto i : members) {
        const auto& header = series.headers[i];
        places.insert(placeOf(header));
        different += images.insert(header.sopInstanceUid).second || header.sopInstanceUid.empty();
    }
    return different == places.size() ? places.size() : 0;
}

/// The members by value, in the order of their first files.
std::vector<std::pair<std::string, Members>> grouped(const DicomSeries& series, const Difference& difference)
{
    std::vector<std::pair<std::string, Members>> groups;
    for (std::size_t i = 0; i < series.headers.size(); ++i) {
        const auto value = difference.value(series.headers[i]);
        auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == value; });
        if (group == groups.end())
            group = groups.insert(groups.end(), {value, {}});
        group->second.push_back(i);
    }
    return groups;
}

/// Whether each group is a stack of its own, all of the same places' number.
bool areStacks(const DicomSeries& series, const std::vector<std::pair<std::string, Members>>& groups)
{
    constexpr std::size_t mostParts = 8;
    if (groups.size() < 2 || groups.size() > mostParts)
        return false;
    const auto places = placesOf(series, groups.front().second);
    return places > 1 && std::all_of(groups.begin(), groups.end(), [&](const auto& group) {
               return !group.first.empty() && placesOf(series, group.second) == places;
           });
}

DicomSeries partOf(const DicomSeries& series, const Members& members, const std::string& name)
{
    auto part = series.only(members);
    part.part = name;
    return part;
}

bool hasRepeats(const DicomSeries& series)
{
    Members all(series.headers.size());
    std::iota(all.begin(), all.end(), std::size_t(0));
    const bool flat = std::all_of(series.headers.begin(), series.headers.end(), [](const DicomHeader& h) { return h.planes.size() == 1; });
    return flat && all.size() > 1 && placesOf(series, all) == 0;
}

}  // namespace

std::vector<DicomSeries> partsOf(const DicomSeries& series)
{
    if (!hasRepeats(series))
        return {series};
    for (const auto& difference : differences()) {
        const auto groups = grouped(series, difference);
        if (!areStacks(series, groups))
            continue;
        std::vector<DicomSeries> parts;
        for (const auto& [value, members] : groups)
            parts.push_back(partOf(series, members, fmt::format("{} {}{}", difference.name, value, difference.unit)));
        return parts;
    }
    return {series};
}

}  // namespace metrisk::io
