#include "core/training/CrossValidation.h"

#include "core/common/Error.h"
#include "core/inference/MemberThreads.h"
#include "core/survival/CoxModel.h"
#include "core/training/MemberTraining.h"

#include <optional>

namespace metrisk::training {

namespace {

std::vector<TrainedMember> trainMembers(const TrainingSet& set, const std::vector<Patients>& folds,
                                        const TrainingOptions& options, const Job& job)
{
    const Random random(options.cohort.seed);
    std::vector<std::optional<TrainedMember>> trained(folds.size());
    inference::forEachMember(folds.size(), options.epochs, inference::membersSideBySide(2), job,
                             [&](std::size_t k, const std::function<void()>& step) {
                                 trained[k] = trainMember(set, folds[k], options, random.fork(2000 + k), step);
                             });
    std::vector<TrainedMember> members;
    for (auto& member : trained)
        members.push_back(std::move(*member));
    return members;
}

std::vector<double> outOfFoldRisks(const std::vector<TrainedMember>& members, const std::vector<Patients>& folds,
                                   std::size_t patients)
{
    std::vector<double> risks(patients);
    for (std::size_t k = 0; k < folds.size(); ++k)
        for (std::size_t i = 0; i < folds[k].size(); ++i)
            risks[folds[k][i]] = members[k].heldOutRisks[i];
    return risks;
}

std::vector<int> foldNumbers(const std::vector<Patients>& folds, std::size_t patients)
{
    std::vector<int> numbers(patients);
    for (std::size_t k = 0; k < folds.size(); ++k)
        for (const auto patient : folds[k])
            numbers[patient] = int(k);
    return numbers;
}

/// A model that learnt nothing has no such factor.
double hazardScale(const std::vector<survival::FollowUp>& followUp, const std::vector<double>& risks)
{
    const auto data = survival::univariate(followUp, risks, "risk");
    const double slope = survival::fitCox(data, {.ties = survival::Ties::Breslow}).coefficients[0];
    if (!(slope > 0.0))
        throw Error(Error::Kind::Model, "The trained model orders unseen patients no better than chance.",
                    "Train on more patients, for more epochs, or with another seed.");
    return slope;
}

}  // namespace

CrossValidated crossValidate(const TrainingSet& set, const TrainingOptions& options, const Job& job)
{
    const auto folds = stratifiedFolds(set.followUp, options.members, Random(options.cohort.seed).fork(1000));
    auto members = trainMembers(set, folds, options, job);
    CrossValidated result;
    result.outOfFoldRisks = outOfFoldRisks(members, folds, set.size());
    result.folds = foldNumbers(folds, set.size());
    const double scale = hazardScale(set.followUp, result.outOfFoldRisks);
    for (auto& risk : result.outOfFoldRisks)
        risk *= scale;
    for (auto& member : members) {
        rescale(member.network, 0.0, scale);
        result.networks.push_back(member.network);
    }
    return result;
}

}  // namespace metrisk::training
