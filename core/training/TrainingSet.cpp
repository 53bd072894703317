#include "core/training/TrainingSet.h"

#include "core/inference/MemberThreads.h"

namespace metrisk::training {

namespace {

using torch::indexing::Slice;

/// The voxels that can enter the model: whole patches along y and z, all of x for the mirror image.
torch::Tensor entering(const torch::Tensor& crop, const inference::Architecture& sizes)
{
    const auto grid = sizes.tokenGrid();
    return crop.index({Slice(), Slice(), Slice(0, grid[1] * sizes.patchSize), Slice(0, grid[2] * sizes.patchSize)});
}

torch::Tensor asBytes(const inference::ModelInput& input, const inference::Architecture& sizes)
{
    const auto& size = sizes.imageSize;
    auto image = torch::from_blob(const_cast<float*>(input.image.data()), {sizes.channels, size[0], size[1], size[2]},
                                  torch::kFloat32).clone();
    image.narrow(0, 0, 2).mul_(255.0).round_().clamp_(0.0, 255.0);
    return entering(image, sizes).to(torch::kUInt8);
}

torch::Tensor emptyImages(std::size_t patients, const inference::Architecture& sizes)
{
    const auto grid = sizes.tokenGrid();
    return torch::zeros({std::int64_t(patients), sizes.channels, sizes.imageSize[0], grid[1] * sizes.patchSize,
                         grid[2] * sizes.patchSize}, torch::kUInt8);
}

}  // namespace

torch::Tensor rows(const std::vector<std::size_t>& patients)
{
    return torch::tensor(std::vector<std::int64_t>(patients.begin(), patients.end()), torch::kInt64);
}

torch::Tensor TrainingSet::imagesOf(const std::vector<std::size_t>& patients) const
{
    auto chosen = images.index_select(0, rows(patients)).to(torch::kFloat32);
    chosen.narrow(1, 0, 2).mul_(1.0F / 255.0F);
    return chosen;
}

TrainingSet makeTrainingSet(const std::vector<SimulatedRecord>& cohort, const TrainingOptions& options,
                            const InputMaker& input, const Job& job)
{
    TrainingSet set;
    set.images = emptyImages(cohort.size(), options.architecture);
    std::vector<float> columns, events;
    std::vector<double> months;
    for (const auto& record : cohort) {
        const auto own = options.clinical.encode(record.patient.clinical);
        columns.insert(columns.end(), own.begin(), own.end());
        events.push_back(record.followUp.event ? 1.0F : 0.0F);
        months.push_back(record.followUp.timeMonths);
        set.followUp.push_back(record.followUp);
    }
    set.clinical = torch::tensor(columns).view({std::int64_t(cohort.size()), options.clinical.columns()});
    set.events = torch::tensor(events);
    set.months = torch::tensor(months, torch::kFloat64);
    set.intensities.resize(cohort.size());
    set.lesions.resize(cohort.size());
    inference::forEachMember(cohort.size(), 1, inference::membersSideBySide(2), job,
                             [&](std::size_t i, const std::function<void()>& step) {
                                 const auto patient = simulatePatient(cohort[i].patient);
                                 const auto made = input(patient, options.architecture, options.input);
                                 set.intensities[i] = inference::lesionIntensities(made);
                                 set.lesions[i] = patient.truth;
                                 set.images[std::int64_t(i)].copy_(asBytes(made, options.architecture));
                                 step();
                             });
    return set;
}

}  // namespace metrisk::training
