#pragma once

#include "core/survival/KaplanMeier.h"
#include "core/training/PatientSimulator.h"

#include <vector>

namespace metrisk::training {

/// What a cohort is drawn from. The endpoint is freedom from local failure.
struct CohortOptions {
    int patients = 253;      // as in Erdur et al. 2025
    std::uint64_t seed = 1;
    void check() const;      // throws Error{Input}
};

/// A patient who can be drawn with simulatePatient(patient), and what follow-up showed.
struct SimulatedRecord {
    std::string id;                    // "sim-001"
    SimulatedPatientOptions patient;
    double logHazard = 0.0;            // the truth no model is told
    survival::FollowUp followUp;
    bool died = false;                 // follow-up ended by death, without local failure
};

/// 0: last seen without local failure, 1: local failure, 2: death before it.
int causeOf(const SimulatedRecord& record);

/// A plausible patient: core volume log-normal around 9 mL; oedema, necrosis and irregularity grow
/// with it; age around 61 years; primaries and lobes as often as in surgical series; systemic
/// treatment goes with the primary.
SimulatedPatientOptions drawPatient(std::uint64_t seed);

/// The true log hazard of local failure, relative to a patient with a 9 mL core, 40 % necrosis, 25 mL oedema,
/// irregularity and heterogeneity 0.4, 61 years, KPS 80, NSCLC, supratentorial, no systemic treatment:
///
///     + 1.10 · ln(core mL / 9)            + 0.010 · (age - 61)
///     + 1.80 · (necrosis - 0.4)           - 0.020 · (KPS - 80)
///     + 0.45 · ln(oedema mL / 25)         + 0.40 GI, + 0.30 melanoma, + 0.20 RCC, - 0.20 breast
///     + 1.20 · (irregularity - 0.4)       - 0.40 immunotherapy, - 0.15 chemotherapy
///     + 0.60 · (heterogeneity - 0.4)      + 0.25 cerebellar
///
/// The weights are this project's choice, strong enough to be learnt from a few hundred patients.
/// They say nothing about real metastases.
double trueLogHazard(const SimulatedPatientOptions& patient);

/// Time to failure: Weibull with shape 0.85 and, for log hazard 0, a cumulative hazard of 0.11 at
/// 12 months. Censored by the end of the study, uniform from 36 to 48 months after treatment, and by
/// death or loss, exponential with a mean of 30 months, whatever the hazard; four in five of these die. About 60 of 253
/// fail.
std::vector<SimulatedRecord> simulateCohort(const CohortOptions& options);

}  // namespace metrisk::training
