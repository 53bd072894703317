#include "tests/support/SampleResult.h"

#include <cmath>

namespace metrisk::testing {

namespace {

analysis::GroupCurve groupCurve(const std::string& name, int patients, int everyNthFails)
{
    std::vector<survival::FollowUp> followUps;
    for (int i = 0; i < patients; ++i)
        followUps.push_back({2.0 + 40.0 * i / patients, i % everyNthFails == 0});
    return {name, survival::kaplanMeier(followUps)};
}

/// Local failures come in the order of the group's curve; every third of the others dies.
analysis::GroupIncidence groupIncidence(const std::string& name, int failuresOfSix)
{
    std::vector<survival::CompetingFollowUp> followUps;
    for (int i = 0; i < 84; ++i)
        followUps.push_back({2.0 + 40.0 * i / 84, i % 6 < failuresOfSix ? 1 : i % 3 == 0 ? 0 : 2});
    return {name, survival::cumulativeIncidence(followUps, 0.95, survival::Transformation::LogLog, 2)};
}

std::vector<survival::Freedom> predictedFreedom()
{
    std::vector<survival::Freedom> predicted;
    for (int month = 0; month <= 36; ++month) {
        const double freedom = std::exp(-0.02 * month);
        predicted.push_back({double(month), freedom, {std::pow(freedom, 1.5), std::pow(freedom, 0.6)}, false});
    }
    return predicted;
}

explanation::Explanation sampleExplanation()
{
    explanation::Explanation explanation;
    explanation.tokenGrid = {5, 7, 6};
    explanation.placement = {{95, 123, 108}, {60, 50, 20}, {95, 123, 108}, {0, 0, 0}};
    explanation.mean.assign(210, 0.0);
    for (int member = 0; member < 5; ++member) {
        std::vector<double> map(210);
        for (int token = 0; token < 210; ++token)
            map[std::size_t(token)] = std::exp(-0.05 * std::abs(token - 100 - member));
        explanation.members.push_back(map);
        for (int token = 0; token < 210; ++token)
            explanation.mean[std::size_t(token)] += map[std::size_t(token)] / 200.0;
        explanation.clinicalShare.push_back(0.1 + 0.02 * member);
    }
    return explanation;
}

}  // namespace

analysis::CaseResult sampleResult()
{
    analysis::CaseResult result;
    result.patient = {"DEMO-0001", "Simulated patient", "1964-02-11", "2026-03-14"};
    result.inputs = {{io::Role::T1ce, "/data/demo t1c.nii.gz", std::string(64, 'a'), "240×240×155 · 1.0 mm · RAS"},
                     {io::Role::Flair, "/data/demo flair.nii.gz", std::string(64, 'b'), "240×240×155 · 1.0 mm · RAS"},
                     {io::Role::Label, "/data/demo label.nii.gz", std::string(64, 'c'), "240×240×155 · 1.0 mm · RAS"}};
    result.clinical = {.ageYears = 62, .kps = 80, .primary = "NSCLC", .location = "frontal",
                       .chemotherapy = false, .immunotherapy = true};
    result.lesion = {11.42, 38.7, {108, 111, 70}, {-28.04, 12.5, 31.0}, "right", 1, 1, false, {29.3, 24.1, 31.6}};
    result.prediction = {{0.61, 0.72, 0.85, 0.91, 1.02}, 0.822, "high", 91.3, "CPU · 2 threads"};
    result.memberPercentiles = {83.5, 87.1, 91.9, 93.0, 96.4};
    result.explanation = sampleExplanation();
    result.relevance = {0.31, 0.42, 0.2, 0.07};
    result.coverage = {0.93, 0.71};
    result.clinicalEffects = {0.35, 253,
                              {{"ageYears", 0.02, -0.01, 0.05}, {"kps", 0.11, 0.02, 0.2}, {"primary", -0.1, -0.3, 0.0},
                               {"location", 0.0, 0.0, 0.0}, {"chemotherapy", 0.06, 0.01, 0.1},
                               {"immunotherapy", -0.21, -0.4, -0.1}}};
    result.applicability = {.distance = explanation::CohortDistance{{9.1, 10.2, 11.3, 9.9, 12.0},
                                                                    {55.0, 61.5, 70.0, 58.1, 77.2}, 64.4},
                            .unusual = {"The core measures 96 mL; in the reference cohort it is 0.5 to 58 mL."},
                            .contour = {{-2.0, 0.2, "medium", 70.0}, {-1.0, 0.6, "high", 83.0}, {1.0, 0.9, "high", 92.6},
                                        {2.0, 1.0, "high", 95.0}},
                            .memberRankAgreement = 0.87};
    result.placement = {"simulated cohort", "freedom from local failure", -0.4, 0.3,
                        {groupCurve("low", 84, 12), groupCurve("medium", 83, 6), groupCurve("high", 86, 3)},
                        {21.7, 2, 1.9e-5},
                        {groupIncidence("low", 1), groupIncidence("medium", 2), groupIncidence("high", 4)},
                        survival::LogRank{19.3, 2, 6.4e-5}, predictedFreedom()};
    result.pack = {"demo", "1", std::string(64, 'd'), "Demonstration model, trained on simulated patients.",
                   "Research use only.", "MIT", true, {253, 62, 0.71, 0.64, 0.78, "out-of-fold, five folds"}};
    result.softwareVersion = "0.1.0";
    result.createdAt = "2026-03-14T09:26:53Z";
    result.notes = {"FLAIR was resampled into the T1-CE's grid.", "The label holds 2 lesions; Ünïcode stays."};
    return result;
}

}  // namespace metrisk::testing
