#include "core/imaging/Reorientation.h"
#include "core/imaging/SliceGeometry.h"
#include "tests/support/Phantom.h"

#include <gtest/gtest.h>

namespace metrisk::imaging {
namespace {

TEST(Orientation, EveryAxisCodeIsReadBackAndReorientsToTheSameHead)
{
    const auto reference = phantom::t1ce();
    for (const auto& codes : phantom::all48AxisCodes()) {
        const auto stored = phantom::t1ce(phantom::storedAs(codes));
        EXPECT_EQ(stored.geometry().axisCodes(), codes);
        const auto back = reorientedTo(stored, "RAS");
        EXPECT_TRUE(back.geometry().sharesGridWith(reference.geometry())) << codes;
        EXPECT_EQ(back.voxels(), reference.voxels()) << codes;
    }
}

TEST(SliceGeometry, LettersAndScreenSidesAreRadiologicalForEveryAxisCode)
{
    for (const auto& codes : phantom::all48AxisCodes()) {
        phantom::Options options;
        options.axisCodes = codes;
        const auto geometry = phantom::geometry(options);
        for (const auto plane : {Plane::Axial, Plane::Coronal, Plane::Sagittal}) {
            const auto slice = sliceGeometry(geometry, plane);
            EXPECT_EQ(slice.left, plane == Plane::Sagittal ? "A" : "R") << codes;
            EXPECT_EQ(slice.right, plane == Plane::Sagittal ? "P" : "L") << codes;
            EXPECT_EQ(slice.top, plane == Plane::Axial ? "A" : "S") << codes;
            EXPECT_EQ(slice.bottom, plane == Plane::Axial ? "P" : "I") << codes;
            // Walking right on the screen really walks to the side written there.
            const double step = slice.columnFlipped ? -1.0 : 1.0;
            const Eigen::Vector3d right = geometry.patientFromVoxel.linear().col(slice.columnAxis) * step;
            EXPECT_EQ(sideLetters(right), slice.right) << codes;
        }
    }
}

TEST(SliceGeometry, NamesTwoSidesWhenTheVolumeLeans)
{
    auto geometry = phantom::geometry({});
    geometry.patientFromVoxel.linear() =
        Eigen::AngleAxisd(0.35, Eigen::Vector3d::UnitZ()) * geometry.patientFromVoxel.linear();
    const auto slice = sliceGeometry(geometry, Plane::Axial);
    EXPECT_EQ(slice.left.size(), 2U);
    EXPECT_EQ(slice.left[0], 'R');
    EXPECT_EQ(slice.right[0], 'L');
}

TEST(SliceGeometry, WritesAPlaceWithItsSidesWhereverTheFilesOriginLies)
{
    auto geometry = phantom::geometry({});
    EXPECT_EQ(positionText(geometry, {-28.04, 12.5, 31.0}), "R 28.0 P 12.5 S 31.0 mm");
    EXPECT_EQ(slicePositionText(geometry, Plane::Sagittal, {-28.04, 12.5, 31.0}), "R 28.0 mm");

    // As on the BraTS grid: the whole head lies on one side of the origin.
    const Eigen::Vector3d shift(-300.0, -200.0, 80.0);
    geometry.patientFromVoxel.pretranslate(shift);
    EXPECT_EQ(positionText(geometry, Eigen::Vector3d(28.04, -12.5, -31.0) + shift), "L 28.0 A 12.5 I 31.0 mm");
    EXPECT_EQ(slicePositionText(geometry, Plane::Axial, Eigen::Vector3d(0, 0, -31.0) + shift), "I 31.0 mm");
}

}  // namespace
}  // namespace metrisk::imaging
