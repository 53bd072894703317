#include "core/explanation/CohortDistance.h"

#include "core/common/Error.h"
#include "core/inference/SafetensorsFile.h"

#include <Eigen/Cholesky>
#include <fmt/format.h>

#include <cmath>

namespace metrisk::explanation {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

[[noreturn]] void refuse(const std::string& what)
{
    throw Error(Error::Kind::Model, "The embeddings of the model pack's cohort " + what + ".",
                "Copy the pack again from where you got it.");
}

void check(const MatrixXd& embeddings)
{
    if (embeddings.rows() < 3)
        refuse(fmt::format("hold {} patients, which are too few to tell who is unusual", embeddings.rows()));
    if (!embeddings.allFinite())
        refuse("hold values that are not finite");
}

/// Ledoit and Wolf 2004, "A well-conditioned estimator for large-dimensional covariance matrices", s = b^2 / d^2 with
/// b^2 = min(d^2, 1/n^2 sum_k |x_k x_k' - S|^2), d^2 = |S - mu I|^2, mu = tr(S)/p, |A|^2 = tr(AA')/p.
double ledoitWolf(const MatrixXd& centred, const MatrixXd& covariance, double mu)
{
    const double n = double(centred.rows()), p = double(centred.cols());
    const double spread = (covariance - mu * MatrixXd::Identity(covariance.rows(), covariance.cols())).squaredNorm() / p;
    if (spread <= 0.0)
        return 1.0;
    // |x x' - S|^2 = |x|^4 - 2 x'Sx + |S|^2, summed over the patients: the middle term is 2 n |S|^2.
    const double fourth = centred.rowwise().squaredNorm().array().square().sum();
    const double noise = (fourth - n * covariance.squaredNorm()) / (n * n * p);
    return std::clamp(noise / spread, 0.0, 1.0);
}

/// Each patient's distance from all others: their mean and scatter follow from those of everybody by a change of
/// rank one (Sherman and Morrison 1950).
std::vector<double> distancesFromTheOthers(const MatrixXd& centred, const MatrixXd& covariance, double shrinkage, double mu)
{
    const double n = double(centred.rows());
    const MatrixXd scatter = (1.0 - shrinkage) * n / (n - 1.0) * covariance +
                             shrinkage * mu * MatrixXd::Identity(covariance.rows(), covariance.cols());
    const MatrixXd inverse = scatter.llt().solve(MatrixXd::Identity(scatter.rows(), scatter.cols()));
    const double removed = (1.0 - shrinkage) * n / ((n - 1.0) * (n - 1.0));  // of x x' when one is left out
    std::vector<double> distances;
    for (Eigen::Index i = 0; i < centred.rows(); ++i) {
        const double q = centred.row(i) * inverse * centred.row(i).transpose();
        distances.push_back(n / (n - 1.0) * std::sqrt(q / (1.0 - removed * q)));
    }
    return distances;
}

VectorXd vectorOf(const std::vector<float>& values)
{
    return Eigen::Map<const Eigen::VectorXf>(values.data(), Eigen::Index(values.size())).cast<double>();
}

std::string tensorName(std::size_t member)
{
    return fmt::format("member.{}", member);
}

MatrixXd embeddingsOf(const inference::SafetensorsFile& file, std::size_t member, std::size_t patients)
{
    const auto& stored = file.at(tensorName(member));
    if (stored.shape.size() != 2 || stored.shape[0] != std::int64_t(patients) || stored.shape[1] < 1)
        refuse(fmt::format("do not hold one row per patient of the cohort under {}", stored.name));
    const auto numbers = file.numbers(stored.name);
    return Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
        numbers.data(), Eigen::Index(stored.shape[0]), Eigen::Index(stored.shape[1]));
}

}  // namespace

EmbeddingCloud::EmbeddingCloud(const MatrixXd& embeddings)
{
    check(embeddings);
    m_mean = embeddings.colwise().mean().transpose();
    const MatrixXd centred = embeddings.rowwise() - m_mean.transpose();
    const MatrixXd covariance = centred.transpose() * centred / double(centred.rows());
    const double mu = covariance.trace() / double(covariance.rows());
    if (mu <= 0.0)
        refuse("are the same for every patient");
    m_shrinkage = ledoitWolf(centred, covariance, mu);
    const MatrixXd identity = MatrixXd::Identity(covariance.rows(), covariance.cols());
    // Features that never vary leave C singular when nothing is shrunk; a trace of the identity keeps it invertible.
    const MatrixXd shrunk = (1.0 - m_shrinkage) * covariance + std::max(m_shrinkage, 1e-9) * mu * identity;
    m_precision = shrunk.llt().solve(identity);
    m_own = distancesFromTheOthers(centred, covariance, std::max(m_shrinkage, 1e-9), mu);
}

double EmbeddingCloud::distance(const VectorXd& embedding) const
{
    if (embedding.size() != m_mean.size())
        refuse("have another number of features than the network gives");
    const VectorXd away = embedding - m_mean;
    return std::sqrt(away.dot(m_precision * away));
}

double EmbeddingCloud::percentile(double distance) const
{
    double nearer = 0.0;
    for (const double own : m_own)
        nearer += own < distance ? 1.0 : own == distance ? 0.5 : 0.0;
    return 100.0 * nearer / double(m_own.size());
}

std::optional<CohortEmbeddings> CohortEmbeddings::of(const inference::ModelPackage& package)
{
    if (package.embeddingsFile.empty())
        return std::nullopt;
    const inference::SafetensorsFile file(package.folder / package.embeddingsFile);
    CohortEmbeddings found;
    for (std::size_t member = 0; member < package.members.size(); ++member)
        found.m_members.emplace_back(embeddingsOf(file, member, package.cohort.size()));
    return found;
}

CohortDistance CohortEmbeddings::distanceOf(const inference::ImageEmbedding& embedding) const
{
    CohortDistance result;
    for (std::size_t member = 0; member < m_members.size(); ++member) {
        const auto& cloud = m_members[member];
        result.members.push_back(cloud.distance(vectorOf(embedding.members.at(member))));
        result.percentiles.push_back(cloud.percentile(result.members.back()));
        result.percentile += result.percentiles.back() / double(m_members.size());
    }
    return result;
}

void writeCohortEmbeddings(const inference::ModelPackage& package,
                           const std::vector<inference::ImageEmbedding>& patients)
{
    std::vector<std::vector<float>> held(package.members.size());
    std::vector<inference::StoredTensor> tensors;
    for (std::size_t member = 0; member < held.size(); ++member) {
        for (const auto& patient : patients)
            held[member].insert(held[member].end(), patient.members.at(member).begin(), patient.members.at(member).end());
        const auto features = std::int64_t(held[member].size() / patients.size());
        tensors.push_back({tensorName(member), inference::ElementType::F32, {std::int64_t(patients.size()), features},
                           std::as_bytes(std::span(held[member]))});
    }
    inference::writeSafetensors(package.folder / package.embeddingsFile, tensors);
}

}  // namespace metrisk::explanation
