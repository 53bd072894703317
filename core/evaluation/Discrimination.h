#pragma once

#include "core/evaluation/Estimates.h"
#include "core/survival/Concordance.h"

namespace metrisk::evaluation {

/// How well risks rank the patients: Harrell's C of the ensemble, its members, the folds, the subgroups, and of scores
/// to compare with; Uno's C.
struct ConcordanceRow {
    std::string name;
    int patients = 0, events = 0;
    Computed<survival::Concordance> c;
};

struct ConcordanceTable {
    std::vector<ConcordanceRow> rows;
    Spread spread;   // of the rows that could be computed
};

/// Another score on the patients who have it.
struct Comparator {
    ConcordanceRow row;
    Computed<HazardRatio> perSd;           // univariate Cox
    Computed<Estimate> ensembleMinusIt;    // difference in C on the same patients, by bootstrap
};

struct SubgroupTable {
    std::string name, note;
    std::vector<ConcordanceRow> rows;
};

struct Discrimination {
    ConcordanceRow ensemble;
    std::optional<ConcordanceRow> withinFolds;   // pairs of one fold only
    ConcordanceTable members, folds;
    Computed<Estimate> uno;                      // up to unoMonths
    double unoMonths = 0.0;
    std::vector<Comparator> comparators;
    std::vector<SubgroupTable> subgroups;
};

/// `censoring`: whose follow-up the weights of Uno's C come from. Throws Cancelled.
Discrimination discrimination(const Predictions& predictions, const std::vector<survival::FollowUp>& censoring,
                              const EvaluationOptions& options, const Job& job = {});

}  // namespace metrisk::evaluation
