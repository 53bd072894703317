#include "core/training/HeadAnatomy.h"

#include <numbers>

namespace metrisk::training {

namespace {

using namespace shapes;

/// A rms-1 band-limited field of one wavelength crosses zero with about this slope, so that
/// value / slope is the distance to the nearest zero sheet in mm.
float slopePerMm(float wavelengthMm)
{
    return 0.85F * 2.0F * std::numbers::pi_v<float> / wavelengthMm;
}

constexpr float sulcusWavelength = 24.0F;       // a gyrus is half of it wide
constexpr float smallSulcusWavelength = 17.0F;

/// One side; the other is its mirror image before the warp makes them differ.
std::vector<Capsule> lateralVentricle(float size)
{
    const auto part = [size](Point from, float r0, Point to, float r1) {
        return Capsule{from, to, r0 * size, r1 * size};
    };
    return {part({14, 41, 8}, 1.6F, {9, 31, 13}, 4.4F),       // frontal horn
            part({4, 21, 5}, 2.0F, {12, 24, 19}, 4.2F),       // its slope beside the caudate
            part({5, 27, 9}, 2.6F, {11, 28, 18}, 4.4F),
            part({9, 31, 13}, 4.4F, {9, 12, 19}, 5.4F),       // body
            part({6, 12, 14}, 2.6F, {15, 4, 21}, 4.2F),
            part({9, 12, 19}, 5.4F, {13, -12, 19}, 6.2F),
            part({13, -12, 19}, 6.2F, {23, -27, 9}, 7.6F),    // atrium
            part({23, -27, 9}, 7.6F, {25, -42, 3}, 4.6F),     // occipital horn
            part({25, -42, 3}, 4.6F, {22, -58, 1}, 1.6F),
            part({23, -27, 9}, 6.4F, {34, -19, -8}, 2.8F),    // temporal horn
            part({34, -19, -8}, 2.8F, {31, 2, -17}, 2.0F)};
}

/// The tentorium's height: a tent that falls to the sides and to the back.
float tentoriumHeight(float side, float front)
{
    const float back = 0.62F * std::min(0.0F, front + 30.0F), slope = 0.56F * side;
    return -4.0F - std::sqrt(back * back + slope * slope);
}

float cerebrumHull(const Point& p)
{
    const float side = std::abs(p.x());
    const float frontBase = -14.0F - 4.0F * ramp(p.y(), 25, 45) + 0.08F * std::max(0.0F, side - 12.0F);
    const float base = std::lerp(tentoriumHeight(side, p.y()), frontBase, ramp(p.y(), -24, 6));
    const Point right(side, p.y(), p.z());
    const float vault = ellipsoid(p, {0, -1, 9}, {65, 83.5F, 62});
    const float occipital = ellipsoid(right, {19, -55, -7}, {26, 29, 26});
    const float main = common(joined(vault, occipital, 8.0F), p.z() - base, 7.0F);
    const float temporal = ellipsoid(right, {40, 4, -20}, {23, 44, 21.5F});
    const float pole = ellipsoid(right, {38, 30, -23}, {17, 20, 17});
    return joined(main, joined(temporal, pole, 6.0F), 11.0F);
}

/// Where the hemispheres are one: corpus callosum, thalami, and what lies between them.
float joinedMiddle(const Point& p)
{
    const float along = (p.y() - 10.0F) / 37.0F, up = (p.z() - 3.0F) / 21.0F;
    return 24.0F * (1.0F - std::sqrt(along * along + up * up));
}

float brainStem(const Point& p)
{
    static const std::vector<Capsule> stem{{{0, -4, -2}, {0, -4, -22}, 13, 12},
                                           {{0, -4, -24}, {0, -17, -58}, 12, 8},
                                           {{0, -17, -58}, {0, -19, -70}, 8, 7}};
    return joined(capsules(p, stem), ellipsoid(p, {0, 2, -31}, {16, 11, 14}), 4.0F);
}

float cerebellumHull(const Point& p)
{
    const float side = std::abs(p.x());
    const float half = ellipsoid({side, p.y(), p.z()}, {25, -40, -42}, {30, 29, 23.5F});
    const float vermis = ellipsoid(p, {0, -38, -33}, {9, 22, 26});
    const float whole = joined(half, vermis, 5.0F);
    return common(whole, tentoriumHeight(side, p.y()) - 2.0F - p.z(), 4.0F);
}

float deepGrey(const Point& right)
{
    const float caudate = std::max(ellipsoid(right, {15, 23, 7}, {5.5F, 11, 9}),
                                   Capsule{{16, 20, 14}, {20, -8, 20}, 3.8F, 2.4F}.at(right));
    // The putamen leans outwards to the back.
    const float lean = -0.22F * (right.y() - 6.0F);
    const float putamen = ellipsoid({right.x() - lean, right.y(), right.z()}, {26, 6, 3}, {5.8F, 18, 11});
    const float thalamus = ellipsoid(right, {11, -10, 6}, {9, 15, 9.5F});
    const float hippocampus = Capsule{{25, 2, -17}, {29, -22, -9}, 6.5F, 4.0F}.at(right);
    return std::max({caudate, putamen, thalamus, hippocampus});
}

float thirdVentricle(const Point& p, float size)
{
    return ellipsoid(p, {0, 3, 0}, {1.9F * size, 12, 7});
}

float fourthVentricle(const Point& p, float size)
{
    return ellipsoid(p, {0, -19, -31}, {6 * size, 4 * size, 10});
}

/// The deep middle that no sulcus reaches.
float deepMiddle(const Point& p)
{
    return ellipsoid(p, {0, 2, 4}, {36, 42, 25});
}

/// The fluid in front of and around the upper brain stem: how far outside it, negative in it.
float basalCisterns(const Point& p, float stem)
{
    const float ambient = std::max(std::abs(stem + 2.2F) - 1.0F, p.z() + 7.0F);
    return std::min(ambient, -ellipsoid(p, {0, 15, -14}, {11, 8, 8}));
}

/// The Sylvian fissure and the insula behind it: how far outside the gap, negative in it.
float sylvianGap(const Point& right, float wave)
{
    const float height = -3.0F - 0.25F * (right.y() - 15.0F) + 2.5F * wave;
    const float length = std::max(right.y() - 34.0F, -36.0F - right.y());
    const float lips = std::max({std::abs(right.z() - height) - 0.7F, 39.0F - right.x(), length});
    const float island = std::max({std::abs(right.x() - 40.0F - 0.1F * right.z() - 2.0F * wave) - 0.7F,
                                   height - 9.0F - right.z(), right.z() - height - 15.0F,
                                   std::max(right.y() - 29.0F, -20.0F - right.y())});
    return std::min(lips, island);
}

/// Carries a place to the hemisphere's surface, mostly, so that sulci cut in from it.
Point towardsSurface(const Point& right, const Point& centre, const Point& radii, float keep, float& factor)
{
    const Point from = right - centre;
    factor = std::max(0.25F, from.cwiseQuotient(radii).norm());
    return centre + from * ((1.0F - keep) / factor + keep);
}

}  // namespace

HeadAnatomy::HeadAnatomy(const Random& random, const HeadVariety& variety)
    : m_variety(variety),
      m_warpX(random.fork(1), 75.0, 0.4), m_warpY(random.fork(2), 75.0, 0.4), m_warpZ(random.fork(3), 75.0, 0.4),
      m_sulci(random.fork(4), sulcusWavelength, 0.2), m_smallSulci(random.fork(5), smallSulcusWavelength, 0.2),
      m_depth(random.fork(6), 40.0, 0.4), m_vessels(random.fork(7), 21.0, 0.3),
      m_ventricles(lateralVentricle(variety.ventricles))
{
}

Point HeadAnatomy::undeformed(const Point& headMm) const
{
    const Point warp(1.4F * m_warpX.at(headMm), 1.8F * m_warpY.at(headMm), 1.5F * m_warpZ.at(headMm));
    return (headMm + warp).cwiseQuotient(m_variety.scale);
}

HeadAnatomy::Parts HeadAnatomy::partsAt(const Point& place) const
{
    const float gap = 0.7F + 0.5F * m_variety.atrophy;
    return {cerebrumHull(place), cerebellumHull(place), brainStem(place),
            std::abs(place.x()) - gap, joinedMiddle(place)};
}

float HeadAnatomy::hullMm(const Point& headMm) const
{
    const Point place = undeformed(headMm);
    return joined(cerebrumHull(place), joined(cerebellumHull(place), brainStem(place), 8.0F), 5.0F);
}

float HeadAnatomy::pialDepth(const Point& place, const Parts& parts) const
{
    // The corpus callosum's upper face is no cortex: the falx side counts only away from it.
    const float medial = parts.midline + 2.5F * std::max(0.0F, parts.centre + 4.0F);
    const float surface = std::min(parts.cerebrum, medial);
    const Point right(std::abs(place.x()), place.y(), place.z());
    float factor = 1.0F;
    const Point on = towardsSurface(right, {27, -1, 6}, {38, 82, 62}, 0.35F, factor);
    const Point sided(place.x() < 0 ? -on.x() : on.x(), on.y(), on.z());

    const float opening = 0.3F + 0.5F * m_variety.atrophy;
    const float depth = 15.5F + 5.0F * m_depth.at(place);
    const float sheet = std::abs(m_sulci.at(sided)) / slopePerMm(sulcusWavelength) * std::min(1.0F, factor);
    const float reach = std::min(depth - surface, -deepMiddle(place));
    const float sulcus = common(-(sheet - opening * (1.1F - 0.7F * surface / depth)), reach, 3.0F);
    const float smallDepth = 2.5F + 2.5F * m_depth.at(sided);
    const float smallSheet = std::abs(m_smallSulci.at(sided)) / slopePerMm(smallSulcusWavelength);
    const float smallReach = std::min(smallDepth - surface, -deepMiddle(place));
    const float smallSulcus = common(-(smallSheet - 0.7F * opening), smallReach, 2.5F);
    return std::min({surface, -sulcus, -smallSulcus, sylvianGap(right, m_depth.at(sided))});
}

/// Fine leaves, stacked from top to bottom.
float HeadAnatomy::cerebellarDepth(const Point& place, const Parts& parts) const
{
    float factor = 1.0F;
    const Point right(std::abs(place.x()), place.y(), place.z());
    const Point on = towardsSurface(right, {16, -30, -38}, {36, 30, 26}, 0.25F, factor);
    const float wave = 2.0F * std::numbers::pi_v<float> * on.z() / 6.5F + 2.2F * m_depth.at(on) + 1.0F * m_sulci.at(on);
    const float sheet = std::abs(std::sin(wave)) * 1.05F * std::min(1.0F, factor);
    const float depth = 12.0F + 4.0F * m_sulci.at(place);
    const float leaf = common(-(sheet - 0.25F), depth - parts.cerebellum, 2.0F);
    return std::min(parts.cerebellum, -leaf);
}

/// Veins run where the sulci's sheets cross those of another field; the falx and the sagittal
/// sinus lie in the middle; the choroid plexus in the atria.
float HeadAnatomy::vesselShare(const Point& place, const Parts& parts, const Tissue& tissue) const
{
    const float side = std::abs(place.x());
    const float hull = std::max(parts.cerebrum, parts.cerebellum);
    const float vein = share(0.1F - std::abs(m_vessels.at(place)) / slopePerMm(21.0F), 1.2F) *
                       share(0.5F - std::abs(tissue.pialMm), 1.4F) * ramp(m_depth.at(2.0F * place), 0.2F, 1.0F);
    const bool upper = place.z() > 8.0F || place.y() < -40.0F;
    const float sinus = upper ? 0.8F * share(2.1F - std::hypot(side, hull - 1.2F), 1.6F) : 0.0F;
    const float falx = parts.centre < -5.0F && place.z() > -20.0F ? 0.35F * share(0.3F - side) : 0.0F;
    const Point right(side, place.y(), place.z());
    const float plexus = 0.7F * share(std::min(tissue.ventricleMm - 0.8F, ellipsoid(right, {22, -27, 6}, {3, 6, 4})));
    return std::max({vein, sinus, falx, plexus});
}

Tissue HeadAnatomy::tissueAt(const Point& headMm) const
{
    const Point place = undeformed(headMm);
    const Point right(std::abs(place.x()), place.y(), place.z());
    const auto parts = partsAt(place);
    Tissue tissue;
    tissue.cerebellum = parts.cerebellum > std::max(parts.cerebrum, parts.stem);

    const float cerebral = std::min(parts.cerebrum, std::max(parts.midline, parts.centre));
    const float cortexDepth = tissue.cerebellum ? cerebellarDepth(place, parts) : pialDepth(place, parts);
    const float base = std::min(cerebral, basalCisterns(place, parts.stem));
    const float folded = tissue.cerebellum ? cortexDepth : std::min(base, cortexDepth);
    const float stem = parts.stem - 1.0F;
    tissue.pialMm = std::max(folded, stem);

    tissue.ventricleMm = std::max({capsules(right, m_ventricles), thirdVentricle(place, m_variety.ventricles),
                                   fourthVentricle(place, m_variety.ventricles)});
    const float ribbon = tissue.cerebellum ? 1.3F : 2.9F - 0.4F * m_variety.atrophy;
    tissue.fluid = std::max(share(-tissue.pialMm), share(tissue.ventricleMm));
    const float solid = 1.0F - tissue.fluid;
    tissue.deepGrey = solid * share(deepGrey(right), 1.6F);
    const float cortex = share(ribbon - cortexDepth, 1.5F) * (1.0F - share(stem, 2.0F));
    tissue.grey = (solid - tissue.deepGrey) * cortex;
    tissue.white = solid - tissue.deepGrey - tissue.grey;
    tissue.vessel = vesselShare(place, parts, tissue);
    return tissue;
}

}  // namespace metrisk::training
