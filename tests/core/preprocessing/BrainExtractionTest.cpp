#include "core/common/Random.h"
#include "core/imaging/LabelOverlap.h"
#include "core/preprocessing/BrainExtraction.h"
#include "core/preprocessing/GraphCut.h"
#include "tests/core/preprocessing/Scanner.h"
#include "tests/support/Phantom.h"

#include <gtest/gtest.h>

namespace metrisk::preprocessing {
namespace {

long costOf(const CutCosts& costs, unsigned insideBits)
{
    const std::array<std::size_t, 3> stride{1, std::size_t(costs.size[0]), std::size_t(costs.size[0] * costs.size[1])};
    long total = 0;
    std::size_t voxel = 0;
    imaging::Index3 at{};
    for (at[2] = 0; at[2] < costs.size[2]; ++at[2])
        for (at[1] = 0; at[1] < costs.size[1]; ++at[1])
            for (at[0] = 0; at[0] < costs.size[0]; ++at[0], ++voxel) {
                const bool inside = (insideBits >> voxel) & 1U;
                total += inside ? costs.inside[voxel] : costs.outside[voxel];
                for (std::size_t axis = 0; axis < 3; ++axis)
                    if (at[axis] + 1 < costs.size[axis] && inside != bool((insideBits >> (voxel + stride[axis])) & 1U))
                        total += costs.parting[axis][voxel];
            }
    return total;
}

CutCosts randomCosts(std::uint64_t seed)
{
    Random random(seed);
    CutCosts costs{.size = {3, 2, 2}, .inside = {}, .outside = {}, .parting = {}};
    const auto draw = [&] { return std::int32_t(random.below(100)); };
    for (int voxel = 0; voxel < 12; ++voxel) {
        costs.inside.push_back(draw());
        costs.outside.push_back(draw());
        for (auto& parting : costs.parting)
            parting.push_back(draw() / 2);
    }
    costs.inside[0] = CutCosts::never;
    costs.outside[11] = CutCosts::never;
    return costs;
}

TEST(GraphCut, FindsTheCheapestOfAllDivisions)
{
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const auto costs = randomCosts(seed);
        const auto inside = smallestCut(costs);
        unsigned bits = 0;
        for (std::size_t voxel = 0; voxel < inside.size(); ++voxel)
            bits |= unsigned(inside[voxel]) << voxel;
        long cheapest = costOf(costs, 0);
        for (unsigned all = 0; all < 4096; ++all)
            cheapest = std::min(cheapest, costOf(costs, all));
        EXPECT_EQ(costOf(costs, bits), cheapest) << seed;
    }
}

TEST(BrainExtraction, FindsTheBrainWhenTheAtlasLiesSomeMillimetresOff)
{
    const auto patient = training::simulatePatient(scanner::patientOptions(6));
    const auto brain = scanner::brainOf(patient.t1ce);
    const auto off = scanner::brainOf(scanner::acquired(patient.t1ce, 1.0, Eigen::Affine3d(Eigen::Translation3d(3, -3, 2))));
    const AtlasBrainExtractor extractor;
    const auto found = extractor.extract(phantom::withSkull(patient.t1ce), off, {});
    const double before = imaging::dice(off, brain, imaging::Region::Whole).value();
    const double after = imaging::dice(found, brain, imaging::Region::Whole).value();
    EXPECT_LT(before, 0.96);
    EXPECT_GT(after, 0.97);
}

}  // namespace
}  // namespace metrisk::preprocessing
