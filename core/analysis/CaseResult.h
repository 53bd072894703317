#pragma once

#include "core/analysis/ContourSensitivity.h"
#include "core/clinical/ClinicalRecord.h"
#include "core/explanation/ClinicalShapley.h"
#include "core/explanation/CohortDistance.h"
#include "core/explanation/Explanation.h"
#include "core/inference/RiskModel.h"
#include "core/io/Study.h"
#include "core/preprocessing/PreparationRecord.h"
#include "core/segmentation/LesionDiameters.h"
#include "core/segmentation/LesionSegmenter.h"
#include "core/survival/CumulativeIncidence.h"
#include "core/survival/LogRank.h"
#include "core/survival/PatientOutlook.h"

#include <optional>
#include <string>
#include <vector>

namespace metrisk::analysis {

/// The reference cohort's Kaplan-Meier curve of one risk group.
struct GroupCurve {
    std::string group;  // low, medium, high
    survival::KaplanMeierCurve curve;
};

/// What became of the patients of one risk group, death competing with the endpoint.
struct GroupIncidence {
    std::string group;                    // low, medium, high
    survival::CumulativeIncidence curve;  // cause 1: the endpoint's event; 2: death before it
};

/// Where the patient stands in the pack's reference cohort.
struct Placement {
    std::string cohortName;
    std::string endpoint;
    double cutLow = 0.0, cutHigh = 0.0;
    std::vector<GroupCurve> groups;  // low, medium, high
    survival::LogRank logRank;
    std::vector<GroupIncidence> incidences;        // as groups; empty when the cohort does not tell deaths apart
    std::optional<survival::LogRank> grayTest;     // of cause 1; absent with the incidences
    std::vector<survival::Freedom> predicted;      // for this patient's risk at months 0, 1, 2, ... as far as the cohort
                                                   // was followed; empty in older results and for a cohort too small

    const GroupCurve& of(const std::string& group) const;

    /// At a whole month; absent beyond the follow-up.
    std::optional<survival::Freedom> predictedAt(double months) const
    {
        for (const auto& freedom : predicted)
            if (freedom.months == months && !freedom.beyondFollowUp)
                return freedom;
        return std::nullopt;
    }
};

/// The index lesion, as the report and result.json name it.
struct LesionSummary {
    double volumeCoreMl = 0.0;
    double volumeOedemaMl = 0.0;
    imaging::Index3 centreVoxel{0, 0, 0};                // in the prepared case
    Eigen::Vector3d centreMm = Eigen::Vector3d::Zero();  // patient LPS
    std::string side;                                    // right, left
    int count = 1;                                       // lesions in the label
    int id = 1;                                          // of this lesion in the list
    bool chosenByUser = false;                           // not the one that the reference's rule proposes
    segmentation::LesionDiameters diameters{};           // of the core; 0 in older results
};

struct PackSummary {
    std::string name, version, sha256, statement, intendedUse, licence;
    bool demonstration = false;
    inference::Evidence evidence;
};

/// A contour that was corrected in MetRisk. The case base keeps every version of a case.
struct ContourVersion {
    int version = 0;         // 1, 2, ... within the case; 0 while it is not kept
    std::string sha256;      // of the label's voxel bytes on the prepared grid, x fastest
    std::string baseSha256;  // of the label file that it began as, or of the voxels that a pack drew
    bool operator==(const ContourVersion&) const = default;
};

/// How far the number can be trusted for this patient.
struct Applicability {
    std::optional<explanation::CohortDistance> distance;  // absent when the pack does not hold its cohort's embeddings
    std::vector<std::string> unusual;                     // whole sentences; see unusualMeasures
    std::vector<ContourShift> contour;                    // the risk with a slightly different outline
    std::optional<double> memberRankAgreement;            // of their relevance maps; see explanation::rankAgreement
};

/// Everything one analysis says, as values: what result.json holds, what the case base keeps and
/// what the report prints. Images are not in it; they come back from the inputs by their digest.
struct CaseResult {
    static constexpr int schema = 1;

    io::PatientIdentity patient;
    std::vector<io::InputFile> inputs;
    clinical::ClinicalRecord clinical;
    LesionSummary lesion;
    std::optional<segmentation::SegmenterIdentity> segmenter{};  // who drew the outline; absent: the label file among the inputs
    std::optional<ContourVersion> contour;                       // how it was corrected after that; absent: not at all
    inference::Prediction prediction;
    std::vector<double> memberPercentiles;  // of the reference cohort, 0 to 100, one per member
    explanation::Explanation explanation;
    explanation::RelevanceShares relevance;
    std::optional<explanation::RelevanceCoverage> coverage;       // absent in older results
    std::optional<explanation::ClinicalShapley> clinicalEffects;  // absent without the cohort's clinical values
    Applicability applicability;
    Placement placement;
    PackSummary pack;
    std::string softwareVersion;
    std::string createdAt;           // ISO 8601, UTC: "2026-03-14T09:26:53Z"
    std::vector<std::string> notes;  // whole sentences the reader must see
    std::optional<preprocessing::PreparationRecord> preparation{};  // absent in older results
};

/// result.json (schema 1, every key of design's list and more) and back. Reading throws
/// Error{Input} for a damaged text or a newer schema.
std::string resultToJson(const CaseResult& result);
CaseResult resultFromJson(const std::string& json);

}  // namespace metrisk::analysis
