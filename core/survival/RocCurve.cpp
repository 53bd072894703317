#include "core/survival/RocCurve.h"

#include "core/common/Error.h"
#include "core/survival/Distributions.h"
#include "core/survival/Ranks.h"
#include "core/survival/ThresholdCounts.h"
#include "core/survival/ValueCheck.h"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <limits>

namespace metrisk::survival {

namespace {

std::vector<double> chosen(const std::vector<double>& values, const std::vector<bool>& outcomes, bool outcome)
{
    std::vector<double> some;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (outcomes[i] == outcome)
            some.push_back(values[i]);
    return some;
}

/// For each positive the share of negatives it outranks, for each negative the share of positives
/// that outrank it, ties half: DeLong's V10 and V01. A rank among all minus the rank among one's own
/// counts the others below.
struct Placements { Eigen::VectorXd positives, negatives; };

Eigen::VectorXd outranked(const std::vector<double>& rankAmongAll, const std::vector<double>& own, double others)
{
    const auto ranks = midRanks(own).rank;
    Eigen::VectorXd share(Eigen::Index(own.size()));
    for (std::size_t i = 0; i < own.size(); ++i)
        share[Eigen::Index(i)] = (rankAmongAll[i] - ranks[i]) / others;
    return share;
}

Placements placements(const std::vector<bool>& outcomes, const std::vector<double>& scores)
{
    checkOnePerPatient(outcomes.size(), scores.size(), "score");
    checkBothOutcomes(outcomes);
    checkFinite(scores, "score");
    const auto ranks = midRanks(scores).rank;
    const auto with = chosen(scores, outcomes, true), without = chosen(scores, outcomes, false);
    Placements shares{outranked(chosen(ranks, outcomes, true), with, double(without.size())),
                      outranked(chosen(ranks, outcomes, false), without, double(with.size()))};
    shares.negatives = 1.0 - shares.negatives.array();
    return shares;
}

double covarianceOf(const Eigen::VectorXd& a, const Eigen::VectorXd& b)
{
    return (a.array() - a.mean()).matrix().dot((b.array() - b.mean()).matrix()) / double(a.size() - 1);
}

double delong(const Placements& a, const Placements& b)
{
    return covarianceOf(a.positives, b.positives) / double(a.positives.size()) +
           covarianceOf(a.negatives, b.negatives) / double(a.negatives.size());
}

std::vector<RocPoint> pointsOf(const std::vector<ThresholdCount>& counts)
{
    std::vector<RocPoint> points{{std::numeric_limits<double>::infinity(), 0.0, 0.0}};
    for (const auto& count : counts)
        points.push_back({count.threshold, double(count.falsePositives) / double(counts.back().falsePositives),
                          double(count.truePositives) / double(counts.back().truePositives)});
    return points;
}

void setIntervals(RocCurve& curve, double z)
{
    const double auc = curve.auc, se = *curve.standardError;
    curve.plain = {auc - z * se, auc + z * se};
    if (!(auc > 0.0 && auc < 1.0))
        return;
    const auto share = [&](double logit) { return 1.0 / (1.0 + std::exp(-logit)); };
    const double centre = std::log(auc / (1.0 - auc)), reach = z * se / (auc * (1.0 - auc));
    curve.logit = {share(centre - reach), share(centre + reach)};
}

}  // namespace

RocCurve rocCurve(const std::vector<bool>& outcomes, const std::vector<double>& scores, double confidence)
{
    const double z = normalQuantileForTwoSided(confidence);
    const auto shares = placements(outcomes, scores);
    RocCurve curve;
    curve.positives = int(shares.positives.size());
    curve.negatives = int(shares.negatives.size());
    curve.points = pointsOf(thresholdCounts(outcomes, scores));
    curve.auc = std::clamp(shares.positives.mean(), 0.0, 1.0);
    if (curve.positives < 2 || curve.negatives < 2)
        return curve;
    curve.standardError = std::sqrt(std::max(0.0, delong(shares, shares)));
    setIntervals(curve, z);
    return curve;
}

AucCovariance delongCovariance(const std::vector<bool>& outcomes, const std::vector<std::vector<double>>& scores)
{
    std::vector<Placements> shares;
    for (const auto& score : scores)
        shares.push_back(placements(outcomes, score));
    if (!shares.empty() && (shares[0].positives.size() < 2 || shares[0].negatives.size() < 2))
        throw Error(Error::Kind::Input, "Fewer than two patients had the outcome, or fewer than two had not.",
                    "Use a cohort with at least two of each for a variance.");
    AucCovariance result;
    for (const auto& a : shares) {
        result.auc.push_back(a.positives.mean());
        result.covariance.emplace_back();
        for (const auto& b : shares)
            result.covariance.back().push_back(delong(a, b));
    }
    return result;
}

AucComparison compareAuc(const std::vector<bool>& outcomes, const std::vector<double>& first,
                         const std::vector<double>& second, double confidence)
{
    const double reach = normalQuantileForTwoSided(confidence);
    const auto both = delongCovariance(outcomes, {first, second});
    AucComparison result;
    result.difference = both.auc[0] - both.auc[1];
    const double variance = both.covariance[0][0] + both.covariance[1][1] - 2.0 * both.covariance[0][1];
    result.standardError = std::sqrt(std::max(0.0, variance));
    if (std::abs(result.difference) > 1e-14)
        result.z = result.difference / result.standardError;
    result.p = twoSidedNormalP(result.z);
    result.interval = {result.difference - reach * result.standardError,
                       result.difference + reach * result.standardError};
    return result;
}

}  // namespace metrisk::survival
