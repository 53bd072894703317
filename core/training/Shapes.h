#pragma once

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <vector>

/// Solid shapes as signed distances: millimetres to the surface, positive inside. Distances are
/// near-exact close to the surface, which is all a soft edge needs.
namespace metrisk::training::shapes {

using Point = Eigen::Vector3f;

/// (Quílez's bound of the ellipsoid's distance.)
inline float ellipsoid(const Point& p, const Point& centre, const Point& radii)
{
    const Point scaled = (p - centre).cwiseQuotient(radii);
    const float k0 = scaled.norm(), k1 = scaled.cwiseQuotient(radii).norm();
    return k1 < 1e-6F ? radii.minCoeff() : k0 * (1.0F - k0) / k1;
}

/// A ball swept along a line while its radius changes evenly.
struct Capsule {
    Point from, to;
    float fromRadius, toRadius;

    float at(const Point& p) const
    {
        const Point along = to - from;
        const float share = std::clamp((p - from).dot(along) / along.squaredNorm(), 0.0F, 1.0F);
        return fromRadius + share * (toRadius - fromRadius) - (p - from - share * along).norm();
    }
};

inline float capsules(const Point& p, const std::vector<Capsule>& chain)
{
    float inside = -1e3F;
    for (const auto& capsule : chain)
        inside = std::max(inside, capsule.at(p));
    return inside;
}

/// Union with a fillet of about `k` mm.
inline float joined(float a, float b, float k)
{
    const float h = std::max(k - std::abs(a - b), 0.0F) / k;
    return std::max(a, b) + 0.25F * h * h * k;
}

/// Intersection with a rounded edge of about `k` mm.
inline float common(float a, float b, float k)
{
    return -joined(-a, -b, k);
}

/// 0 to 1 over `widthMm` around zero: how much of a voxel lies inside.
inline float share(float inside, float widthMm = 1.0F)
{
    return std::clamp(0.5F + inside / widthMm, 0.0F, 1.0F);
}

/// 0 at `from` and below, 1 at `to` and above, smooth between.
inline float ramp(float value, float from, float to)
{
    const float t = std::clamp((value - from) / (to - from), 0.0F, 1.0F);
    return t * t * (3.0F - 2.0F * t);
}

}  // namespace metrisk::training::shapes
