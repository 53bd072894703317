#include "core/interop/DrawnLabel.h"

#include "core/common/Error.h"
#include "tests/core/interop/DicomObjectDraft.h"
#include "tests/support/TestFiles.h"

#include <zlib.h>

#include <gtest/gtest.h>

#include <sstream>

namespace metrisk::interop {
namespace {

namespace fs = std::filesystem;
using testing::SegmentationDraft;
using testing::SegmentFrame;
using testing::TemporaryFolder;

/// An oblique grid whose three sides differ.
imaging::ImageGeometry obliqueGrid()
{
    imaging::ImageGeometry grid{{7, 6, 5}, Eigen::Affine3d::Identity()};
    const Eigen::Matrix3d turned = Eigen::AngleAxisd(0.3, Eigen::Vector3d(1, -2, 1).normalized()).toRotationMatrix();
    grid.patientFromVoxel.linear() = turned * Eigen::Vector3d(1.0, 1.5, 3.0).asDiagonal();
    grid.patientFromVoxel.translation() << 10, -20, 30;
    return grid;
}

/// Every third pixel of a slice, from another start in each.
SegmentFrame striped(int segment, int z, std::uint8_t value = 1)
{
    SegmentFrame frame{segment, z, std::vector<std::uint8_t>(42)};
    for (std::size_t i = std::size_t(z + segment) % 3; i < 42; i += 3)
        frame.mask[i] = value;
    return frame;
}

void expectRefused(const fs::path& path, const std::string& words)
{
    try {
        readDrawnLabel(path);
        ADD_FAILURE() << path << " was read, but should say: " << words;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Input);
        EXPECT_NE(error.whatHappened().find(words), std::string::npos) << error.what();
    }
}

TEST(DicomSegmentation, PutsBitsOfSparseFramesOnTheirVoxels)
{
    const TemporaryFolder folder;
    const auto grid = obliqueGrid();
    // 42 pixels a frame: the second frame begins inside a byte. Slices 0 and 2 are left out.
    const auto drawn = readDrawnLabel(SegmentationDraft().write(grid, {striped(1, 3), striped(1, 1), striped(1, 4)}, folder / "s.dcm"));
    ASSERT_TRUE(drawn.voxels);
    EXPECT_EQ(drawn.voxels->size(), (imaging::Index3{7, 6, 4}));
    const auto labels = drawn.onGrid(grid);
    for (int z = 0; z < 5; ++z)
        for (int i = 0; i < 42; ++i) {
            const bool marked = z != 0 && z != 2 && i % 3 == (z + 1) % 3;
            EXPECT_EQ(labels.at(i % 7, i / 7, z), marked ? imaging::Core : 0) << i << " " << z;
        }
    EXPECT_EQ(drawn.notes.front(), "s.dcm: \"Tumor\" is read as metastasis core.");
}

TEST(DicomSegmentation, LetsACoreCountOverTheOedemaItOverlaps)
{
    const TemporaryFolder folder;
    const auto grid = obliqueGrid();
    SegmentFrame all{2, 1, std::vector<std::uint8_t>(42, 1)};
    const SegmentationDraft draft{.labels = {"Enhancing tumour", "Peritumoral edema", "Ventricle"}};
    const auto drawn = readDrawnLabel(draft.write(grid, {striped(1, 1), all, striped(1, 2), {3, 3, all.mask}}, folder / "s.dcm"));
    const auto labels = drawn.onGrid(grid);
    EXPECT_EQ(labels.at(2, 0, 1), imaging::Core);
    EXPECT_EQ(labels.at(1, 0, 1), imaging::Oedema);
    EXPECT_EQ(labels.at(1, 0, 3), 0);
    EXPECT_EQ(drawn.notes.front(), "s.dcm: \"Enhancing tumour\" is read as metastasis core; \"Peritumoral edema\" is read as "
                                   "oedema; \"Ventricle\" is left out.");
}

TEST(DicomSegmentation, CountsFractionsFromOneHalf)
{
    const TemporaryFolder folder;
    const auto grid = obliqueGrid();
    SegmentFrame half = striped(1, 0, 128);
    half.mask[0] = 127;
    const auto labels = readDrawnLabel(SegmentationDraft{.type = "FRACTIONAL"}.write(grid, {half, striped(1, 1, 255)}, folder / "s.dcm")).onGrid(grid);
    EXPECT_EQ(labels.at(0, 0, 0), 0);
    EXPECT_EQ(labels.at(1, 0, 0), imaging::Core);
}

TEST(DicomSegmentation, ReadsALabelMapByTheNumbersOfItsPixelsInGreyAndInColours)
{
    const TemporaryFolder folder;
    const auto grid = obliqueGrid();
    SegmentFrame frame{0, 2, std::vector<std::uint8_t>(42)};
    frame.mask[3] = 1, frame.mask[9] = 2, frame.mask[20] = 3;
    for (const std::string photometric : {"MONOCHROME2", "PALETTE COLOR"}) {
        SCOPED_TRACE(photometric);
        const SegmentationDraft draft{.labels = {"Oedema", "Tumour core", "Ventricle"}, .type = "LABELMAP", .photometric = photometric};
        const auto labels = readDrawnLabel(draft.write(grid, {frame, {0, 1, std::vector<std::uint8_t>(42)}}, folder / "s.dcm")).onGrid(grid);
        for (int z = 0; z < 5; ++z)
            for (int i = 0; i < 42; ++i)
                EXPECT_EQ(labels.at(i % 7, i / 7, z), z != 2 ? 0 : i == 3 ? imaging::Oedema : i == 9 ? imaging::Core : 0) << i << " " << z;
    }
}

TEST(DicomSegmentation, RefusesWhatItCannotPlaceOrName)
{
    const TemporaryFolder folder;
    const auto grid = obliqueGrid();
    expectRefused(SegmentationDraft{.labels = {"Left eye", "Right eye"}}.write(grid, {striped(1, 1), striped(2, 2)}, folder / "a.dcm"),
                  "no segment that is named as core or oedema, but \"Left eye\", \"Right eye\"");
    const auto whole = testing::textOf(SegmentationDraft().write(grid, {striped(1, 1), striped(1, 2)}, folder / "b.dcm"));
    for (std::size_t kept = 200; kept < whole.size(); kept += 37) {
        testing::writeText(folder / "c.dcm", whole.substr(0, kept));
        EXPECT_THROW(readDrawnLabel(folder / "c.dcm"), Error) << kept;
    }
    auto elsewhere = grid;
    elsewhere.patientFromVoxel.translation() += Eigen::Vector3d(500, 0, 0);
    EXPECT_THROW(readDrawnLabel(folder / "b.dcm").onGrid(elsewhere), Error);
}

TEST(StructureSet, ReadsRegionsWithTheirHolesByName)
{
    const TemporaryFolder folder;
    const auto square = [](double from, double to, double z) {
        return std::vector<Eigen::Vector3d>{{from, from, z}, {to, from, z}, {to, to, z}, {from, to, z}};
    };
    const auto path = testing::writeStructureSet({{"GTV 1", {square(1.5, 8.5, 1), square(3.5, 5.5, 1), square(1.5, 8.5, 2)}},
                                                  {"FLAIR abnormality", {square(0.5, 9.5, 1)}},
                                                  {"Brainstem", {square(0.5, 9.5, 3)}}},
                                                 folder / "rt.dcm");
    const auto drawn = readDrawnLabel(path);
    const auto labels = drawn.onGrid({{12, 12, 5}, Eigen::Affine3d::Identity()});
    std::array<int, 3> counts{};
    for (const auto label : labels.voxels())
        ++counts[label];
    EXPECT_EQ(counts[imaging::Core], 49 - 4 + 49);
    EXPECT_EQ(counts[imaging::Oedema], 81 - 45);
    EXPECT_EQ(labels.at(4, 4, 1), imaging::Oedema);  // in the hole
    EXPECT_EQ(drawn.frameOfReferenceUid, "1.2.3.9");
    EXPECT_NE(drawn.notes.front().find("\"Brainstem\" is left out"), std::string::npos);
}

TEST(StructureSet, RefusesTheOutlineOfTheBody)
{
    const TemporaryFolder folder;
    expectRefused(testing::writeStructureSet({{"BODY", {{{0, 0, 0}, {9, 0, 0}, {9, 9, 0}}}}}, folder / "rt.dcm"), "\"BODY\"");
    expectRefused(testing::writeStructureSet({}, folder / "empty.dcm"), "no closed contour");
}

/// A segmentation as NRRD, for the few files of that kind: int16, gzip.
struct Nrrd {
    imaging::ImageGeometry geometry;
    std::vector<short> voxels;
};

Nrrd readNrrd(const fs::path& path)
{
    const auto text = testing::textOf(path);
    Nrrd nrrd;
    const auto end = text.find("\n\n") + 2;
    const auto numbersOf = [&](const std::string& field) {
        const auto at = text.find("\n" + field) + field.size() + 2;
        std::string line = text.substr(at, text.find('\n', at) - at);
        std::replace_if(line.begin(), line.end(), [](char c) { return c == '(' || c == ')' || c == ','; }, ' ');
        std::istringstream stream(line);
        return std::vector<double>(std::istream_iterator<double>(stream), {});
    };
    const auto size = numbersOf("sizes:"), axes = numbersOf("space directions:"), origin = numbersOf("space origin:");
    nrrd.geometry.size = {int(size[0]), int(size[1]), int(size[2])};
    nrrd.geometry.patientFromVoxel.linear() = Eigen::Matrix3d(axes.data());
    nrrd.geometry.patientFromVoxel.translation() = Eigen::Vector3d(origin.data());
    nrrd.voxels.resize(nrrd.geometry.voxelCount());
    z_stream stream{};
    inflateInit2(&stream, 16 + MAX_WBITS);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data())) + end;
    stream.avail_in = uInt(text.size() - end);
    stream.next_out = reinterpret_cast<Bytef*>(nrrd.voxels.data());
    stream.avail_out = uInt(nrrd.voxels.size() * 2);
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    inflateEnd(&stream);
    return nrrd;
}

TEST(DicomSegmentation, AgreesVoxelForVoxelWithTheTruthOfRealFiles)
{
    const auto data = testing::realDataFolder();
    const auto folder = data ? *data / "dicom-seg-rt/dcmqi" : fs::path();
    if (!fs::is_directory(folder))
        GTEST_SKIP() << "The real images are not on this machine.";
    for (const auto& [seg, truth] : std::vector<std::pair<std::string, std::string>>{
             {"liver.dcm", "liver_seg.nrrd"},
             {"23x38x3/seg/label.seg", "23x38x3/nrrd/label.nrrd"},
             {"24x38x3/seg/label.seg", "24x38x3/nrrd/label.nrrd"},
             {"sparse-labelmap-noppv.dcm", "sparse_labelmap_noppv_seg.nrrd"}}) {
        SCOPED_TRACE(seg);
        const auto nrrd = readNrrd(folder / truth);
        const auto labels = readDrawnLabel(folder / seg).onGrid(nrrd.geometry);
        std::size_t different = 0, marked = 0;
        for (std::size_t i = 0; i < nrrd.voxels.size(); ++i) {
            different += (nrrd.voxels[i] != 0) != (labels.voxels()[i] == imaging::Core);
            marked += nrrd.voxels[i] != 0;
        }
        EXPECT_EQ(different, 0U);
        EXPECT_GT(marked, 0U);
    }
}

TEST(StructureSet, FillsTheRectangleOfARealFileOnItsScan)
{
    const auto data = testing::realDataFolder();
    if (!data)
        GTEST_SKIP() << "The real images are not on this machine.";
    const auto drawn = readDrawnLabel(*data / "dicom-seg-rt/rt-utils/mock_data/rt.dcm");
    // The file's first contour: x and y from -51 to -27 at z = 60, of 24 x 24 mm.
    Eigen::Affine3d place = Eigen::Affine3d::Identity();
    place.linear().diagonal() << 0.5, 0.5, 5.0;
    place.translation() << -60.25, -60.25, 60.0;
    const auto labels = drawn.onGrid({{100, 100, 1}, place});
    EXPECT_EQ(labels.at(20, 20, 0), imaging::Core);  // -50.25
    EXPECT_EQ(labels.at(18, 20, 0), 0);              // -51.25
    EXPECT_EQ(labels.at(66, 66, 0), imaging::Core);  // -27.25
    EXPECT_EQ(labels.at(67, 66, 0), 0);              // -26.75
}

}  // namespace
}  // namespace metrisk::interop
