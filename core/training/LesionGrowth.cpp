#include "core/training/LesionGrowth.h"

#include <map>
#include <numbers>

namespace metrisk::training {

namespace {

using Point = Eigen::Vector3f;
constexpr float farOutside = -1e3F;

/// Middle of each lobe's white matter on the right, head millimetres.
Point lobeCentre(const std::string& location)
{
    static const std::map<std::string, Point> centres{
        {"frontal", {31, 43, 24}}, {"temporal", {45, 4, -19}},    {"parietal", {35, -36, 40}},
        {"occipital", {30, -62, 8}}, {"cerebellar", {25, -40, -42}}, {"other", {27, 2, 14}}};
    return centres.at(location);
}

/// How far a site is from having room: millimetres missing to skull, midline and ventricle.
float crowding(const HeadAnatomy& anatomy, const Point& mm, float radius, bool cerebellar)
{
    const auto tissue = anatomy.tissueAt(mm);
    float missing = std::max(0.0F, 0.85F * radius + 2.0F - anatomy.hullMm(mm));
    missing += std::max(0.0F, radius + 3.0F - std::abs(mm.x()));
    missing += std::max(0.0F, 0.6F * radius + tissue.ventricleMm);
    missing += tissue.cerebellum == cerebellar ? 0.0F : 50.0F;
    return missing + 4.0F * (1.0F - tissue.white);
}

/// The level above which the `count` highest values lie; of equal values some may be left out.
float levelOfHighest(std::vector<float> values, std::size_t count)
{
    if (count == 0 || values.empty())
        return std::numeric_limits<float>::max();
    count = std::min(count, values.size());
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(count - 1), values.end(), std::greater<>());
    return values[count - 1];
}

std::vector<std::size_t> where(const std::vector<BrainVoxel>& brain, auto&& accepts)
{
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < brain.size(); ++i)
        if (accepts(i))
            chosen.push_back(i);
    return chosen;
}

std::size_t voxelsOf(double volumeMl)
{
    return std::size_t(std::lround(volumeMl * 1000.0));  // of 1 mm³
}

/// Shifts a field so that it is positive in the wanted number of the `counted` voxels.
void cutAt(std::vector<float>& field, const std::vector<std::size_t>& shifted,
           const std::vector<std::size_t>& counted, std::size_t count)
{
    std::vector<float> values;
    for (const auto i : counted)
        values.push_back(field[i]);
    const float level = levelOfHighest(std::move(values), count);
    for (const auto i : shifted)
        field[i] = field[i] - level + 1e-4F;
}

bool sameSide(const BrainVoxel& voxel, const LesionSite& site)
{
    return (voxel.headMm.x() > 0.0F) == (site.centreMm.x() > 0.0F);
}

/// A texture around the lesion only; a fine one over the whole head would take longer than the rest.
class LocalNoise {
public:
    LocalNoise(const Random& random, const LesionSite& site, float wavelengths, float shortestMm)
        : m_centreMm(site.centreMm),
          m_noise(random, std::max(shortestMm, wavelengths * site.radiusMm), 0.45, 2.3 * site.radiusMm + 5.0)
    {
    }
    float at(const Point& headMm) const { return m_noise.at(headMm - m_centreMm); }

private:
    Point m_centreMm;
    SmoothNoise m_noise;
};

/// A ball whose surface is pushed in and out by two scales of noise.
void growCore(GrownLesion& grown, const std::vector<BrainVoxel>& brain, const LesionSite& site,
              const LesionParameters& parameters, const Random& random)
{
    const LocalNoise lobes(random.fork(1), site, 1.5F, 6.0F), edge(random.fork(2), site, 0.6F, 4.0F);
    const float rough = float(parameters.irregularity);
    const auto near = where(brain, [&](std::size_t i) {
        return sameSide(brain[i], site) && brain[i].hullMm > 0.5F &&
               (brain[i].headMm - site.centreMm).norm() < 2.2F * site.radiusMm + 4.0F;
    });
    for (const auto i : near) {
        const Point& mm = brain[i].headMm;
        const float reach = 1.0F + rough * (0.45F * lobes.at(mm) + 0.14F * edge.at(mm));
        grown.coreMm[i] = site.radiusMm * reach - (mm - site.centreMm).norm();
    }
    cutAt(grown.coreMm, near, near, voxelsOf(parameters.coreVolumeMl));
}

/// Leaves a rim whose thickness and enhancement vary.
void hollowNecrosis(GrownLesion& grown, const std::vector<BrainVoxel>& brain, const LesionSite& site,
                    const LesionParameters& parameters, const Random& random)
{
    const LocalNoise rim(random.fork(3), site, 0.8F, 5.0F), uptake(random.fork(4), site, 0.6F, 4.0F);
    const float patchy = float(parameters.heterogeneity);
    const auto core = where(brain, [&](std::size_t i) { return grown.coreMm[i] > 0.0F; });
    for (const auto i : core) {
        const Point& mm = brain[i].headMm;
        grown.necrosisMm[i] = grown.coreMm[i] + 3.2F * patchy * rim.at(mm);
        grown.enhancement[i] = std::clamp(1.0F + 0.35F * patchy * uptake.at(mm), 0.45F, 1.7F);
    }
    cutAt(grown.necrosisMm, core, core, std::size_t(std::lround(parameters.necrosisFraction * double(core.size()))));
}

/// From the core outwards, farther along some directions than others.
void spreadOedema(GrownLesion& grown, const std::vector<BrainVoxel>& brain, const LesionSite& site,
                  const LesionParameters& parameters, const Random& random)
{
    const SmoothNoise fingers(random.fork(5), 24.0, 0.4);
    const bool cerebellar = std::ranges::any_of(brain, [&](const BrainVoxel& voxel) {
        return (voxel.headMm - site.centreMm).norm() < 1.0F && voxel.tissue.cerebellum;
    });
    const auto reached = where(brain, [&](std::size_t i) {
        return sameSide(brain[i], site) && brain[i].tissue.cerebellum == cerebellar &&
               (brain[i].headMm - site.centreMm).norm() < site.radiusMm + 60.0F;
    });
    std::vector<std::size_t> soaked;
    for (const auto i : reached) {
        const auto& voxel = brain[i];
        const float distance = std::max(0.0F, (voxel.headMm - site.centreMm).norm() - site.radiusMm);
        const float ease = 1.0F + 0.38F * std::clamp(fingers.at(voxel.headMm), -2.0F, 2.0F);
        grown.oedemaMm[i] = -distance / ease;
        // Grey matter next to the core is soaked too; elsewhere the cortex is spared.
        const float adjacent = 0.6F * shapes::ramp(grown.coreMm[i], -3.0F, -1.0F);
        grown.oedemaWhite[i] = std::lerp(voxel.tissue.white, 1.0F, adjacent);
        if (grown.coreMm[i] <= 0.0F && grown.oedemaWhite[i] > 0.5F)
            soaked.push_back(i);
    }
    cutAt(grown.oedemaMm, reached, soaked, voxelsOf(parameters.oedemaVolumeMl));
}

}  // namespace

Point LesionSite::beforeGrowth(const Point& headMm, float hullMm) const
{
    const Point away = headMm - centreMm;
    const float distance = away.norm();
    if (distance > 5.0F * radiusMm || distance < 1e-3F)
        return headMm;
    const float beyond = std::max(0.0F, distance - radiusMm) / (1.3F * radiusMm);
    const float give = std::clamp(hullMm / 10.0F, 0.0F, 1.0F);
    const float push = std::min(0.42F * radiusMm, 8.0F) * std::exp(-beyond * beyond) * give *
                       std::min(1.0F, distance / radiusMm);
    return headMm - away * (push / distance);
}

LesionSite chooseSite(const HeadAnatomy& anatomy, const std::string& location, double coreVolumeMl, Random random)
{
    LesionSite site;
    site.radiusMm = float(std::cbrt(coreVolumeMl * 1000.0 * 3.0 / (4.0 * std::numbers::pi)));
    const float side = random.chance(0.5) ? 1.0F : -1.0F;
    float best = std::numeric_limits<float>::max();
    for (int attempt = 0; attempt < 60; ++attempt) {
        Point mm = lobeCentre(location) + Point(float(random.normal(0, 6)), float(random.normal(0, 9)),
                                                float(random.normal(0, 7)));
        mm.x() = side * std::abs(mm.x());
        const float missing = crowding(anatomy, mm, site.radiusMm, location == "cerebellar");
        if (missing < best) {
            best = missing;
            site.centreMm = mm;
        }
        if (missing < 0.5F)
            break;
    }
    return site;
}

GrownLesion growLesion(const std::vector<BrainVoxel>& brain, const LesionSite& site,
                       const LesionParameters& parameters, const Random& random)
{
    GrownLesion grown;
    grown.coreMm.assign(brain.size(), farOutside);
    grown.necrosisMm.assign(brain.size(), farOutside);
    grown.oedemaMm.assign(brain.size(), farOutside);
    grown.oedemaWhite.assign(brain.size(), 0.0F);
    grown.enhancement.assign(brain.size(), 1.0F);
    growCore(grown, brain, site, parameters, random);
    hollowNecrosis(grown, brain, site, parameters, random);
    spreadOedema(grown, brain, site, parameters, random);
    return grown;
}

}  // namespace metrisk::training
