#pragma once

#include "core/analysis/CaseResult.h"
#include "core/preprocessing/PreparedCase.h"
#include "core/segmentation/LesionList.h"
#include "core/segmentation/LesionSegmenter.h"

#include <memory>

namespace metrisk::analysis {

/// A study that was read and prepared, ready to be seen and scored.
struct OpenedCase {
    io::StudyFiles files;
    io::PatientIdentity patient;
    std::vector<io::InputFile> inputs;
    preprocessing::PreparedCase prepared;
    segmentation::LesionList lesions;
    std::optional<segmentation::SegmenterIdentity> segmenter{};  // who drew the label; absent: a label file was chosen
    std::vector<std::string> notes;
    std::optional<ContourVersion> contour = {};  // absent: the outline is the label file's own
};

/// How files become a prepared case.
struct OpeningOptions {
    preprocessing::PreparationOptions preparation{};
    const segmentation::LesionSegmenter* segmenter = nullptr;  // draws the label where none was chosen; may be null
};

/// The whole line from files to result. Holds the loaded model; copies share it.
///
///     const CaseAnalyzer analyzer(inference::RiskModel(inference::loadPackage("models/demo")));
///     const auto opened = analyzer.open(files, job);
///     const auto result = analyzer.score(opened, clinical, job);
class CaseAnalyzer {
public:
    explicit CaseAnalyzer(inference::RiskModel model);

    const inference::RiskModel& model() const { return m_model; }

    /// Files to a prepared case with its lesions: what can be seen before anything is scored. Throws Error{Input} where
    /// there is neither a label nor somebody to draw one.
    static OpenedCase open(const io::StudyFiles& files, const OpeningOptions& options, const Job& job = {});
    static OpenedCase open(const io::StudyFiles& files, const Job& job = {}) { return open(files, OpeningOptions{}, job); }

    /// A prepared case to risk, relevance and the place in the cohort. The relevance is made by `rule`, else by the
    /// one the pack names.
    CaseResult score(const OpenedCase& opened, const clinical::ClinicalRecord& clinical, const Job& job = {},
                     const std::optional<inference::RelevanceRule>& rule = {}) const;

    /// The relevance alone, of what a stored result of this pack was made from.
    explanation::Explanation explain(const OpenedCase& opened, const clinical::ClinicalRecord& clinical,
                                     const inference::RelevanceRule& rule, const Job& job = {}) const;

private:
    Applicability applicabilityOf(const OpenedCase& opened, const inference::ModelInput& input,
                                  const inference::ImageEmbedding& embedding,
                                  const clinical::ClinicalRecord& clinical, const Job& job) const;

    inference::RiskModel m_model;
    std::optional<explanation::CohortEmbeddings> m_cohort;
};

/// The pack's reference cohort by risk group, the curves the patient's group is shown among, and what
/// the cohort makes of the patient's own risk (log hazard ratio).
Placement placeInCohort(const inference::ModelPackage& package, double risk);

/// Where each member's risk stands in the reference cohort, 0 to 100.
std::vector<double> memberPercentiles(const inference::ModelPackage& package, const inference::Prediction& prediction);

/// True when this very pack made the result: only then can more be asked about it.
bool madeBy(const CaseResult& result, const inference::ModelPackage& package);

}  // namespace metrisk::analysis
