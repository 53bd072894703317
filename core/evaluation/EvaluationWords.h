#pragma once

#include "core/evaluation/EvaluationPage.h"

namespace metrisk::evaluation {

/// Inside core/evaluation: one cell or clause in words.
std::string freedomCell(const survival::Freedom& freedom);        // "71 % (58 to 81)", "beyond follow-up"
std::string quantileCell(const survival::QuantileTime& time);     // "22.4 (18.0 to not reached)", "not reached"
std::string shareCell(double share, const survival::Interval& interval);   // "41 % (30 to 52)"
std::string ratioText(const HazardRatio& ratio);                  // "2.31 (1.20 to 4.45)"
std::string numberText(double value);                             // three digits that matter
std::string fixedText(double value, int decimals);                // "−0.42": with a true minus sign
std::string percentText(double confidence);                       // "95 %"
std::string countsText(int patients, int events);                 // "253 patients, 36 events"

/// The value in words, or why there is none.
template <class T, class Words>
std::string cellOf(const Computed<T>& computed, Words&& words)
{
    return computed ? words(*computed) : reasonText(computed.reason);
}

/// The sections, each of one part of the evaluation.
PageSection summarySection(const Evaluation& evaluation);
PageSection concordanceSection(const Evaluation& evaluation);
PageSection comparisonSection(const Evaluation& evaluation);
PageSection subgroupSection(const Evaluation& evaluation);
PageSection groupSection(const Evaluation& evaluation);
PageSection incidenceSection(const Evaluation& evaluation);
PageSection calibrationSection(const Evaluation& evaluation);
PageSection decisionSection(const Evaluation& evaluation);
PageSection timeSection(const Evaluation& evaluation);
PageSection brierSection(const Evaluation& evaluation);
PageSection methodSection(const Evaluation& evaluation, const Provenance& provenance);

}  // namespace metrisk::evaluation
