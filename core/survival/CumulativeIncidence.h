#pragma once

#include "core/survival/ConfidenceBand.h"

#include <vector>

namespace metrisk::survival {

/// Follow-up with competing causes: a patient who dies can no longer fail locally, and is not censored.
struct CompetingFollowUp {
    double timeMonths = 0.0;
    int cause = 0;  // 0: last seen without any event; 1, 2, ...: what happened
};

/// One cause's cumulative incidence: the share of patients to whom it has happened.
struct Incidence {
    double value = 0.0;
    double standardError = 0.0;
    double lower = 0.0, upper = 0.0;  // log-log unless asked otherwise; [0, 0] until the cause occurs
};

struct IncidenceStep {
    double timeMonths = 0.0;
    int atRisk = 0;   // just before this time
    int censored = 0;
    std::vector<int> events;           // of cause 1, 2, ...
    double eventFree = 1.0;            // Kaplan-Meier's estimate of no event of any cause
    std::vector<Incidence> incidences; // of cause 1, 2, ...; with eventFree they add up to 1
};

struct CumulativeIncidence {
    int patients = 0;
    int causes = 0;
    std::vector<IncidenceStep> steps;  // one per distinct time, ascending

    /// The step in force at a time; null before the first one.
    const IncidenceStep* at(double timeMonths) const;
};

/// Aalen and Johansen 1978, Scand J Stat 5:141; Greenwood-type variance (Allignol, Schumacher and Beyersmann
/// 2010, Biom J 52:126; it equals R survfit's infinitesimal jackknife), interval on the chosen scale (log-log:
/// Choudhury 2002, Stat Med 21:1129). `causes`: how many there are when the highest may not occur; 0: as many as
/// occur. n log n. Throws Error{Input} for an empty set and, naming the patient, for impossible times and causes.
CumulativeIncidence cumulativeIncidence(const std::vector<CompetingFollowUp>& patients, double confidence = 0.95,
                                        Transformation transformation = Transformation::LogLog, int causes = 0);

}  // namespace metrisk::survival
