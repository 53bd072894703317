#include "core/preprocessing/HeadRegion.h"
#include "core/preprocessing/Registration.h"
#include "tests/benchmarks/Elastix.h"
#include "tests/benchmarks/PreparationTime.h"
#include "tests/core/preprocessing/Scanner.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>

// How close to a known transform, and how fast: MetRisk beside elastix, on the same pair, with one thread each. And how
// long the whole preparation of one patient takes.
namespace {

using namespace metrisk;
using Eigen::Affine3d;

struct Tally {
    double meanMm = 0.0, worstMm = 0.0, seconds = 0.0;
    int runs = 0;

    void add(const scanner::Distances& apart, double took)
    {
        meanMm += apart.meanMm;
        worstMm = std::max(worstMm, apart.worstMm);
        seconds += took;
        ++runs;
    }
    std::string text() const
    {
        return runs == 0 ? "not run" : fmt::format("mean {:.3f} mm, worst {:.3f} mm, {:.1f} s each", meanMm / runs, worstMm, seconds / runs);
    }
};

struct Pair {
    imaging::Volume t1ce, moving;
    imaging::LabelMap brain;
    Affine3d truth;
};

Pair pairOf(std::uint64_t seed, double sliceMm, bool affine)
{
    const auto patient = training::simulatePatient(scanner::patientOptions(seed));
    const auto brain = scanner::brainOf(patient.t1ce);
    const auto middle = preprocessing::middleOf(brain);
    const auto truth = affine ? scanner::randomAffine(seed, middle, 10.0, 10.0) : scanner::randomRigid(seed, middle, 10.0, 10.0);
    return {scanner::acquired(patient.t1ce, affine ? 1.0 : sliceMm, Affine3d::Identity()),
            scanner::acquired(patient.flair, sliceMm, truth.inverse()), brain, truth};
}

scanner::Distances ours(const Pair& pair, bool affine, double& seconds)
{
    const preprocessing::RegistrationOptions options{.motion = affine ? preprocessing::Motion::Affine : preprocessing::Motion::Rigid};
    const auto start = std::chrono::steady_clock::now();
    const auto alignment = preprocessing::registered(pair.t1ce, pair.moving, {}, options);
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return scanner::distances(alignment.movingFromFixed, pair.truth, pair.brain);
}

void compare(int patients, double sliceMm, bool affine, bool besideElastix)
{
    Tally metrisk, elastix;
    for (int seed = 1; seed <= patients; ++seed) {
        const auto pair = pairOf(std::uint64_t(seed), sliceMm, affine);
        double seconds = 0.0;
        const auto apart = ours(pair, affine, seconds);
        metrisk.add(apart, seconds);
        fmt::print("  patient {}: MetRisk mean {:.3f} worst {:.3f} mm {:.1f} s", seed, apart.meanMm, apart.worstMm, seconds);
        if (const auto run = besideElastix ? benchmark::runElastix(pair.t1ce, pair.moving, affine, 1) : std::nullopt) {
            const auto theirs = scanner::distances(run->movingFromFixed, pair.truth, pair.brain);
            elastix.add(theirs, run->seconds);
            fmt::print(" · elastix mean {:.3f} worst {:.3f} mm {:.1f} s", theirs.meanMm, theirs.worstMm, run->seconds);
        }
        fmt::print("\n");
        std::fflush(stdout);
    }
    fmt::print("{}, FLAIR of {:.0f} mm slices, {} patients\n  MetRisk: {}\n  elastix: {}\n", affine ? "affine" : "rigid", sliceMm, patients,
               metrisk.text(), elastix.text());
}

}  // namespace

int main(int argc, char** argv)
{
    CLI::App program("Known transforms of simulated patients, found again: MetRisk beside elastix, one thread each.");
    int patients = 30;
    bool alone = false;
    double sliceMm = 6.0;
    program.add_option("--patients", patients, "How many patients")->capture_default_str();
    program.add_flag("--alone", alone, "Without elastix");
    program.add_option("--slice", sliceMm, "Slice thickness in mm")->capture_default_str();
    CLI11_PARSE(program, argc, argv);
    for (const bool affine : {false, true})
        compare(patients, sliceMm, affine, !alone);
    fmt::print("{}", benchmark::preparationTimes());
    return 0;
}
