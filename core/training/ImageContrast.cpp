#include "core/training/ImageContrast.h"

namespace metrisk::training {

namespace {

using shapes::share;

/// Normal numbers by table: a volume needs millions, and a few ten thousand different ones suffice.
class NoiseTable {
public:
    NoiseTable(Random random, float sd) : m_random(random)
    {
        for (auto& value : m_values)
            value = sd * float(m_random.normal());
    }
    float next()
    {
        if (m_left == 0) {
            m_bits = m_random.bits();
            m_left = 4;
        }
        const auto value = m_values[m_bits & 0xffff];
        m_bits >>= 16;
        --m_left;
        return value;
    }

private:
    Random m_random;
    std::vector<float> m_values = std::vector<float>(65536);
    std::uint64_t m_bits = 0;
    int m_left = 0;
};

float healthy(const Tissue& tissue, const Contrast& contrast, float atrophy, float cloud)
{
    const float cap = contrast.periventricular * atrophy * shapes::ramp(tissue.ventricleMm, -5.0F - 2.0F * cloud, 0.0F);
    const float solid = tissue.white * (contrast.white + cap) + tissue.grey * contrast.grey +
                        tissue.deepGrey * contrast.deepGrey + tissue.fluid * contrast.fluid;
    return std::lerp(solid * (1.0F + 0.025F * cloud), contrast.vessel, tissue.vessel);
}

float withLesion(float signal, const GrownLesion& lesion, std::size_t i, const Contrast& contrast, float cloud)
{
    // Under the core's soft edge lies oedema, not the tissue that was there.
    const float oedema = lesion.oedemaWhite[i] * share(lesion.oedemaMm[i] + 0.8F * cloud, 4.0F);
    signal = std::lerp(signal, contrast.white * contrast.oedema * (1.0F + 0.05F * cloud), oedema);
    const float core = share(lesion.coreMm[i], 1.6F);
    const float rim = contrast.rim * lesion.enhancement[i];
    const float inside = std::lerp(rim, contrast.necrosis * (1.0F + 0.06F * cloud), share(lesion.necrosisMm[i], 2.4F));
    return std::lerp(signal, inside, core);
}

}  // namespace

/// White matter brighter than grey, fluid dark, rim bright, oedema slightly dark.
Contrast t1ceContrast()
{
    return {.white = 400, .grey = 308, .deepGrey = 345, .fluid = 120, .vessel = 860, .rim = 700, .necrosis = 200,
            .oedema = 0.79F, .periventricular = -25, .noise = 10, .unevenness = 0.06F};
}

/// Grey matter brighter than white, fluid dark, oedema bright, necrosis in between.
Contrast flairContrast()
{
    return {.white = 285, .grey = 350, .deepGrey = 335, .fluid = 78, .vessel = 190, .rim = 420, .necrosis = 330,
            .oedema = 1.8F, .periventricular = 190, .noise = 11, .unevenness = 0.07F};
}

std::vector<float> drawn(const std::vector<BrainVoxel>& brain, const GrownLesion& lesion, const Contrast& contrast,
                         float atrophy, std::size_t voxelCount, const Random& random)
{
    const SmoothNoise field(random.fork(1), 170.0, 0.3), clouds(random.fork(2), 15.0, 0.6);
    NoiseTable noise(random.fork(3), contrast.noise);
    std::vector<float> image(voxelCount, 0.0F);
    for (std::size_t i = 0; i < brain.size(); ++i) {
        const auto& voxel = brain[i];
        const float cloud = clouds.at(voxel.headMm);
        const float clean = withLesion(healthy(voxel.tissue, contrast, atrophy, cloud), lesion, i, contrast, cloud);
        const float received = clean * std::exp(contrast.unevenness * field.at(voxel.headMm));
        image[voxel.offset] = std::max(1.0F, std::round(std::hypot(received + noise.next(), noise.next())));
    }
    return image;
}

}  // namespace metrisk::training
