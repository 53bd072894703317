#include "core/preprocessing/RegistrationStarts.h"

#include "core/preprocessing/HeadRegion.h"

#include <algorithm>
#include <numbers>

namespace metrisk::preprocessing {

namespace {

using Eigen::Affine3d;
using Eigen::Vector3d;

/// The uppermost place of a head (LPS: +z is up), over the middle of what lies within `depthMm` below it. The
/// neck makes the lower end of a head a matter of chance; the upper end is not.
Vector3d middleBelowTop(const imaging::LabelMap& region, double depthMm)
{
    const double top = topOf(region);
    const auto places = placesIn(region, 20000, 1);
    Vector3d sum = Vector3d::Zero();
    int count = 0;
    for (const auto& place : places)
        if (place.z() > top - depthMm) {
            sum += place;
            ++count;
        }
    return sum / double(count);
}

Affine3d turnedAbout(const Vector3d& centre, const Vector3d& degrees)
{
    const Vector3d angle = degrees * (std::numbers::pi / 180.0);
    const Eigen::Matrix3d turn = (Eigen::AngleAxisd(angle.z(), Vector3d::UnitZ()) *
                                  Eigen::AngleAxisd(angle.y(), Vector3d::UnitY()) *
                                  Eigen::AngleAxisd(angle.x(), Vector3d::UnitX())).toRotationMatrix();
    return Eigen::Translation3d(centre) * Affine3d(turn) * Eigen::Translation3d(-centre);
}

std::vector<Vector3d> turns(bool wide)
{
    if (!wide)
        return {Vector3d::Zero()};
    std::vector<Vector3d> degrees;
    for (const double x : {0.0, -20.0, 20.0, -40.0, 40.0})
        for (const double y : {0.0, -20.0, 20.0, -40.0, 40.0})
            for (const double z : {0.0, -20.0, 20.0, -40.0, 40.0})
                degrees.emplace_back(x, y, z);
    return degrees;
}

bool neighbours(const Affine3d& a, const Affine3d& b, const Vector3d& at)
{
    const Vector3d aside = at + Vector3d(60, 60, 60);
    return (a * at - b * at).norm() < 15.0 && (a * aside - b * aside).norm() < 30.0;
}

}  // namespace

std::vector<RegistrationStart> startsFor(const imaging::LabelMap& region, const imaging::Volume& moving, bool wide)
{
    constexpr double brainHeightMm = 130.0;
    const auto movingHead = headRegion(moving);
    const Vector3d centre = middleOf(region);
    const Vector3d byMiddle = middleOf(movingHead) - centre;
    const Vector3d byTop = middleBelowTop(movingHead, brainHeightMm) - middleBelowTop(region, brainHeightMm);
    std::vector<RegistrationStart> starts;
    for (const auto& [shift, name] : {std::pair(Vector3d(Vector3d::Zero()), "headers"), std::pair(byMiddle, "middles of the heads"),
                                      std::pair(byTop, "upper ends of the heads")})
        for (const auto& degrees : turns(wide)) {
            const Affine3d turned = turnedAbout(centre, degrees);
            starts.push_back({Eigen::Translation3d(shift) * turned,
                              degrees.isZero() ? name : std::string(name) + ", turned"});
        }
    return starts;
}

std::vector<RegistrationStart> bestStarts(const std::vector<RegistrationStart>& starts, const Vector3d& centre,
                                          const std::function<double(const Affine3d&)>& information, const Job& job)
{
    constexpr std::size_t kept = 4;
    std::vector<std::pair<double, std::size_t>> ranked;
    for (std::size_t i = 0; i < starts.size(); ++i) {
        job.advance(double(i) / double(starts.size()));
        ranked.emplace_back(-information(starts[i].movingFromFixed), i);
    }
    std::ranges::sort(ranked);
    std::vector<RegistrationStart> best{starts.front()};
    for (const auto& [value, i] : ranked) {
        const auto& start = starts[i].movingFromFixed;
        const bool fresh = std::ranges::none_of(best, [&](const auto& other) {
            return neighbours(other.movingFromFixed, start, centre);
        });
        if (fresh && best.size() < kept)
            best.push_back(starts[i]);
    }
    return best;
}

}  // namespace metrisk::preprocessing
