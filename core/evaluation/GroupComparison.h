#pragma once

#include "core/evaluation/Estimates.h"
#include "core/survival/CurveSummary.h"
#include "core/survival/GrayTest.h"
#include "core/survival/LogRank.h"
#include "core/survival/PatientOutlook.h"

namespace metrisk::evaluation {

/// Low, medium and high risk, parted at percentiles of the risk: how they fare and whether they differ.
struct RiskGroup {
    std::string name;
    int patients = 0, events = 0;
    survival::KaplanMeierCurve curve = {};        // empty without patients, as the next two
    survival::QuantileTime median = {};
    std::vector<survival::Freedom> landmarks = {};
    Computed<HazardRatio> againstReference = {};  // univariate Cox with the groups as categories
};

struct GroupPair {
    std::string first, second;
    survival::LogRank test;
    double adjustedP = 1.0;                       // Holm's
};

/// Deaths before the event told apart: Aalen-Johansen by group.
struct GroupIncidence {
    int deaths = 0;                               // of everybody
    survival::CumulativeIncidence everybody;
    std::vector<survival::CumulativeIncidence> groups;   // of those with patients, in their order
    Computed<survival::LogRank> grayOfEvent, grayOfDeath;
};

struct GroupComparison {
    std::vector<double> cuts;
    bool cutsFromTraining = false;
    std::vector<RiskGroup> groups;                // always three; some may be empty
    std::string reference;                        // the lowest group with patients
    Computed<survival::LogRank> logRank;
    Computed<survival::Trend> trend;              // scores 1, 2, 3
    Computed<std::vector<GroupPair>> pairs;
    Computed<GroupIncidence> incidence;
};

/// `training`: whose risks the cuts come from; null for the patients' own.
GroupComparison compareGroups(const Predictions& predictions, const Predictions* training, const EvaluationOptions& options);

}  // namespace metrisk::evaluation
