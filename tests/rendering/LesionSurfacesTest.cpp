#include "ui/rendering/LesionSurfaces.h"

#include "tests/support/Phantom.h"

#include <vtkMassProperties.h>
#include <vtkNew.h>
#include <vtkPolyData.h>

#include <gtest/gtest.h>

#include <numbers>

namespace metrisk::ui::rendering {
namespace {

double volumeMl(vtkPolyData* surface)
{
    vtkNew<vtkMassProperties> mass;
    mass->SetInputData(surface);
    return mass->GetVolume() / 1000;
}

phantom::Options fine(const std::string& axisCodes)
{
    phantom::Options options;
    options.axisCodes = axisCodes;
    options.spacingMm = 1.0;
    options.size = {130, 130, 130};
    return options;
}

TEST(LesionSurfaces, HoldTheVolumeOfTheirSpheresAtTheirPlace)
{
    for (const char* codes : {"RAS", "LPS", "LAS", "SPR"}) {
        const auto options = fine(codes);
        const auto labels = phantom::label(options);
        const auto core = labelSurface(labels, imaging::Core);
        EXPECT_NEAR(volumeMl(core), 4.0 / 3 * std::numbers::pi, 0.2) << codes;  // radius 1 cm
        const auto lesion = labelSurface(labels, imaging::Oedema);
        EXPECT_NEAR(volumeMl(lesion), 4.0 / 3 * std::numbers::pi * 8, 1.5) << codes;
        for (int axis = 0; axis < 3; ++axis)
            EXPECT_NEAR(core->GetCenter()[axis], options.lesionCentreMm[axis], 0.6) << codes;
    }
}

TEST(LesionSurfaces, HeadIsClosedAndAsLargeAsThePhantom)
{
    const auto head = headSurface(phantom::t1ce(fine("RAS")));
    const double brain = 4.0 / 3 * std::numbers::pi * 5.2 * 6.2 * 4.8;
    EXPECT_NEAR(volumeMl(head), brain, 0.05 * brain);
}

TEST(LesionSurfaces, ASingleVoxelIsNotLost)
{
    imaging::ImageGeometry geometry;
    geometry.size = {5, 5, 5};
    std::vector<std::uint8_t> voxels(125, 0);
    voxels[62] = imaging::Core;
    EXPECT_GT(labelSurface({geometry, voxels}, imaging::Core)->GetNumberOfCells(), 0);
}

TEST(LesionSurfaces, NoLabelHasNoSurface)
{
    imaging::ImageGeometry geometry;
    geometry.size = {5, 5, 5};
    const imaging::LabelMap labels(geometry, std::vector<std::uint8_t>(125, imaging::Oedema));
    EXPECT_EQ(labelSurface(labels, imaging::Core)->GetNumberOfCells(), 0);
    EXPECT_GT(labelSurface(labels, imaging::Oedema)->GetNumberOfCells(), 0);
}

}  // namespace
}  // namespace metrisk::ui::rendering
