#include "core/explanation/ClinicalShapley.h"

#include "core/common/Error.h"
#include "core/inference/VisionTransformer.h"
#include "tests/core/inference/TinyPack.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace metrisk::explanation {
namespace {

using clinical::ClinicalRecord;
using metrisk::testing::TemporaryFolder;

class Shapley : public ::testing::Test {
protected:
    inference::RiskModel model() const { return inference::RiskModel(tinypack::makeIn(m_folder.path())); }

    const ClinicalRecord m_patient{71.0, 80, "melanoma", "frontal", true, false};
    TemporaryFolder m_folder;
};

/// A record with some of the pack's three variables from one patient and the others from another.
ClinicalRecord mixed(const ClinicalRecord& patient, const ClinicalRecord& other, const std::array<bool, 3>& own)
{
    ClinicalRecord record = patient;
    record.ageYears = own[0] ? patient.ageYears : other.ageYears;
    record.primary = own[1] ? patient.primary : other.primary;
    record.chemotherapy = own[2] ? patient.chemotherapy : other.chemotherapy;
    return record;
}

/// Mean over cohort and members, each by a whole forward pass of its own.
double value(const inference::RiskModel& model, const ClinicalRecord& patient, const std::array<bool, 3>& own)
{
    double sum = 0.0;
    for (const auto& other : model.package().cohort) {
        auto input = tinypack::input();
        input.clinical = model.package().clinical.encode(mixed(patient, other.clinical, own));
        sum += model.predict(input).mean;
    }
    return sum / double(model.package().cohort.size());
}

TEST_F(Shapley, IsTheMeanGainOverAllOrdersInWhichTheVariablesAreToldToTheModel)
{
    const auto tiny = model();
    const auto found = clinicalShapley(tiny, tiny.embed(tinypack::input()), m_patient).value();
    std::array<double, 3> expected{};
    std::array<std::size_t, 3> order{0, 1, 2};
    do {  // all six orders
        std::array<bool, 3> told{};
        for (const std::size_t variable : order) {
            const double before = value(tiny, m_patient, told);
            told[variable] = true;
            expected[variable] += (value(tiny, m_patient, told) - before) / 6.0;
        }
    } while (std::ranges::next_permutation(order).found);
    ASSERT_EQ(found.contributions.size(), 3U);
    EXPECT_EQ(found.contributions[1].variable, "primary");
    for (std::size_t k = 0; k < 3; ++k) {
        EXPECT_NEAR(found.contributions[k].logHazard, expected[k], 1e-6) << k;
        EXPECT_NE(expected[k], 0.0);
    }
    EXPECT_EQ(found.patients, 8);
}

TEST_F(Shapley, AddsUpToThisPatientsRiskAgainstTheCohorts)
{
    const auto tiny = model();
    auto input = tinypack::input(3);
    input.clinical = tiny.package().clinical.encode(m_patient);
    const auto found = clinicalShapley(tiny, tiny.embed(input), m_patient).value();
    double sum = found.expected;
    for (const auto& contribution : found.contributions)
        sum += contribution.logHazard;
    EXPECT_NEAR(sum, tiny.predict(input).mean, 1e-6);
    for (const auto& contribution : found.contributions) {
        EXPECT_LE(contribution.lowest, contribution.logHazard);
        EXPECT_GE(contribution.highest, contribution.logHazard);
    }
}

TEST_F(Shapley, GivesNothingToAVariableTheHeadDoesNotRead)
{
    auto package = tinypack::makeIn(m_folder.path());
    for (const auto& member : package.members) {  // column 4 is chemotherapy: 128 image features come first
        const auto file = m_folder / member.file;
        const auto network =
            inference::VisionTransformer::load(package.architecture, inference::SafetensorsFile(file)).toDouble();
        const auto& weights = network.weight("fc2.0.weight");  // a copy: the file's own bytes are mapped read-only
        weights.select(1, weights.size(1) - 1).zero_();
        inference::saveWeights(file, network);
    }
    package.goldenTolerance = 0.1;
    const inference::RiskModel tiny(inference::sealPackage(package));
    const auto found = clinicalShapley(tiny, tiny.embed(tinypack::input()), m_patient).value();
    EXPECT_EQ(found.contributions[2].variable, "chemotherapy");
    EXPECT_EQ(found.contributions[2].logHazard, 0.0);
    EXPECT_NE(found.contributions[0].logHazard, 0.0);
}

TEST_F(Shapley, IsAbsentWhereTheCohortsClinicalValuesAreNotKnown)
{
    auto package = tinypack::makeIn(m_folder.path());
    for (auto& patient : package.cohort)
        patient.clinical.kps.reset();
    const inference::RiskModel tiny(inference::sealPackage(package));
    EXPECT_FALSE(clinicalShapley(tiny, tiny.embed(tinypack::input()), m_patient).has_value());
}

}  // namespace
}  // namespace metrisk::explanation
