#include "tests/core/reporting/DemoResult.h"

#include "core/common/Sha256.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace metrisk::testing {

namespace {

explanation::Explanation blobExplanation()
{
    explanation::Explanation explanation;
    explanation.tokenGrid = {5, 6, 5};
    explanation.placement = {.size = {95, 99, 93}, .low = {33, 32, 27}, .taken = {95, 99, 93}, .padLow = {0, 0, 0}};
    std::vector<double> tokens;
    for (int x = 0; x < 5; ++x)
        for (int y = 0; y < 6; ++y)
            for (int z = 0; z < 5; ++z)
                tokens.push_back(std::exp(-1.1 * std::hypot(x - 2.7, y - 2.6, z - 2.5)));
    explanation.members.assign(5, tokens);
    const double sum = std::accumulate(tokens.begin(), tokens.end(), 0.0);
    for (double& token : tokens)
        token /= sum;
    explanation.mean = tokens;
    explanation.clinicalShare = {0.11, 0.14, 0.12, 0.10, 0.13};
    return explanation;
}

io::InputFile input(io::Role role, const std::string& file, const std::string& description)
{
    return {role, "/data/demo/" + file, common::sha256Of(file), description};
}

}  // namespace

std::vector<survival::FollowUp> drawnFollowUp(int patients, double monthlyHazard, unsigned seed)
{
    std::mt19937 random(seed);  // its numbers are fixed by the standard, unlike those of distributions
    const auto uniform = [&] { return (random() + 0.5) / 4294967296.0; };
    std::vector<survival::FollowUp> drawn;
    for (int i = 0; i < patients; ++i) {
        const double failure = -std::log(uniform()) / monthlyHazard;
        const double censoring = 3.0 + 45.0 * uniform();
        drawn.push_back({std::round(10.0 * std::min(failure, censoring)) / 10.0, failure <= censoring});
    }
    return drawn;
}

analysis::Placement drawnPlacement()
{
    const auto low = drawnFollowUp(84, 0.003, 1), medium = drawnFollowUp(83, 0.010, 2),
               high = drawnFollowUp(86, 0.027, 3);
    return {.cohortName = "MetRisk demonstration cohort, simulated", .endpoint = "freedom from local failure",
            .cutLow = -0.31, .cutHigh = 0.42,
            .groups = {{"low", survival::kaplanMeier(low)},
                       {"medium", survival::kaplanMeier(medium)},
                       {"high", survival::kaplanMeier(high)}},
            .logRank = survival::logRankTest({low, medium, high})};
}

analysis::CaseResult demoResult()
{
    analysis::CaseResult result;
    result.patient = {.id = "DEMO-0001", .name = "", .birthDate = "", .studyDate = "2026-03-14"};
    const std::string grid = "128×144×120 · 1.0×1.0×1.0 mm · RAS";
    result.inputs = {input(io::Role::T1ce, "demo_t1ce.nii.gz", grid),
                     input(io::Role::Flair, "demo_flair.nii.gz", grid),
                     input(io::Role::Label, "demo_label.nii.gz", grid)};
    result.clinical = {.ageYears = 62, .kps = 80, .primary = "NSCLC", .location = "frontal",
                       .chemotherapy = false, .immunotherapy = true};
    result.lesion = {.volumeCoreMl = 4.19, .volumeOedemaMl = 29.3, .centreVoxel = {84, 82, 75},
                     .centreMm = {-20, -10, 15}, .side = "right", .count = 2};
    result.prediction = {.members = {0.61, 0.35, 0.72, 0.55, 0.90}, .mean = 0.626, .group = "high",
                         .percentile = 90.7, .device = "CPU · 2 threads"};
    result.memberPercentiles = {90.1, 64.0, 93.2, 88.9, 96.4};
    result.explanation = blobExplanation();
    result.relevance = {.core = 0.31, .oedema = 0.42, .otherBrain = 0.24, .outside = 0.03};
    result.placement = drawnPlacement();
    result.pack = {.name = "demo", .version = "1.0.0", .sha256 = common::sha256Of("model.json"),
                   .statement = "Demonstration model, trained on simulated patients.",
                   .intendedUse = "Showing how MetRisk works, on simulated or real images. Its numbers must not be "
                                  "used for any decision.",
                   .licence = "CC0-1.0", .demonstration = true,
                   .evidence = {.patients = 253, .events = 52, .concordance = 0.712, .concordanceLow = 0.648,
                                .concordanceHigh = 0.771,
                                .method = "out-of-fold, five-fold cross-validation, bootstrap interval"}};
    result.softwareVersion = "0.1.0";
    result.createdAt = "2026-03-14T09:26:53Z";
    result.notes = {"The FLAIR was resampled into the T1-CE's grid.",
                    "The label holds 2 lesions; the one with the largest core is scored."};
    return result;
}

}  // namespace metrisk::testing
