#include "tests/benchmarks/PreparationTime.h"

#include "core/io/VolumeFiles.h"
#include "core/preprocessing/PreparedCase.h"
#include "tests/core/preprocessing/Scanner.h"
#include "tests/support/Phantom.h"
#include "tests/support/TestFiles.h"

#include <fmt/format.h>

#include <chrono>

namespace metrisk::benchmark {

namespace {

double secondsOf(const io::Study& study, const preprocessing::PreparationOptions& options)
{
    const auto start = std::chrono::steady_clock::now();
    preprocessing::prepare(study, options);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string line(const std::string& name, const io::Study& study, const std::filesystem::path& atlas)
{
    const double plain = secondsOf(study, {.atlas = atlas}), withN4 = secondsOf(study, {.atlas = atlas, .correctBias = true});
    return fmt::format("whole preparation of {}: {:.1f} s, with N4 {:.1f} s (target 90 s on two cores)\n", name, plain, withN4);
}

std::string simulated()
{
    const testing::TemporaryFolder folder;
    const auto atlas = folder / "atlas.nii.gz";
    io::writeVolume(training::simulatePatient(scanner::patientOptions(31)).t1ce, atlas);
    const auto patient = training::simulatePatient(scanner::patientOptions(1));
    const auto move = scanner::randomRigid(1, Eigen::Vector3d::Zero(), 10.0, 10.0);
    io::Study study;
    study.t1ce = scanner::acquired(phantom::withSkull(patient.t1ce), 1.0, Eigen::Affine3d::Identity());
    study.flair = scanner::acquired(phantom::withSkull(patient.flair), 6.0, move);
    return line("a simulated patient", study, atlas);
}

std::string real()
{
    const auto data = testing::realDataFolder();
    if (!data || !std::filesystem::exists(*data / "tumour/tcga-fg-6692/native"))
        return "whole preparation of a real patient: not measured, ../shared/data is not here\n";
    io::Study study;
    study.t1ce = io::readVolume(*data / "tumour/tcga-fg-6692/native/t1c.nii.gz").volume;
    study.flair = io::readVolume(*data / "tumour/tcga-fg-6692/native/flair.nii.gz").volume;
    return line("a real patient", study, *data / "atlas/sri24/sri24_t1_skullstripped_brats.nii.gz");
}

}  // namespace

std::string preparationTimes()
{
    return simulated() + real();
}

}  // namespace metrisk::benchmark
