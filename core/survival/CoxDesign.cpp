#include "core/survival/CoxDesign.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace metrisk::survival {

namespace {

struct Row {
    double timeMonths = 0.0;
    int stratum = 0;
    bool event = false;
    std::uint32_t origin = 0;
};

/// By stratum, last time first; those with the event before the censored of their time.
std::vector<Row> sortedRows(const CoxData& data)
{
    std::vector<Row> rows(data.patients.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = {data.patients[i].timeMonths, data.strata.empty() ? 0 : data.strata[i], data.patients[i].event,
                   std::uint32_t(i)};
    std::ranges::sort(rows, [](const Row& a, const Row& b) {
        if (a.stratum != b.stratum)
            return a.stratum < b.stratum;
        if (a.timeMonths != b.timeMonths)
            return a.timeMonths > b.timeMonths;
        return a.event != b.event ? a.event : a.origin < b.origin;
    });
    return rows;
}

void setRows(CoxDesign& design, const CoxData& data, const std::vector<Row>& rows)
{
    const auto n = data.covariates.rows();
    design.centre = data.covariates.colwise().mean();
    design.scale = ((data.covariates.rowwise() - design.centre).colwise().squaredNorm() / double(n)).cwiseSqrt();
    design.scale = (design.scale.array() > 0.0).select(design.scale, 1.0);
    design.x.resize(n, data.covariates.cols());
    design.weights.resize(rows.size());
    design.origin.resize(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto from = Eigen::Index(rows[i].origin);
        design.x.row(Eigen::Index(i)) = (data.covariates.row(from) - design.centre).cwiseQuotient(design.scale);
        design.weights[i] = data.weights.empty() ? 1.0 : data.weights[rows[i].origin];
        design.origin[i] = rows[i].origin;
    }
}

/// The rows of one time from `first` on, as an event time whose risk set grows since `under`.
CoxDesign::EventTime eventTime(const CoxDesign& design, const std::vector<Row>& rows, std::size_t under, std::size_t first)
{
    CoxDesign::EventTime time{rows[first].timeMonths, design.strata.size() - 1, under, first, first, first, 0.0};
    const auto& row = rows[first];
    while (time.end < rows.size() && rows[time.end].stratum == row.stratum && rows[time.end].timeMonths == row.timeMonths) {
        if (rows[time.end].event) {
            time.weight += design.weights[time.end];
            time.failedEnd = time.end + 1;
        }
        ++time.end;
    }
    return time;
}

}  // namespace

CoxDesign coxDesign(const CoxData& data)
{
    const auto rows = sortedRows(data);
    CoxDesign design;
    setRows(design, data, rows);
    std::size_t under = 0;
    for (std::size_t i = 0; i < rows.size();) {
        if (design.strata.empty() || design.strata.back() != rows[i].stratum) {
            design.strata.push_back(rows[i].stratum);
            under = i;
        }
        const auto time = eventTime(design, rows, under, i);
        i = time.end;
        if (time.failedEnd == time.failed)
            continue;
        design.times.push_back(time);
        under = time.end;
    }
    return design;
}

}  // namespace metrisk::survival
