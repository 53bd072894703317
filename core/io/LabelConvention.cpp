#include "core/io/LabelConvention.h"

#include "core/common/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace metrisk::io {

namespace {

constexpr float highestLabel = 4.0F;

bool isLabel(float value)
{
    const float nearest = std::round(value);
    return std::abs(value - nearest) <= 1e-3F && nearest >= 0.0F && nearest <= highestLabel;
}

[[noreturn]] void refuse(const std::set<float>& foreign, const std::string& file)
{
    std::string list;
    for (const float value : foreign)
        list += fmt::format("{}{:g}", list.empty() ? "" : ", ", value);
    throw Error(
        Error::Kind::Input,
        fmt::format("{} is no label MetRisk knows: it holds the values {}{}.", file, list,
                    foreign.size() >= 5 ? " and more" : ""),
        "Use 0 background, 1 oedema, 2 metastasis core, or BraTS labels (1 necrosis, 2 oedema, 3 or 4 "
        "enhancing).");
}

std::array<bool, 5> valuesIn(const imaging::Volume& volume, const std::string& file)
{
    std::array<bool, 5> present{};
    std::set<float> foreign;
    for (const float value : volume.voxels()) {
        if (isLabel(value))
            present[std::size_t(std::lround(value))] = true;
        else if (foreign.size() < 5)
            foreign.insert(value);
    }
    if (!foreign.empty())
        refuse(foreign, file);
    return present;
}

std::string bratsNote(const std::array<bool, 5>& present, const std::string& file)
{
    std::string core;
    const std::string three = present[4] ? "3 (non-enhancing)" : "3 (enhancing)";
    const std::array<std::string, 5> names{"", "1 (necrosis)", "", three, "4 (enhancing)"};
    for (const std::size_t value : {1U, 3U, 4U})
        if (present[value])
            core += (core.empty() ? "" : ", ") + names[value];
    return fmt::format("{} uses BraTS labels: {} {} read as metastasis core{}.", file, core,
                       core.find(',') == std::string::npos ? "is" : "are",
                       present[2] ? " and 2 (oedema) as oedema" : "");
}

}  // namespace

ReadLabels labelsFrom(const imaging::Volume& volume, const std::string& fileName)
{
    using namespace imaging;
    const auto present = valuesIn(volume, fileName);
    const bool brats = present[3] || present[4];
    const std::array<std::uint8_t, 5> ours{Background, Oedema, Core, Background, Background};
    const std::array<std::uint8_t, 5> fromBrats{Background, Core, Oedema, Core, Core};
    const auto& meaning = brats ? fromBrats : ours;
    std::vector<std::uint8_t> labels(volume.voxels().size());
    std::transform(volume.voxels().begin(), volume.voxels().end(), labels.begin(),
                   [&](float value) { return meaning[std::size_t(std::lround(value))]; });
    ReadLabels result{{volume.geometry(), std::move(labels)}, {}};
    if (brats)
        result.notes.push_back(bratsNote(present, fileName));
    return result;
}

}  // namespace metrisk::io
