#include "app/Segmenters.h"

#include "app/DefaultPaths.h"
#include "core/segmentation/network/NetworkSegmenter.h"

namespace metrisk::app {

std::shared_ptr<const segmentation::LesionSegmenter> loadSegmenter(const std::filesystem::path& folder, const Job& job)
{
    const auto package = segmentation::loadSegmentationPackage(folder.empty() ? defaultSegmentationPackFolder() : folder, job.part(0.0, 0.4));
    return std::make_shared<const segmentation::NetworkSegmenter>(package, job.part(0.4, 1.0));
}

std::shared_ptr<const segmentation::LesionSegmenter> segmenterFor(const io::StudyFiles& files, const std::filesystem::path& folder,
                                                                  const Job& job)
{
    return files.label.empty() ? loadSegmenter(folder, job) : nullptr;
}

}  // namespace metrisk::app
