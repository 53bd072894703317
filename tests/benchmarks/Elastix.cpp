#include "tests/benchmarks/Elastix.h"

#include "core/common/PendingFile.h"
#include "core/io/VolumeFiles.h"
#include "tests/support/Process.h"
#include "tests/support/TestFiles.h"

#include <fmt/format.h>

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <sstream>
#include <vector>

namespace metrisk::benchmark {

namespace {

using Eigen::Affine3d;
using Eigen::Vector3d;

/// Of its own, and without a space in its name: elastix does not find such folders.
struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() / ("metrisk-elastix-" + std::to_string(::getpid()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
};

std::string parameters(bool affine)
{
    return fmt::format(R"((FixedInternalImagePixelType "float")
(MovingInternalImagePixelType "float")
(Registration "MultiResolutionRegistration")
(FixedImagePyramid "FixedSmoothingImagePyramid")
(MovingImagePyramid "MovingSmoothingImagePyramid")
(Interpolator "LinearInterpolator")
(ResampleInterpolator "FinalBSplineInterpolator")
(Resampler "DefaultResampler")
(Optimizer "AdaptiveStochasticGradientDescent")
(Transform "{}")
(Metric "AdvancedMattesMutualInformation")
(NumberOfHistogramBins 32)
(AutomaticScalesEstimation "true")
(AutomaticTransformInitialization "true")
(AutomaticTransformInitializationMethod "CenterOfGravity")
(HowToCombineTransforms "Compose")
(ErodeMask "false")
(NumberOfResolutions 4)
(MaximumNumberOfIterations 500)
(ImageSampler "RandomCoordinate")
(NumberOfSpatialSamples 2048)
(NewSamplesEveryIteration "true")
(RandomSeed 1)
(WriteResultImage "false")
)",
                       affine ? "AffineTransform" : "EulerTransform");
}

/// The numbers of the line "(name 1 2 3)".
std::vector<double> numbersOf(const std::string& text, const std::string& name)
{
    const auto at = text.find("(" + name + " ");
    std::vector<double> numbers;
    if (at == std::string::npos)
        return numbers;
    std::istringstream line(text.substr(at + name.size() + 2, text.find(')', at) - at - name.size() - 2));
    for (double number = 0.0; line >> number;)
        numbers.push_back(number);
    return numbers;
}

/// elastix turns about z after x after y, as ITK's Euler angles do.
Affine3d transformOf(const std::vector<double>& p, const std::vector<double>& c)
{
    const Vector3d centre(c[0], c[1], c[2]);
    Eigen::Matrix3d matrix;
    Vector3d shift;
    if (p.size() == 12) {
        matrix = Eigen::Map<const Eigen::Matrix<double, 3, 3, Eigen::RowMajor>>(p.data());
        shift = {p[9], p[10], p[11]};
    } else {
        matrix = (Eigen::AngleAxisd(p[2], Vector3d::UnitZ()) * Eigen::AngleAxisd(p[0], Vector3d::UnitX()) *
                  Eigen::AngleAxisd(p[1], Vector3d::UnitY())).toRotationMatrix();
        shift = {p[3], p[4], p[5]};
    }
    return Eigen::Translation3d(centre + shift) * Affine3d(matrix) * Eigen::Translation3d(-centre);
}

}  // namespace

std::optional<ElastixRun> runElastix(const imaging::Volume& fixed, const imaging::Volume& moving, bool affine, int threads)
{
    const Folder temporary;
    const auto& folder = temporary.path;
    io::writeVolume(fixed, folder / "fixed.nii");
    io::writeVolume(moving, folder / "moving.nii");
    common::writeTextFile(folder / "parameters.txt", parameters(affine));
    const auto start = std::chrono::steady_clock::now();
    const auto outcome = testing::run("elastix", {"-f", folder / "fixed.nii", "-m", folder / "moving.nii", "-out", folder,
                                                  "-p", folder / "parameters.txt", "-threads", std::to_string(threads)});
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (outcome.exitCode != 0)
        return std::nullopt;
    const auto text = testing::textOf(folder / "TransformParameters.0.txt");
    const auto p = numbersOf(text, "TransformParameters"), c = numbersOf(text, "CenterOfRotationPoint");
    if ((p.size() != 6 && p.size() != 12) || c.size() != 3)
        return std::nullopt;
    return ElastixRun{transformOf(p, c), seconds};
}

}  // namespace metrisk::benchmark
