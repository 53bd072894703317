#include "core/analysis/WhatIf.h"

#include "core/analysis/ContourSensitivity.h"
#include "core/analysis/ModelInputMaker.h"
#include "core/common/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::analysis {

namespace {

using imaging::LabelMap;

LabelMap outlineFor(const WhatIfQuestion& question, const OpenedCase& opened)
{
    const auto& list = opened.lesions;
    if (question.lesion >= list.lesions.size())
        throw Error(Error::Kind::Input, fmt::format("The label holds no lesion {}.", question.lesion + 1),
                    fmt::format("Choose one from 1 to {}.", list.lesions.size()));
    const auto drawn = question.lesion == 0 ? list.indexLabel
                                            : segmentation::labelOf(opened.prepared.label, list.lesions[question.lesion]);
    if (question.outlineMm == 0.0)
        return drawn;
    if (const auto moved = shiftedContour(drawn, opened.prepared.t1ce, question.outlineMm))
        return *moved;
    throw Error(Error::Kind::Input, fmt::format("An outline {:g} mm smaller leaves nothing of the core.", -question.outlineMm),
                "Choose a smaller shift.");
}

double millilitres(const LabelMap& label, imaging::Label value)
{
    return double(std::ranges::count(label.voxels(), value)) * label.geometry().voxelVolumeMl();
}

CaseMeasures measuresOf(const LabelMap& outline, const inference::ModelInput& input)
{
    const auto intensities = inference::lesionIntensities(input);
    return {.volumeCoreMl = millilitres(outline, imaging::Core), .volumeOedemaMl = millilitres(outline, imaging::Oedema),
            .ageYears = {}, .t1ceOfCore = intensities.t1ceOfCore, .flairOfLesion = intensities.flairOfLesion,
            .spacingMm = outline.geometry().spacingMm().maxCoeff()};
}

}  // namespace

WhatIfQuestion patientsOwn(const CaseResult& result)
{
    return {.clinical = result.clinical};
}

WhatIfImages imagesFor(const WhatIfQuestion& question, const inference::RiskModel& model, const OpenedCase& opened,
                       const Job& job)
{
    const auto outline = outlineFor(question, opened);
    const auto& package = model.package();
    const auto input = imageInput(opened.prepared.t1ce, opened.prepared.flair, outline, package.architecture.imageSize,
                                  package.input, job.stage("What if: model input", 0.0, 0.3));
    return {model.embed(input, job.stage("What if: risk", 0.3, 1.0)), measuresOf(outline, input)};
}

WhatIfAnswer answerTo(const WhatIfQuestion& question, const inference::RiskModel& model, const WhatIfImages& images)
{
    const auto& package = model.package();
    const auto prediction = model.predict(images.embedding, package.clinical.encode(question.clinical));
    auto measures = images.measures;
    measures.ageYears = question.clinical.ageYears;
    return {question, prediction, memberPercentiles(package, prediction), unusualMeasures(measures, package.cohort)};
}

void requireRepeats(const CaseResult& stored, const WhatIfAnswer& own, const inference::ModelPackage& package)
{
    const auto &before = stored.prediction.members, &now = own.prediction.members;
    const auto close = [&](double a, double b) { return std::abs(a - b) <= package.goldenTolerance; };
    if (madeBy(stored, package) && std::ranges::equal(before, now, close))
        return;
    throw Error(Error::Kind::Input, "The stored result cannot be repeated with this model and these images, so no shift from "
                                    "it can be told.", "Analyse the case again.");
}

bool joinedToIndex(const segmentation::LesionList& lesions, std::size_t lesion)
{
    return lesions.indexLabel.at(lesions.lesions.at(lesion).centreVoxel) != imaging::Background;
}

}  // namespace metrisk::analysis
