#include "core/preprocessing/Atlas.h"

#include "core/common/Error.h"
#include "core/common/Sha256.h"
#include "core/imaging/Reorientation.h"
#include "core/io/GeometryText.h"
#include "core/io/VolumeFiles.h"
#include "core/preprocessing/FrameChecks.h"

#include <fmt/format.h>

namespace metrisk::preprocessing {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& why)
{
    throw Error(Error::Kind::Input, fmt::format("{} cannot serve as atlas: {}.", path.filename().string(), why),
                "Choose a skull-stripped T1 atlas of 240×240×155 voxels at 1 mm, such as SRI24 on the BraTS grid.");
}

imaging::LabelMap brainOf(const imaging::Volume& image)
{
    std::vector<std::uint8_t> brain;
    brain.reserve(image.voxels().size());
    for (const float value : image.voxels())
        brain.push_back(value > 0.0F ? 1 : 0);
    return {image.geometry(), std::move(brain)};
}

}  // namespace

Atlas readAtlas(const std::filesystem::path& path, const std::string& axisCodes, const Job& job)
{
    constexpr double smallestBrainMl = 800.0;
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        throw Error(Error::Kind::Input, fmt::format("The atlas does not exist: {}.", path.string()),
                    "Choose the atlas file again.");
    const auto image = imaging::reorientedTo(io::readVolume(path, job.part(0.0, 0.8)).volume, axisCodes);
    if (!onTrainedGrid(image.geometry()))
        refuse(path, "its grid is " + io::geometryText(image.geometry()));
    const auto evidence = brainEvidence(image);
    if (!evidence.strippedOfSkull() || evidence.backgroundValue != 0.0)
        refuse(path, "it is not a brain on a background of 0");
    if (evidence.tissueMl < smallestBrainMl)
        refuse(path, fmt::format("its brain measures only {:.0f} mL", evidence.tissueMl));
    return {path, common::sha256OfPath(path, job.part(0.8, 1.0)), image, brainOf(image)};
}

std::filesystem::path unchangedAtlas(const AtlasSource& source, const std::filesystem::path& atHand, const Job& job)
{
    std::error_code ignored;
    for (const auto& file : {std::filesystem::path(source.path), atHand})
        if (std::filesystem::is_regular_file(file, ignored) && common::sha256OfPath(file, job) == source.sha256)
            return file;
    const bool changed = std::filesystem::exists(source.path, ignored);
    throw Error(Error::Kind::Input,
                fmt::format("The atlas of this case {}: {}.", changed ? "was changed after the analysis" : "is no longer there", source.path),
                "The stored numbers belong to images on that atlas, so these are not shown; put the file back, or open the images as a "
                "new study to analyse them.");
}

}  // namespace metrisk::preprocessing
