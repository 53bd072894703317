#include "core/common/Error.h"
#include "core/imaging/Reorientation.h"
#include "core/inference/SafetensorsFile.h"
#include "core/io/NiftiFile.h"
#include "core/io/Study.h"
#include "core/io/VolumeFiles.h"
#include "core/imaging/IntensityScaling.h"
#include "core/preprocessing/LesionCrop.h"
#include "core/preprocessing/PreparedCase.h"
#include "core/segmentation/LesionList.h"
#include "tests/support/TestFiles.h"

// Before ITK: ITK 5.2 carries an older Eigen of its own, and the two must not be mixed.
#include <Eigen/Eigenvalues>

#include <itkImageFileReader.h>
#include <itkNiftiImageIO.h>
#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

namespace metrisk::preprocessing {
namespace {

using imaging::Index3;
using nlohmann::json;

/// One manifest under preproc/ with the files it names.
struct GoldenCase {
    json manifest;
    std::filesystem::path folder;

    std::filesystem::path file(const std::string& key) const
    {
        return folder / manifest.at("files").at(key).get<std::string>();
    }
    inference::SafetensorsFile arrays(const std::string& key = "arrays") const
    {
        return inference::SafetensorsFile(file(key));
    }
};

/// Runs a check on every manifest of a folder, whatever its name.
template <class Check>
void onEveryCase(const std::string& kind, const Check& check)
{
    const auto golden = testing::goldenFolder();
    if (!golden)
        GTEST_SKIP() << "The reference numbers (golden) are not on this machine.";
    const auto manifests = testing::manifestsIn(*golden / "preproc" / kind);
    ASSERT_FALSE(manifests.empty());
    for (const auto& path : manifests) {
        SCOPED_TRACE(path.filename().string());
        check(GoldenCase{json::parse(testing::textOf(path)), *golden / "preproc"});
    }
}

imaging::LabelMap asLabels(const imaging::Volume& volume)
{
    return {volume.geometry(), {volume.voxels().begin(), volume.voxels().end()}};
}

CropRule ruleOf(const json& crop)
{
    CropRule rule;
    if (crop.contains("min_dim") && !crop.at("min_dim").is_null())
        rule.size = crop.at("min_dim").get<Index3>();
    rule.margin = crop.value("margin", 0);
    rule.aroundCore = crop.at("use_class") == 2;
    return rule;
}

/// Each voxel holds its own number + 1, counted with z fastest.
imaging::Volume numbered(const imaging::ImageGeometry& geometry)
{
    std::vector<float> numbers;
    for (int z = 0; z < geometry.size[2]; ++z)
        for (int y = 0; y < geometry.size[1]; ++y)
            for (int x = 0; x < geometry.size[0]; ++x)
                numbers.push_back(float((x * geometry.size[1] + y) * geometry.size[2] + z + 1));
    return {geometry, std::move(numbers)};
}

std::vector<double> asDouble(const std::vector<float>& values) { return {values.begin(), values.end()}; }

void expectCrop(const json& crop, const imaging::LabelMap& lesion, const inference::SafetensorsFile& arrays)
{
    const std::string name = crop.at("name");
    SCOPED_TRACE("crop " + name);
    if (crop.contains("peer_error")) {
        EXPECT_THROW(placeCrop(lesion, ruleOf(crop)), Error);
        return;
    }
    const auto placement = placeCrop(lesion, ruleOf(crop));
    EXPECT_EQ(placement.size, crop.at("shape").get<Index3>());
    EXPECT_EQ(placement.low, crop.at("slice_low_inclusive").get<Index3>());
    EXPECT_EQ(placement.padLow, crop.at("pad_low").get<Index3>());
    EXPECT_EQ(asDouble(cropped(lesion, placement)), arrays.numbers("expected.crop." + name));
    EXPECT_EQ(asDouble(cropped(numbered(lesion.geometry()), placement)),
              arrays.numbers("expected.crop_index." + name));
}

TEST(GoldenPreprocessing, CropsEveryStoredLabelAsTheReferenceDoes)
{
    onEveryCase("labels", [](const GoldenCase& golden) {
        const auto labels = asLabels(io::readVolume(golden.file("input")).volume);
        const auto lesion = segmentation::keepLargestMetastasis(labels);
        for (const auto& crop : golden.manifest.at("crops"))
            expectCrop(crop, lesion, golden.arrays());
    });
}

TEST(GoldenPreprocessing, ReorientsEveryStoredFileAsTheReferenceDoes)
{
    onEveryCase("orientation", [](const GoldenCase& golden) {
        // One stored case is sheared, which is refused for a patient; the axes are swapped all the same.
        const auto header = io::readNiftiHeader(golden.file("input"));
        const auto stored = io::readNiftiVoxels(golden.file("input"), header);
        EXPECT_EQ(stored.geometry().axisCodes(), golden.manifest.at("input_axcodes").get<std::string>());
        const auto ras = imaging::reorientedTo(stored, "RAS");
        const auto arrays = golden.arrays();
        const auto shape = arrays.at("expected.array").shape;
        ASSERT_EQ((std::vector<std::int64_t>{ras.size()[0], ras.size()[1], ras.size()[2]}), shape);
        const imaging::CropPlacement whole{ras.size(), {0, 0, 0}, ras.size(), {0, 0, 0}};
        EXPECT_EQ(asDouble(cropped(ras, whole)), arrays.numbers("expected.array"));

        // The stored affine leads to R, A, S; ours to L, P, S.
        const auto numbers = arrays.numbers("expected.affine");
        Eigen::Matrix4d affine =
            Eigen::Map<const Eigen::Matrix<double, 4, 4, Eigen::RowMajor>>(numbers.data());
        affine.topRows<2>() *= -1;
        EXPECT_LT((ras.geometry().patientFromVoxel.matrix() - affine).cwiseAbs().maxCoeff(),
                  golden.manifest.at("tolerance").at("affine").get<double>() + 1e-9);
    });
}

/// The channels of a stored (x, y, z, channel) file, read by ITK: such files are no patient's volume.
std::vector<imaging::Volume> channelsOf(const std::filesystem::path& file)
{
    using Image = itk::Image<float, 4>;
    auto reader = itk::ImageFileReader<Image>::New();
    reader->SetImageIO(itk::NiftiImageIO::New());
    reader->SetFileName(file.string());
    reader->Update();
    const auto size = reader->GetOutput()->GetLargestPossibleRegion().GetSize();
    const imaging::ImageGeometry geometry{{int(size[0]), int(size[1]), int(size[2])},
                                          Eigen::Affine3d::Identity()};
    std::vector<imaging::Volume> channels;
    const float* from = reader->GetOutput()->GetBufferPointer();
    for (std::size_t channel = 0; channel < size[3]; ++channel, from += geometry.voxelCount())
        channels.emplace_back(geometry, std::vector<float>(from, from + geometry.voxelCount()));
    return channels;
}

/// The expected channels, from the tensor (x, y, z, channel) or from a file of its own.
std::vector<std::vector<double>> expectedChannels(const GoldenCase& golden, std::size_t count,
                                                  std::size_t voxels)
{
    std::vector<std::vector<double>> channels(count);
    const auto arrays = golden.arrays();
    if (arrays.find("expected.scaled")) {
        const auto all = arrays.numbers("expected.scaled");
        for (std::size_t i = 0; i < voxels * count; ++i)
            channels[i % count].push_back(all[i]);
        return channels;
    }
    const auto stored = channelsOf(golden.file("expected"));
    for (std::size_t channel = 0; channel < count; ++channel) {
        const Index3 size = stored[channel].size();
        channels[channel] = asDouble(cropped(stored[channel], {size, {0, 0, 0}, size, {0, 0, 0}}));
    }
    return channels;
}

TEST(GoldenPreprocessing, ScalesEveryStoredVolumeAsTheReferenceDoes)
{
    onEveryCase("scale", [](const GoldenCase& golden) {
        const auto channels = channelsOf(golden.file("input"));
        const auto expected = expectedChannels(golden, channels.size(), channels.front().voxels().size());
        const auto percentiles = golden.arrays().numbers("expected.percentiles_float64");
        const double tolerance = golden.manifest.at("tolerance").at("scaled_abs");
        for (std::size_t channel = 0; channel < channels.size(); ++channel) {
            const auto& voxels = channels[channel].voxels();
            EXPECT_NEAR(imaging::percentileOf(voxels, 0.5), percentiles[2 * channel], 1e-9);
            EXPECT_NEAR(imaging::percentileOf(voxels, 99.5), percentiles[2 * channel + 1], 1e-9);
            const auto scaled = imaging::scaledByPercentiles(channels[channel], 0.5, 99.5);
            const Index3 size = scaled.size();
            const auto values = cropped(scaled, {size, {0, 0, 0}, size, {0, 0, 0}});
            ASSERT_EQ(values.size(), expected[channel].size());
            double worst = 0.0;
            for (std::size_t i = 0; i < values.size(); ++i)
                worst = std::max(worst, std::abs(values[i] - expected[channel][i]));
            EXPECT_LE(worst, tolerance);
        }
    });
}

/// Scaling, choice of the lesion and crop, in the order of the given grids.
std::vector<float> modelInput(const imaging::Volume& t1ce, const imaging::Volume& flair,
                              const imaging::LabelMap& label, const Index3& size)
{
    const auto lesion = segmentation::keepLargestMetastasis(label);
    const auto placement = placeCrop(lesion, {.size = size});
    std::vector<float> input;
    for (const auto* volume : {&t1ce, &flair}) {
        const auto channel = cropped(imaging::scaledByPercentiles(*volume, 0.5, 99.5), placement);
        input.insert(input.end(), channel.begin(), channel.end());
    }
    const auto channel = cropped(lesion, placement);
    input.insert(input.end(), channel.begin(), channel.end());
    return input;
}

void expectInput(const std::vector<float>& input, const GoldenCase& golden, const std::string& tensor)
{
    SCOPED_TRACE(tensor);
    const auto expected = golden.arrays("expected").numbers(tensor);
    ASSERT_EQ(input.size(), expected.size());
    const double tolerance = golden.manifest.at("tolerance").at("intensity_abs");
    const std::size_t labelFrom = input.size() / 3 * 2;
    double worst = 0.0;
    for (std::size_t i = 0; i < input.size(); ++i) {
        worst = std::max(worst, std::abs(input[i] - expected[i]));
        if (i >= labelFrom) {
            ASSERT_EQ(input[i], expected[i]);
        }
    }
    EXPECT_LE(worst, tolerance);
}

TEST(GoldenPreprocessing, GoesFromFilesToModelInputAsTheReferenceDoes)
{
    onEveryCase("e2e", [](const GoldenCase& golden) {
        const auto size = golden.manifest.at("min_dim").get<Index3>();
        const auto study = io::loadStudy({golden.file("t1c"), golden.file("flair"), golden.file("label")});
        EXPECT_EQ(study.t1ce.geometry().axisCodes(),
                  golden.manifest.at("axcodes_of_files").get<std::string>());
        expectInput(modelInput(study.t1ce, study.flair, study.label, size), golden,
                    "expected.authors_pipeline");
        const auto prepared = prepare(study, {});
        expectInput(modelInput(prepared.t1ce, prepared.flair, prepared.label, size), golden,
                    "variant.orientation_respected");
    });
}

}  // namespace
}  // namespace metrisk::preprocessing
