#pragma once

#include "core/analysis/CaseResult.h"
#include "core/preprocessing/PreparedCase.h"
#include "core/segmentation/LesionList.h"

#include <memory>

namespace metrisk::analysis {

/// A study that was read and prepared, ready to be seen and scored.
struct OpenedCase {
    io::StudyFiles files;
    io::PatientIdentity patient;
    std::vector<io::InputFile> inputs;
    preprocessing::PreparedCase prepared;
    segmentation::LesionList lesions;
    std::vector<std::string> notes;
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

    /// Files to a prepared case with its lesions: what can be seen before anything is scored.
    static OpenedCase open(const io::StudyFiles& files, const Job& job = {});

    /// A prepared case to risk, relevance and the place in the cohort.
    CaseResult score(const OpenedCase& opened, const clinical::ClinicalRecord& clinical,
                     const Job& job = {}) const;

private:
    Applicability applicabilityOf(const OpenedCase& opened, const inference::ModelInput& input,
                                  const inference::ImageEmbedding& embedding,
                                  const clinical::ClinicalRecord& clinical, const Job& job) const;

    inference::RiskModel m_model;
    std::optional<explanation::CohortEmbeddings> m_cohort;
};

/// The pack's reference cohort by risk group: the curves the patient's group is shown among.
Placement placeInCohort(const inference::ModelPackage& package);

}  // namespace metrisk::analysis
