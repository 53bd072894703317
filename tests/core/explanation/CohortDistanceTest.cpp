#include "core/explanation/CohortDistance.h"

#include "core/common/Error.h"
#include "core/common/Random.h"
#include "tests/core/inference/TinyPack.h"
#include "tests/support/TestFiles.h"

#include <Eigen/LU>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace metrisk::explanation {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using metrisk::testing::TemporaryFolder;

MatrixXd drawn(int patients, int features, std::uint64_t seed = 5)
{
    Random random(seed);
    MatrixXd rows(patients, features);
    for (int i = 0; i < patients; ++i)
        for (int j = 0; j < features; ++j)
            rows(i, j) = (1.0 + j) * random.normal() + (j > 0 ? 0.5 * rows(i, j - 1) : 3.0);
    return rows;
}

MatrixXd covarianceOf(const MatrixXd& rows)  // denominator n
{
    const MatrixXd centred = rows.rowwise() - rows.colwise().mean();
    return centred.transpose() * centred / double(rows.rows());
}

TEST(EmbeddingCloud, ShrinksByTheDefinitionOfLedoitAndWolf)
{
    const auto rows = drawn(30, 4);
    const MatrixXd s = covarianceOf(rows);
    const MatrixXd centred = rows.rowwise() - rows.colwise().mean();
    double noise = 0.0;  // their b^2, patient by patient
    for (int i = 0; i < rows.rows(); ++i)
        noise += (centred.row(i).transpose() * centred.row(i) - s).squaredNorm() / 4.0 / (30.0 * 30.0);
    const MatrixXd off = s - s.trace() / 4.0 * MatrixXd::Identity(4, 4);
    EXPECT_NEAR(EmbeddingCloud(rows).shrinkage(), noise / (off.squaredNorm() / 4.0), 1e-12);
}

TEST(EmbeddingCloud, MeasuresEachOfItsOwnAgainstAllOthersLeftInTheirPlace)
{
    const auto rows = drawn(12, 3);
    const EmbeddingCloud cloud(rows);
    const double s = cloud.shrinkage(), mu = covarianceOf(rows).trace() / 3.0;
    for (int out = 0; out < 12; ++out) {
        MatrixXd others(11, 3);
        others << rows.topRows(out), rows.bottomRows(11 - out);
        const MatrixXd shrunk = (1.0 - s) * covarianceOf(others) + s * mu * MatrixXd::Identity(3, 3);
        const VectorXd away = (rows.row(out) - others.colwise().mean()).transpose();
        EXPECT_NEAR(cloud.ownDistances()[std::size_t(out)], std::sqrt(away.dot(shrunk.inverse() * away)), 1e-9) << out;
    }
}

TEST(EmbeddingCloud, FindsTheStrangerFarAndTheMiddleNear)
{
    const auto rows = drawn(60, 5);
    const EmbeddingCloud cloud(rows);
    const VectorXd middle = rows.colwise().mean().transpose();
    EXPECT_NEAR(cloud.distance(middle), 0.0, 1e-9);
    EXPECT_DOUBLE_EQ(cloud.percentile(cloud.distance(middle)), 0.0);
    const VectorXd stranger = middle + VectorXd::Constant(5, 50.0);
    EXPECT_DOUBLE_EQ(cloud.percentile(cloud.distance(stranger)), 100.0);
}

TEST(EmbeddingCloud, HasADistanceWithMoreFeaturesThanPatients)
{
    const EmbeddingCloud cloud(drawn(6, 20));
    for (const double own : cloud.ownDistances())
        EXPECT_TRUE(std::isfinite(own) && own > 0.0) << own;
    EXPECT_GT(cloud.shrinkage(), 0.0);
}

TEST(EmbeddingCloud, RefusesCohortsThatTellNothing)
{
    EXPECT_THROW(EmbeddingCloud(drawn(2, 3)), Error);
    EXPECT_THROW(EmbeddingCloud(MatrixXd::Constant(10, 3, 1.5)), Error);
    MatrixXd broken = drawn(10, 3);
    broken(4, 1) = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW(EmbeddingCloud{broken}, Error);
}

TEST(CohortEmbeddings, KnowTheCohortsOwnPatientsAndTellAStranger)
{
    const TemporaryFolder folder;
    const inference::RiskModel model(tinypack::makeIn(folder.path()));
    const auto cohort = CohortEmbeddings::of(model.package()).value();
    auto embedding = model.embed(tinypack::input(10));  // the cohort's first
    const auto own = cohort.distanceOf(embedding);
    ASSERT_EQ(own.members.size(), 3U);
    EXPECT_LT(own.percentile, 100.0);
    for (auto& member : embedding.members)
        for (float& value : member)
            value += 10.0F;
    EXPECT_DOUBLE_EQ(cohort.distanceOf(embedding).percentile, 100.0);
}

TEST(CohortEmbeddings, AreAbsentFromAPackThatHasNoneAndRefusedWhenTheyDoNotFit)
{
    const TemporaryFolder folder;
    auto package = tinypack::makeIn(folder.path());
    auto without = package;
    without.embeddingsFile.clear();
    EXPECT_FALSE(CohortEmbeddings::of(without).has_value());
    package.cohort.pop_back();
    EXPECT_THROW(CohortEmbeddings::of(package), Error);
}

}  // namespace
}  // namespace metrisk::explanation
