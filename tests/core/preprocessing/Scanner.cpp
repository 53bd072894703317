#include "tests/core/preprocessing/Scanner.h"

#include "core/common/Random.h"
#include "core/preprocessing/HeadRegion.h"
#include "core/preprocessing/Resampling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace metrisk::scanner {

namespace {

using Eigen::Affine3d;
using Eigen::Vector3d;

Vector3d drawn(Random& random, double most)
{
    const double x = random.uniform(-most, most), y = random.uniform(-most, most), z = random.uniform(-most, most);
    return {x, y, z};
}

}  // namespace

training::SimulatedPatientOptions patientOptions(std::uint64_t seed)
{
    constexpr std::array places{"frontal", "temporal", "parietal", "occipital", "cerebellar"};
    Random random(seed);
    training::SimulatedPatientOptions options{.seed = seed, .clinical = {}, .lesion = {}};
    options.clinical.ageYears = random.uniform(40.0, 80.0);
    options.clinical.location = places[random.below(places.size())];
    options.lesion.coreVolumeMl = random.uniform(2.0, 30.0);
    options.lesion.oedemaVolumeMl = random.uniform(10.0, 90.0);
    return options;
}

Affine3d randomRigid(std::uint64_t seed, const Vector3d& centre, double degrees, double mm)
{
    Random random(seed);
    const Vector3d angle = drawn(random, degrees) * (std::numbers::pi / 180.0), shift = drawn(random, mm);
    const Eigen::Matrix3d turn = (Eigen::AngleAxisd(angle.z(), Vector3d::UnitZ()) * Eigen::AngleAxisd(angle.y(), Vector3d::UnitY()) *
                                  Eigen::AngleAxisd(angle.x(), Vector3d::UnitX())).toRotationMatrix();
    return Eigen::Translation3d(centre + shift) * Affine3d(turn) * Eigen::Translation3d(-centre);
}

Affine3d randomAffine(std::uint64_t seed, const Vector3d& centre, double degrees, double mm)
{
    Random random = Random(seed).fork(2);
    Eigen::Matrix3d stretch = Eigen::Matrix3d::Identity();
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 3; ++column)
            stretch(row, column) += row == column ? random.uniform(-0.10, 0.10) : random.uniform(-0.05, 0.05);
    return randomRigid(seed, centre, degrees, mm) * Eigen::Translation3d(centre) * Affine3d(stretch) * Eigen::Translation3d(-centre);
}

imaging::Volume acquired(const imaging::Volume& volume, double sliceMm, const Affine3d& volumeFromScanner)
{
    const auto& full = volume.geometry();
    const int parts = std::max(1, int(std::lround(sliceMm)));
    imaging::ImageGeometry grid{{full.size[0], full.size[1], int(full.size[2] / sliceMm)}, full.patientFromVoxel};
    grid.patientFromVoxel.translate(Vector3d(0, 0, (sliceMm - 1) / 2)).scale(Vector3d(1, 1, sliceMm));
    auto placed = full;
    placed.patientFromVoxel = volumeFromScanner.inverse() * full.patientFromVoxel;
    const imaging::Volume inScanner(placed, volume.voxels());
    std::vector<float> sum(grid.voxelCount());
    for (int part = 0; part < parts; ++part) {
        auto layer = grid;
        layer.patientFromVoxel.translate(Vector3d(0, 0, (part + 0.5) / parts - 0.5));
        const auto values = preprocessing::resampledLinear(inScanner, layer);
        for (std::size_t i = 0; i < sum.size(); ++i)
            sum[i] += values.voxels()[i] / float(parts);
    }
    return {grid, std::move(sum)};
}

imaging::LabelMap brainOf(const imaging::Volume& volume)
{
    std::vector<std::uint8_t> brain;
    for (const float value : volume.voxels())
        brain.push_back(value != 0.0F ? 1 : 0);
    return {volume.geometry(), std::move(brain)};
}

Distances distances(const Affine3d& a, const Affine3d& b, const imaging::LabelMap& region)
{
    constexpr int count = 5000;
    Distances result;
    for (const auto& place : preprocessing::placesIn(region, count, 3)) {
        const double apart = (a * place - b * place).norm();
        result.meanMm += apart / count;
        result.worstMm = std::max(result.worstMm, apart);
    }
    return result;
}

}  // namespace metrisk::scanner
