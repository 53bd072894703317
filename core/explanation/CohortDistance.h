#pragma once

#include "core/inference/RiskModel.h"

#include <Eigen/Core>

#include <optional>
#include <vector>

namespace metrisk::explanation {

/// How far a patient's images lie from those the model was made with, as the members see them.
struct CohortDistance {
    std::vector<double> members;      // Mahalanobis distance, one per member
    std::vector<double> percentiles;  // of the cohort's own distances, 0 to 100, one per member
    double percentile = 0.0;          // mean of the members
    bool operator==(const CohortDistance&) const = default;
};

/// The cohort's embeddings: mean and regularised covariance, and how far each of its own patients lies from the
/// rest. The covariance is shrunk towards a multiple of the identity (Ledoit and Wolf 2004, the optimal
/// weight they derive), because there are about as many features as patients:
///
///     d(x)^2 = (x - m)' C^-1 (x - m),   C = (1 - s) S + s tr(S)/p I,   S with denominator n.
///
/// A patient of the cohort is measured against all others, with the weight s and tr(S)/p kept: a patient that helped
/// to make m and C would lie too near to them.
class EmbeddingCloud {
public:
    /// One row per patient, [patients, features]. Throws Error{Model} for fewer than three patients, values that are
    /// not finite, or when all rows are the same.
    explicit EmbeddingCloud(const Eigen::MatrixXd& embeddings);

    double shrinkage() const { return m_shrinkage; }  // s, 0 to 1
    double distance(const Eigen::VectorXd& embedding) const;
    /// Share of the cohort that lies nearer (ties count half), in percent.
    double percentile(double distance) const;
    const std::vector<double>& ownDistances() const { return m_own; }

private:
    Eigen::VectorXd m_mean;
    Eigen::MatrixXd m_precision;  // C^-1
    double m_shrinkage = 0.0;
    std::vector<double> m_own;    // in the rows' order
};

/// One cloud per member, from the pack's embeddings file; absent when the pack has none. Throws Error{Model} when the
/// file does not fit the pack.
class CohortEmbeddings {
public:
    static std::optional<CohortEmbeddings> of(const inference::ModelPackage& package);
    CohortDistance distanceOf(const inference::ImageEmbedding& embedding) const;

private:
    std::vector<EmbeddingCloud> m_members;
};

/// Writes the embeddings of a cohort, in cohort.csv's order, to the file the package names. Throws Error{Storage}.
void writeCohortEmbeddings(const inference::ModelPackage& package,
                           const std::vector<inference::ImageEmbedding>& patients);

}  // namespace metrisk::explanation
