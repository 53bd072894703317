#include "core/training/CohortSimulator.h"

#include "core/common/Error.h"
#include "core/survival/Concordance.h"

#include <gtest/gtest.h>

#include <set>

namespace metrisk::training {
namespace {

std::vector<survival::FollowUp> followUpOf(const std::vector<SimulatedRecord>& cohort)
{
    std::vector<survival::FollowUp> all;
    for (const auto& record : cohort)
        all.push_back(record.followUp);
    return all;
}

SimulatedPatientOptions referencePatient()
{
    SimulatedPatientOptions patient;
    patient.clinical = {61.0, 80, "NSCLC", "frontal", false, false};
    patient.lesion = {.coreVolumeMl = 9, .necrosisFraction = 0.4, .oedemaVolumeMl = 25, .irregularity = 0.4,
                      .heterogeneity = 0.4};
    return patient;
}

TEST(CohortSimulator, DrawsValidPatientsOfEveryKindAndRepeatsFromItsSeed)
{
    const auto cohort = simulateCohort({.patients = 253, .seed = 4});
    std::set<std::string> ids, primaries, locations;
    for (const auto& record : cohort) {
        EXPECT_NO_THROW(record.patient.check());
        EXPECT_TRUE(clinical::missingValues(record.patient.clinical).empty());
        EXPECT_GT(record.followUp.timeMonths, 0.0);
        EXPECT_LE(record.followUp.timeMonths, 48.0);
        ids.insert(record.id);
        primaries.insert(*record.patient.clinical.primary);
        locations.insert(*record.patient.clinical.location);
    }
    EXPECT_EQ(ids.size(), 253U);
    EXPECT_EQ(primaries.size(), 6U);
    EXPECT_EQ(locations.size(), 6U);
    const auto again = simulateCohort({.patients = 253, .seed = 4});
    EXPECT_EQ(again.back().patient, cohort.back().patient);
    EXPECT_EQ(again.back().followUp.timeMonths, cohort.back().followUp.timeMonths);
    EXPECT_NE(simulateCohort({.patients = 253, .seed = 5}).front().patient, cohort.front().patient);
}

TEST(CohortSimulator, FailsAsOftenAsThePublishedCohort)
{
    const auto followUp = followUpOf(simulateCohort({.patients = 999, .seed = 2}));
    const auto curve = survival::kaplanMeier(followUp);
    EXPECT_NEAR(curve.events / 999.0, 0.24, 0.05);
    EXPECT_NEAR(curve.at(12).survival, 0.80, 0.05);  // Erdur et al. 2025: about 80 % at one year
}

TEST(CohortSimulator, TellsDeathsFromOtherLosses)
{
    int lost = 0, died = 0;
    for (const auto& record : simulateCohort({.patients = 999, .seed = 2})) {
        EXPECT_EQ(causeOf(record) == 1, record.followUp.event);
        EXPECT_FALSE(record.died && record.followUp.event);
        if (!record.followUp.event && record.followUp.timeMonths < 36.0) {
            ++lost;
            died += causeOf(record) == 2 ? 1 : 0;
        }
    }
    EXPECT_NEAR(double(died) / lost, 0.8, 0.06);
}

TEST(CohortSimulator, TheTruthOrdersTheFailures)
{
    const auto cohort = simulateCohort({.patients = 999, .seed = 3});
    std::vector<double> truth;
    for (const auto& record : cohort)
        truth.push_back(record.logHazard);
    EXPECT_GT(survival::concordance(followUpOf(cohort), truth), 0.75);
}

TEST(CohortSimulator, HazardsFollowTheStatedCoefficients)
{
    EXPECT_NEAR(trueLogHazard(referencePatient()), 0.0, 1e-12);
    auto patient = referencePatient();
    patient.lesion.coreVolumeMl = 18;
    EXPECT_NEAR(trueLogHazard(patient), 1.10 * std::log(2.0), 1e-12);
    patient = referencePatient();
    patient.clinical = {71.0, 60, "GI", "cerebellar", true, true};
    EXPECT_NEAR(trueLogHazard(patient), 0.1 + 0.4 + 0.4 + 0.25 - 0.4 - 0.15, 1e-12);
    patient = referencePatient();
    patient.lesion.necrosisFraction = 0.5;
    patient.lesion.irregularity = 0.5;
    patient.lesion.heterogeneity = 0.5;
    EXPECT_NEAR(trueLogHazard(patient), 0.18 + 0.12 + 0.06, 1e-12);
}

TEST(CohortSimulator, RefusesAnEmptyCohort)
{
    EXPECT_THROW(simulateCohort({.patients = 0}), Error);
}

}  // namespace
}  // namespace metrisk::training
