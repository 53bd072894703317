#pragma once

#include "core/survival/CoxData.h"

namespace metrisk::survival {

/// How several events at one time share the risk set: Efron 1977 takes each of them out in turn, Breslow
/// 1974 leaves all of them in for each.
enum class Ties { Efron, Breslow };

/// The data of a Cox model in the order in which its sums are built: by stratum, then by time from the last
/// to the first. Covariates are centred and scaled, so that no unit makes the arithmetic lose digits.
struct CoxDesign {
    /// One event time of one stratum, and the rows that come under risk with it.
    struct EventTime {
        double timeMonths = 0.0;
        std::size_t stratum = 0;                // position among the strata in use
        std::size_t first = 0;                  // rows [first, end) come under risk
        std::size_t failed = 0, failedEnd = 0;  // of these, rows [failed, failedEnd) have the event
        std::size_t end = 0;
        double weight = 0.0;                    // of those with the event
    };

    using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

    Rows x;                           // [patients, covariates]; (value - centre) / scale
    Eigen::RowVectorXd centre, scale;
    std::vector<double> weights;      // of these rows
    std::vector<std::size_t> origin;  // where each row stood in the data
    std::vector<int> strata;          // labels of the strata in use, ascending
    std::vector<EventTime> times;     // by stratum, descending in time

    std::size_t size() const { return origin.size(); }
    std::size_t stepsAt(const EventTime& time, Ties ties) const
    {
        return ties == Ties::Efron ? time.failedEnd - time.failed : 1;
    }
};

/// One sort, n log n. The data must have been checked.
CoxDesign coxDesign(const CoxData& data);

}  // namespace metrisk::survival
