#pragma once

#include "core/clinical/ClinicalEncoding.h"
#include "core/common/Job.h"
#include "core/imaging/ImageGeometry.h"
#include "core/inference/Pack.h"
#include "core/inference/RelevanceRule.h"

#include <optional>
#include <string>
#include <vector>

namespace metrisk::inference {

/// Sizes of the Vision Transformer, as model.json gives them.
struct Architecture {
    imaging::Index3 imageSize{95, 123, 108};  // voxels of the crop
    int channels = 3;                         // T1-CE, FLAIR, label
    int patchSize = 16;
    int hiddenSize = 512;
    int heads = 8;
    int mlpSize = 3072;
    int layers = 12;
    int registers = 4;
    int clinicalFeatures = 27;

    imaging::Index3 tokenGrid() const;  // whole patches along each axis: 5×7×6
    int patches() const;                // 210
    int tokens() const;                 // 1 CLS + patches + registers: 215
    void check() const;                 // throws Error{Model} with the offending size
    bool operator==(const Architecture&) const = default;
};

/// How a prepared case becomes the model's input.
struct InputRule {
    std::string axisCodes = "RAS";
    double spacingMm = 1.0;
    double lowPercent = 0.5;
    double highPercent = 99.5;
    bool operator==(const InputRule&) const = default;
};

/// A patient of the pack's reference cohort, scored by members that did not train on them.
struct CohortPatient {
    std::string id;
    double risk = 0.0;  // log hazard ratio
    double timeMonths = 0.0;
    bool event = false;
    std::optional<int> cause{};                // 0: last seen without event, 1: the event, 2: death before it
    std::optional<int> fold{};                 // from 0: the member that did not train on this patient
    clinical::ClinicalRecord clinical{};       // what the pack's maker gave of it
    std::optional<double> volumeCoreMl{}, volumeOedemaMl{};
    std::optional<double> t1ceOfCore{};        // mean of the scaled T1-CE (0 to 1) in the core
    std::optional<double> flairOfLesion{};     // mean of the scaled FLAIR (0 to 1) in core and oedema
    std::optional<double> spacingMm{};         // the longest edge of a voxel of the T1-CE
    bool operator==(const CohortPatient&) const = default;
};

/// How well the pack did on its own cohort.
struct Evidence {
    int patients = 0;
    int events = 0;
    double concordance = 0.0;
    double concordanceLow = 0.0;   // 95 % interval
    double concordanceHigh = 0.0;
    std::string method;            // "out-of-fold, five-fold cross-validation, bootstrap interval"
};

/// Breslow's cumulative baseline hazard up to a time: freedom from the endpoint of a patient with log
/// hazard ratio r is exp(-cumulativeHazard * exp(r)).
struct BaselineHazardStep {
    double timeMonths = 0.0;
    double cumulativeHazard = 0.0;
    bool operator==(const BaselineHazardStep&) const = default;
};

/// A pack that scores a risk.
struct ModelPackage : Pack {
    Architecture architecture;
    InputRule input;
    clinical::ClinicalEncoding clinical;
    RelevanceRule relevance;       // the pack's default; absent in model.json: the reference's
    double cutLow = 0.0;           // risk up to here: low group; above it, up to cutHigh: medium
    double cutHigh = 0.0;          // risk above: high group
    std::vector<BaselineHazardStep> baselineHazard;  // ascending in time; may be absent
    std::string cohortFile;        // "cohort.csv"
    std::string cohortSha256;
    std::vector<CohortPatient> cohort;
    std::string embeddingsFile;    // "cohort.safetensors": "member.<k>" [patients, 128] in cohort.csv's order; may be
    std::string embeddingsSha256;  // absent (both empty): then nobody's distance from the cohort is known
    std::string cohortName;
    std::string endpoint;          // "freedom from local failure"
    Evidence evidence;
};

/// Reads and checks a pack without loading weights: schema, sizes, digest of every file, cohort.
/// Throws Error{Model} with the reason and what to do.
ModelPackage loadPackage(const std::filesystem::path& folder, const Job& job = {});

/// Closes a pack under construction: `package.folder` holds the files that `package` names and its
/// cohort; this digests them, writes model.json and reads the whole pack back as a user's copy of
/// MetRisk will. Throws Error{Storage} when it cannot be written, Error{Model} when it is not valid.
ModelPackage sealPackage(ModelPackage package, const Job& job = {});

/// low, medium or high; a risk equal to a cut belongs to the lower group
std::string riskGroup(const ModelPackage& package, double risk);

/// Share of the reference cohort with a lower risk (ties count half), in percent: 0 to 100.
double riskPercentile(const ModelPackage& package, double risk);

}  // namespace metrisk::inference
