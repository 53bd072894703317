#include "core/common/Error.h"
#include "core/preprocessing/BiasCorrection.h"
#include "tests/core/preprocessing/Scanner.h"
#include "tests/support/Phantom.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::preprocessing {
namespace {

using imaging::LabelMap;
using imaging::Volume;

/// What a coil above the right front of the head does: brighter near it by half, darker away from it.
double coilAt(const Eigen::Vector3d& mm)
{
    return std::exp(0.4 * std::cos((mm - Eigen::Vector3d(-60, 60, 90)).norm() / 60.0));
}

Volume underTheCoil(const Volume& volume)
{
    auto voxels = volume.voxels();
    for (int z = 0; z < volume.size()[2]; ++z)
        for (int y = 0; y < volume.size()[1]; ++y)
            for (int x = 0; x < volume.size()[0]; ++x)
                voxels[volume.offset(x, y, z)] *= float(coilAt(volume.geometry().patientAt({x, y, z})));
    return {volume.geometry(), std::move(voxels)};
}

struct Ratio {
    double mean = 0.0, spread = 0.0;  // of one volume to another, inside; the spread is relative
};
Ratio ratioOf(const Volume& a, const Volume& b, const LabelMap& inside)
{
    double n = 0, sum = 0, squares = 0;
    for (std::size_t i = 0; i < inside.voxels().size(); ++i)
        if (inside.voxels()[i] != 0 && b.voxels()[i] > 0.0F) {
            const double ratio = double(a.voxels()[i]) / double(b.voxels()[i]);
            n += 1, sum += ratio, squares += ratio * ratio;
        }
    return {sum / n, std::sqrt(squares / n - sum * sum / (n * n)) / (sum / n)};
}

TEST(BiasCorrection, TakesAwayAKnownUnevenBrightness)
{
    const phantom::Options head{.size = {128, 144, 120}, .spacingMm = 1.0};
    const auto brain = scanner::brainOf(phantom::t1ce(head));
    for (const auto& image : {phantom::t1ce(head), phantom::flair(head)}) {
        const auto uneven = underTheCoil(image);
        const auto even = withoutBias(uneven, brain);
        const auto before = ratioOf(uneven, image, brain), after = ratioOf(even.volume, image, brain);
        EXPECT_GT(before.spread, 0.12);
        EXPECT_LT(after.spread, before.spread / 4);
        EXPECT_NEAR(ratioOf(even.volume, uneven, brain).mean, 1.0, 0.05);  // the brightness as a whole stays
        EXPECT_LT(even.removed.least, 0.85);
        EXPECT_GT(even.removed.most, 1.15);
    }
}

/// A simulated head has a coil of its own, so what is right is not known, but it is one.
TEST(BiasCorrection, EndsAtOneImageUnderTwoCoils)
{
    const auto patient = training::simulatePatient(scanner::patientOptions(2));
    const auto brain = scanner::brainOf(patient.t1ce);
    const auto uneven = underTheCoil(patient.t1ce);
    const double before = ratioOf(uneven, patient.t1ce, brain).spread;
    EXPECT_LT(ratioOf(withoutBias(uneven, brain).volume, withoutBias(patient.t1ce, brain).volume, brain).spread, before / 4);
}

TEST(BiasCorrection, GivesTheSameBitsEachRunAndLeavesZerosAlone)
{
    const auto patient = training::simulatePatient(scanner::patientOptions(3));
    const auto brain = scanner::brainOf(patient.t1ce);
    const auto once = withoutBias(patient.t1ce, brain), again = withoutBias(patient.t1ce, brain);
    EXPECT_EQ(once.volume.voxels(), again.volume.voxels());
    EXPECT_EQ(scanner::brainOf(once.volume).voxels(), brain.voxels());
}

TEST(BiasCorrection, StopsWhenTheUserCancels)
{
    const auto patient = training::simulatePatient(scanner::patientOptions(3));
    std::stop_source stop;
    const Job job(stop.get_token(), [&](const Progress&) { stop.request_stop(); });
    EXPECT_THROW(withoutBias(patient.t1ce, scanner::brainOf(patient.t1ce), job), Cancelled);
}

TEST(BiasCorrection, RefusesAnImageWithoutBrightness)
{
    const Volume dark({{8, 8, 8}, Eigen::Affine3d::Identity()}, std::vector<float>(512, 0.0F));
    EXPECT_THROW(withoutBias(dark, LabelMap(dark.geometry(), std::vector<std::uint8_t>(512, 1))), Error);
}

}  // namespace
}  // namespace metrisk::preprocessing
