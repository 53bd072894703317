#include "core/analysis/ModelInputMaker.h"

#include "core/imaging/IntensityScaling.h"
#include "core/preprocessing/LesionCrop.h"

namespace metrisk::analysis {

inference::ModelInput imageInput(const imaging::Volume& t1ce, const imaging::Volume& flair,
                                 const imaging::LabelMap& lesion, const imaging::Index3& cropSize,
                                 const inference::InputRule& rule, const Job& job)
{
    inference::ModelInput input;
    input.placement = preprocessing::placeCrop(lesion, {.size = cropSize});
    const auto append = [&](const std::vector<float>& channel) {
        input.image.insert(input.image.end(), channel.begin(), channel.end());
    };
    double done = 0.0;
    for (const auto* volume : {&t1ce, &flair}) {
        job.advance(done += 0.33);
        const auto scaled = imaging::scaledByPercentiles(*volume, rule.lowPercent, rule.highPercent);
        append(preprocessing::cropped(scaled, input.placement));
    }
    append(preprocessing::cropped(lesion, input.placement));
    return input;
}

}  // namespace metrisk::analysis
