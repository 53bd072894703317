#include "core/survival/KnownOutcomes.h"
#include "core/survival/Quantile.h"
#include "core/survival/Recalibration.h"
#include "core/survival/Distributions.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace metrisk::survival {

namespace {

constexpr int pointsDrawn = 101;

/// Harrell 2015, table 2.3. Predictions or knots too few to tell the spline's terms apart leave a line.
std::vector<double> knotsOf(const Eigen::VectorXd& logOdds)
{
    std::vector<double> sorted(logOdds.begin(), logOdds.end());
    std::ranges::sort(sorted);
    const std::vector<double> shares = sorted.size() < 100 ? std::vector{0.10, 0.50, 0.90}
                                                           : std::vector{0.05, 0.35, 0.65, 0.95};
    std::set<double> knots;
    for (const double share : shares)
        knots.insert(quantileOfSorted(sorted, share));
    const auto distinct = std::set<double>(sorted.begin(), sorted.end()).size();
    if (knots.size() < 3 || distinct < knots.size())
        return {};
    return {knots.begin(), knots.end()};
}

/// One row of the design: 1, x, and the terms that are cubic between the knots and straight outside.
Eigen::RowVectorXd rowAt(double x, const std::vector<double>& knots)
{
    const auto cube = [](double d) { return d > 0.0 ? d * d * d : 0.0; };
    const std::size_t terms = knots.empty() ? 0 : knots.size() - 2;
    Eigen::RowVectorXd row(Eigen::Index(terms) + 2);
    row[0] = 1.0;
    row[1] = x;
    for (std::size_t j = 0; j < terms; ++j) {
        const double last = knots.back(), before = knots[terms], range = last - knots.front();
        row[Eigen::Index(j) + 2] = (cube(x - knots[j]) - cube(x - before) * (last - knots[j]) / (last - before) +
                                    cube(x - last) * (before - knots[j]) / (last - before)) / (range * range);
    }
    return row;
}

double probabilityOf(double logOdds)
{
    return 1.0 / (1.0 + std::exp(-logOdds));
}

struct Spline {
    std::vector<double> knots;
    KnownFit fitted;
    double observedAt(double predicted) const { return probabilityOf(rowAt(logOddsOf(predicted), knots) * fitted.fit.coefficients); }
};

CalibrationPoint pointAt(const Spline& spline, double predicted, double reach)
{
    const auto row = rowAt(logOddsOf(predicted), spline.knots);
    const double centre = row * spline.fitted.fit.coefficients;
    const double away = reach * std::sqrt(double(row * spline.fitted.covariance * row.transpose()));
    return {predicted, probabilityOf(centre), {probabilityOf(centre - away), probabilityOf(centre + away)}};
}

Spline splineOf(const KnownOutcomes& known)
{
    Spline spline{knotsOf(known.logOdds), {}};
    auto data = known.data;
    data.design.resize(known.logOdds.size(), rowAt(0.0, spline.knots).size());
    for (Eigen::Index i = 0; i < known.logOdds.size(); ++i)
        data.design.row(i) = rowAt(known.logOdds[i], spline.knots);
    for (Eigen::Index j = 1; j < data.design.cols(); ++j)
        data.names.emplace_back("predicted log odds");
    checkDesign(data.design, data.names);
    spline.fitted = fitKnown(known, data);
    return spline;
}

CalibrationCurve curveOf(const KnownOutcomes& known, const std::vector<double>& predictions, double confidence)
{
    const double reach = normalQuantileForTwoSided(confidence);
    const auto spline = splineOf(known);
    CalibrationCurve curve;
    curve.knots = int(spline.knots.size());
    const auto [low, high] = std::ranges::minmax(predictions);
    for (int k = 0; k < pointsDrawn; ++k)
        curve.points.push_back(pointAt(spline, low + (high - low) * double(k) / double(pointsDrawn - 1), reach));
    std::vector<double> errors;
    for (const double predicted : predictions)
        errors.push_back(std::abs(spline.observedAt(predicted) - predicted));
    std::ranges::sort(errors);
    for (const double error : errors)
        curve.meanError += error / double(errors.size());
    curve.medianError = quantileOfSorted(errors, 0.5);
    curve.maximumError = errors.back();
    return curve;
}

}  // namespace

CalibrationCurve calibrationCurve(const std::vector<FollowUp>& patients, const std::vector<double>& eventProbabilities,
                                  double horizonMonths, double confidence)
{
    return curveOf(knownOutcomes(patients, eventProbabilities, horizonMonths), eventProbabilities, confidence);
}

CalibrationCurve calibrationCurve(const std::vector<bool>& outcomes, const std::vector<double>& eventProbabilities,
                                  double confidence)
{
    return curveOf(knownOutcomes(outcomes, eventProbabilities), eventProbabilities, confidence);
}

}  // namespace metrisk::survival
