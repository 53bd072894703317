#pragma once

#include "core/analysis/Applicability.h"
#include "core/analysis/CaseAnalyzer.h"

namespace metrisk::analysis {

/// What the estimate would be for a patient who differs in one value, one lesion or the outline. It says how the model
/// answers, not what a treatment would do. A stored result goes in unchanged and nothing is written.
struct WhatIfQuestion {
    clinical::ClinicalRecord clinical;
    std::size_t lesion = 0;  // of OpenedCase::lesions; 0 is the index lesion, which every result scores
    double outlineMm = 0.0;  // both outlines moved by this much, outwards positive; see shiftedContour

    bool asksSameImages(const WhatIfQuestion& other) const { return lesion == other.lesion && outlineMm == other.outlineMm; }
    bool operator==(const WhatIfQuestion&) const = default;
};

/// The patient's own values: what the result was made from.
WhatIfQuestion patientsOwn(const CaseResult& result);

/// What the members make of the images of a question, and what can be measured in them.
struct WhatIfImages {
    inference::ImageEmbedding embedding;
    CaseMeasures measures;  // without the age
};

struct WhatIfAnswer {
    WhatIfQuestion question;
    inference::Prediction prediction;
    std::vector<double> memberPercentiles;  // of the reference cohort, 0 to 100
    std::vector<std::string> unusual;       // whole sentences; see unusualMeasures
};

/// A forward pass of every member. Throws Error{Input} for a lesion the label does not hold and for an outline that
/// leaves no core.
WhatIfImages imagesFor(const WhatIfQuestion& question, const inference::RiskModel& model, const OpenedCase& opened,
                       const Job& job = {});

/// The small head alone: a few milliseconds. `images` are those for this question. Throws Error{Input} as
/// ClinicalEncoding::encode does.
WhatIfAnswer answerTo(const WhatIfQuestion& question, const inference::RiskModel& model, const WhatIfImages& images);

/// A shift is told only from a number that this model and these images give too. Throws Error{Input} unless the answer to
/// the patient's own values repeats the stored result's members within the pack's golden tolerance.
void requireRepeats(const CaseResult& stored, const WhatIfAnswer& own, const inference::ModelPackage& package);

/// True when a lesion is part of what the model sees of the index lesion, so that it cannot be scored apart.
bool joinedToIndex(const segmentation::LesionList& lesions, std::size_t lesion);

}  // namespace metrisk::analysis
