#include "core/analysis/CaseAnalyzer.h"

#include "core/analysis/Applicability.h"
#include "core/analysis/ModelInputMaker.h"
#include "core/common/Error.h"
#include "core/common/Time.h"

#include <fmt/format.h>

#include <algorithm>

namespace metrisk::analysis {

namespace {

template <class Items>
void append(std::vector<std::string>& notes, const Items& more)
{
    notes.insert(notes.end(), more.begin(), more.end());
}

LesionSummary summaryOf(const segmentation::LesionList& lesions)
{
    const auto& index = lesions.index();
    return {.volumeCoreMl = index.volumeCoreMl, .volumeOedemaMl = index.volumeOedemaMl,
            .centreVoxel = index.centreVoxel, .centreMm = index.centreMm, .side = index.side,
            .count = int(lesions.lesions.size()), .id = index.id, .chosenByUser = lesions.chosenByUser,
            .diameters = index.diameters};
}

PackSummary summaryOf(const inference::ModelPackage& package)
{
    return {.name = package.name, .version = package.version, .sha256 = package.sha256,
            .statement = package.statement, .intendedUse = package.intendedUse, .licence = package.licence,
            .demonstration = package.demonstration, .evidence = package.evidence};
}

/// What the reader must know about the lesion before trusting the number.
std::vector<std::string> lesionNotes(const segmentation::LesionList& lesions,
                                     const imaging::CropPlacement& placement)
{
    std::vector<std::string> notes;
    if (lesions.chosenByUser)
        notes.push_back(fmt::format("The label holds {} lesions; lesion {} was chosen by the user. The rule would have scored the one "
                                    "with the largest core.", lesions.lesions.size(), lesions.index().id));
    else if (lesions.lesions.size() > 1)
        notes.push_back(fmt::format("The label holds {} lesions; the one with the largest core is scored.",
                                    lesions.lesions.size()));
    if (lesions.index().touchesBorder)
        notes.emplace_back("The lesion reaches the edge of the volume; part of it may be missing.");
    if (placement.padded())
        notes.emplace_back("The lesion lies near the edge of the volume; the model's crop was filled up with "
                           "zeros, so the lesion is not in its centre.");
    return notes;
}

void requireSegmenter(const segmentation::LesionSegmenter* segmenter)
{
    if (!segmenter)
        throw Error(Error::Kind::Input,
                    "The label is missing: no file was chosen for it, and there is no segmentation pack that could draw one.",
                    "Choose a label, or a segmentation pack.");
}

imaging::LabelMap drawnBy(const segmentation::LesionSegmenter& segmenter, const preprocessing::PreparedCase& prepared,
                          const Job& job)
{
    auto label = segmenter.segment(prepared.t1ce, prepared.flair, job);
    if (std::ranges::find(label.voxels(), imaging::Core) == label.voxels().end())
        throw Error(Error::Kind::Input,
                    fmt::format("“{}” found no metastasis core in these images.", segmenter.identity().name),
                    "Choose a label of this patient, or another segmentation pack.");
    return label;
}

/// Who drew the outline, where that was not the label file alone.
std::vector<std::string> contourNotes(const OpenedCase& opened)
{
    std::vector<std::string> notes;
    if (const auto& drawn = opened.segmenter) {
        notes.push_back(fmt::format("{}he outline was drawn by “{} {}”, not by a person.",
                                    opened.contour ? "T" : "Automatic contour, not reviewed: t", drawn->name, drawn->version));
        if (drawn->demonstration)
            notes.push_back(drawn->statement);
    }
    if (opened.contour)
        notes.push_back(fmt::format("The contour was corrected in MetRisk (version {}).", opened.contour->version));
    return notes;
}

}  // namespace

std::vector<double> memberPercentiles(const inference::ModelPackage& package, const inference::Prediction& prediction)
{
    std::vector<double> percentiles;
    for (const double risk : prediction.members)
        percentiles.push_back(inference::riskPercentile(package, risk));
    return percentiles;
}

bool madeBy(const CaseResult& result, const inference::ModelPackage& package)
{
    return result.pack.sha256 == package.sha256;
}

CaseAnalyzer::CaseAnalyzer(inference::RiskModel model)
    : m_model(std::move(model)), m_cohort(explanation::CohortEmbeddings::of(m_model.package()))
{
}

OpenedCase CaseAnalyzer::open(const io::StudyFiles& files, const OpeningOptions& options, const Job& job)
{
    if (files.label.empty())
        requireSegmenter(options.segmenter);
    const double drawn = files.label.empty() ? 0.5 : 0.9;  // where the drawing of a label begins
    const auto study = io::loadStudy(files, job.stage("Loading", 0.0, 0.3 * drawn));
    auto prepared = preprocessing::prepare(study, options.preparation, job.stage("Preparation", 0.3 * drawn, drawn));
    if (study.label.empty())
        prepared.label = drawnBy(*options.segmenter, prepared, job.stage("Segmentation", drawn, 0.9));
    const auto lesions = segmentation::lesionsOf(prepared.label, job.stage("Lesions", 0.9, 1.0));

    OpenedCase opened{.files = files, .patient = study.patient, .inputs = study.inputs, .prepared = prepared,
                      .lesions = lesions, .notes = study.notes};
    append(opened.notes, prepared.notes);
    if (study.label.empty())
        opened.segmenter = options.segmenter->identity();
    return opened;
}

Applicability CaseAnalyzer::applicabilityOf(const OpenedCase& opened, const inference::ModelInput& input,
                                            const inference::ImageEmbedding& embedding,
                                            const clinical::ClinicalRecord& clinical, const Job& job) const
{
    const auto& index = opened.lesions.index();
    const auto intensities = inference::lesionIntensities(input);
    const CaseMeasures measures{index.volumeCoreMl, index.volumeOedemaMl, clinical.ageYears, intensities.t1ceOfCore,
                                intensities.flairOfLesion, opened.prepared.t1ce.geometry().spacingMm().maxCoeff()};
    Applicability result;
    if (m_cohort)
        result.distance = m_cohort->distanceOf(embedding);
    result.unusual = unusualMeasures(measures, m_model.package().cohort);
    result.contour = contourSensitivity(m_model, opened.prepared.t1ce, opened.prepared.flair,
                                        opened.lesions.indexLabel, input.clinical, job);
    return result;
}

CaseResult CaseAnalyzer::score(const OpenedCase& opened, const clinical::ClinicalRecord& clinical,
                               const Job& job, const std::optional<inference::RelevanceRule>& rule) const
{
    const auto& package = m_model.package();
    const auto columns = package.clinical.encode(clinical);
    auto input = imageInput(opened.prepared.t1ce, opened.prepared.flair, opened.lesions.indexLabel,
                            package.architecture.imageSize, package.input,
                            job.stage("Model input", 0.0, 0.15));
    input.clinical = columns;
    const auto embedding = m_model.embed(input, job.stage("Risk", 0.15, 0.3));
    const auto prediction = m_model.predict(embedding, columns);
    const auto explanation =
        explanation::explain(m_model, input, rule.value_or(package.relevance), job.stage("Explanation", 0.3, 0.75));
    const auto& lesion = opened.lesions.indexLabel;
    auto applicability = applicabilityOf(opened, input, embedding, clinical, job.stage("Trust", 0.75, 0.98));
    applicability.memberRankAgreement = explanation::rankAgreement(explanation.members);
    const auto placement = placeInCohort(package, prediction.mean);
    job.advance(1.0);

    CaseResult result{.patient = opened.patient, .inputs = opened.inputs, .clinical = clinical,
                      .lesion = summaryOf(opened.lesions), .segmenter = opened.segmenter, .contour = opened.contour,
                      .prediction = prediction,
                      .memberPercentiles = memberPercentiles(package, prediction),
                      .explanation = explanation,
                      .relevance = explanation::relevanceShares(explanation, explanation.mean, lesion, opened.prepared.t1ce),
                      .coverage = explanation::relevanceCoverage(explanation, explanation.mean, lesion),
                      .clinicalEffects = explanation::clinicalShapley(m_model, embedding, clinical),
                      .applicability = applicability, .placement = placement,
                      .pack = summaryOf(package), .softwareVersion = METRISK_VERSION,
                      .createdAt = common::utcNow(), .notes = opened.notes,
                      .preparation = opened.prepared.record};
    append(result.notes, contourNotes(opened));
    append(result.notes, lesionNotes(opened.lesions, input.placement));
    append(result.notes, m_model.notes());
    return result;
}

explanation::Explanation CaseAnalyzer::explain(const OpenedCase& opened, const clinical::ClinicalRecord& clinical,
                                               const inference::RelevanceRule& rule, const Job& job) const
{
    const auto& package = m_model.package();
    auto input = imageInput(opened.prepared.t1ce, opened.prepared.flair, opened.lesions.indexLabel,
                            package.architecture.imageSize, package.input, job.stage("Model input", 0.0, 0.15));
    input.clinical = package.clinical.encode(clinical);
    return explanation::explain(m_model, input, rule, job.stage("Explanation", 0.15, 1.0));
}

}  // namespace metrisk::analysis
