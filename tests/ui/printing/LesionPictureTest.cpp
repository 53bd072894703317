#include "ui/printing/LesionPicture.h"

#include "tests/support/Phantom.h"
#include "tests/ui/printing/TextRecorder.h"
#include "ui/printing/SliceFrame.h"
#include "ui/rendering/RelevanceColors.h"
#include "ui/rendering/SceneColors.h"

#include <QImage>
#include <QPainter>

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::ui::printing {
namespace {

using imaging::Plane;

constexpr int side = 600;  // pixels of a test picture

imaging::Index3 nearestVoxel(const imaging::ImageGeometry& geometry, const Eigen::Vector3d& mm)
{
    const Eigen::Vector3d voxel = geometry.voxelAt(mm);
    return {int(std::lround(voxel.x())), int(std::lround(voxel.y())), int(std::lround(voxel.z()))};
}

/// The phantom's lesion at a grid point, so that every way of storing it rounds alike.
phantom::Options withLesion(phantom::Options options)
{
    options.lesionCentreMm = {-21.0, -11.0, 15.0};
    return options;
}

LesionPicture pictureOf(const phantom::Options& options, Plane plane, const Eigen::Vector3d& throughMm)
{
    LesionPicture picture;
    picture.image = phantom::t1ce(options);
    picture.label = phantom::label(options);
    picture.plane = plane;
    picture.voxel = nearestVoxel(picture.image.geometry(), throughMm);
    picture.title = "T1-CE";
    picture.grey = {1000, 500};
    return picture;
}

QImage painted(const LesionPicture& picture)
{
    QImage image(side, side, QImage::Format_RGB32);
    QPainter painter(&image);
    picture.paint(painter, QRectF(0, 0, side, side));
    return image;
}

bool near(QRgb found, const rendering::Color& wanted)
{
    return std::abs(qRed(found) - wanted.red) < 25 && std::abs(qGreen(found) - wanted.green) < 25 &&
           std::abs(qBlue(found) - wanted.blue) < 25;
}

/// Middle and extent of the pixels of a colour.
QRectF boxOf(const QImage& image, const rendering::Color& colour)
{
    QRect box;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (near(image.pixel(x, y), colour))
                box = box.united(QRect(x, y, 1, 1));
    return box;
}

/// Where a place of the patient belongs on the picture, from the radiological convention alone. The
/// phantom's grid is centred on the patient's origin.
QPointF expectedPixel(Plane plane, const Eigen::Vector3d& mm, double pixelsPerMm)
{
    const double right = plane == Plane::Sagittal ? mm.y() : mm.x();   // posterior or left
    const double down = plane == Plane::Axial ? mm.y() : -mm.z();      // posterior or inferior
    return QPointF(side / 2.0, side / 2.0) + pixelsPerMm * QPointF(right, down);
}

double pixelsPerMmOf(Plane plane)
{
    const double widthMm = plane == Plane::Sagittal ? 144 : 128, heightMm = plane == Plane::Axial ? 144 : 120;
    return std::min(side / widthMm, side / heightMm);
}

TEST(LesionPicture, OutlinesLieOnTheLesionHoweverTheVolumeIsStored)
{
    for (const char* codes : {"RAS", "LPS", "LAS", "RPI", "PIR", "SRA", "ILP"})
        for (const Plane plane : {Plane::Axial, Plane::Coronal, Plane::Sagittal}) {
            const auto options = withLesion(phantom::storedAs(codes));
            const QImage image = painted(pictureOf(options, plane, options.lesionCentreMm));
            const double scale = pixelsPerMmOf(plane);
            const QPointF expected = expectedPixel(plane, options.lesionCentreMm, scale);
            const QRectF core = boxOf(image, rendering::coreColor), oedema = boxOf(image, rendering::oedemaColor);
            EXPECT_NEAR(core.center().x(), expected.x(), scale) << codes << imaging::planeName(plane);
            EXPECT_NEAR(core.center().y(), expected.y(), scale) << codes << imaging::planeName(plane);
            EXPECT_NEAR(core.width(), 2 * options.coreRadiusMm * scale, 2.5 * scale) << codes;
            EXPECT_GT(oedema.width(), 1.5 * core.width()) << codes;
        }
}

TEST(LesionPicture, ShowsTheSameHeadForAll48AxisCodes)
{
    const auto planes = {Plane::Axial, Plane::Coronal, Plane::Sagittal};
    const auto headOf = [&](const std::string& codes) {
        auto picture = pictureOf(phantom::storedAs(codes), Plane::Axial, {-1, -21, 5});
        picture.label = {};  // an outline may begin elsewhere, and its dashes with it
        std::vector<QImage> pictures;
        for (const Plane plane : planes) {
            picture.plane = plane;
            pictures.push_back(painted(picture));
        }
        return pictures;
    };
    const auto expected = headOf("RAS");
    for (const auto& codes : phantom::all48AxisCodes())
        EXPECT_EQ(headOf(codes), expected) << codes;
}

TEST(LesionPicture, TheBrightBarOfThePatientsRightFrontIsAtTheUpperLeft)
{
    const QImage image = painted(pictureOf({}, Plane::Axial, {1, 1, 1}));
    const double scale = pixelsPerMmOf(Plane::Axial);
    const auto greyAt = [&](double x, double y) {
        return qGray(image.pixel(expectedPixel(Plane::Axial, {x, y, 1}, scale).toPoint()));
    };
    EXPECT_NEAR(greyAt(-36, -28), 204, 6);  // 800 of 1000
    EXPECT_NEAR(greyAt(36, -28), 128, 6);   // plain brain on the left
    EXPECT_NEAR(greyAt(-36, 28), 128, 6);
}

std::vector<::metrisk::testing::TextRecorder::Text> textsOf(const LesionPicture& picture)
{
    ::metrisk::testing::TextRecorder recorder({side, side});
    QPainter painter(&recorder);
    picture.paint(painter, QRectF(0, 0, side, side));
    painter.end();
    return recorder.texts();
}

/// Where a text stands: "left", "right", "top", "bottom", or nothing when it is absent or in a corner.
std::string edgeOf(const LesionPicture& picture, const QString& wanted)
{
    for (const auto& [text, at, width] : textsOf(picture)) {
        if (text != wanted)
            continue;
        const double x = at.x() + width / 2, y = at.y();
        const bool middleColumn = std::abs(x - side / 2.0) < side / 10.0;
        const bool middleRow = std::abs(y - side / 2.0) < side / 10.0;
        if (middleColumn)
            return y < side / 10.0 ? "top" : y > side * 0.9 ? "bottom" : "";
        if (middleRow)
            return x < side / 10.0 ? "left" : x > side * 0.9 ? "right" : "";
    }
    return {};
}

TEST(LesionPicture, SideLettersStandOnTheirSides)
{
    for (const char* codes : {"RAS", "LPS", "PIR", "SRA", "ILP"})
        for (const Plane plane : {Plane::Axial, Plane::Coronal, Plane::Sagittal}) {
            const auto picture = pictureOf(phantom::storedAs(codes), plane, {1, 1, 1});
            EXPECT_EQ(edgeOf(picture, plane == Plane::Sagittal ? "A" : "R"), "left") << codes;
            EXPECT_EQ(edgeOf(picture, plane == Plane::Sagittal ? "P" : "L"), "right") << codes;
            EXPECT_EQ(edgeOf(picture, plane == Plane::Axial ? "A" : "S"), "top") << codes;
            EXPECT_EQ(edgeOf(picture, plane == Plane::Axial ? "P" : "I"), "bottom") << codes;
        }
}

TEST(LesionPicture, AnObliqueVolumeGetsTwoLettersASide)
{
    auto geometry = phantom::geometry({});
    const auto values = phantom::t1ce();
    geometry.patientFromVoxel.linear() =
        Eigen::AngleAxisd(0.35, Eigen::Vector3d::UnitZ()) * geometry.patientFromVoxel.linear();
    LesionPicture picture;
    picture.image = imaging::Volume(geometry, values.voxels());
    picture.voxel = {30, 30, 30};
    const auto sides = imaging::sliceGeometry(geometry, Plane::Axial);
    EXPECT_EQ(sides.left.size(), 2U);
    EXPECT_EQ(edgeOf(picture, QString::fromStdString(sides.left)), "left");
    EXPECT_EQ(edgeOf(picture, QString::fromStdString(sides.bottom)), "bottom");
}

TEST(LesionPicture, WritesPositionScaleAndTitle)
{
    const auto hasText = [](const LesionPicture& picture, const QString& wanted) {
        const auto texts = textsOf(picture);
        return std::any_of(texts.begin(), texts.end(), [&](const auto& text) { return text.text == wanted; });
    };
    EXPECT_TRUE(hasText(pictureOf({}, Plane::Axial, {1, 1, -13}), "I 13.0 mm"));
    EXPECT_TRUE(hasText(pictureOf({}, Plane::Coronal, {1, 21, 1}), "P 21.0 mm"));
    EXPECT_TRUE(hasText(pictureOf(phantom::storedAs("LPS"), Plane::Sagittal, {-21, 1, 1}), "R 21.0 mm"));
    EXPECT_TRUE(hasText(pictureOf({}, Plane::Coronal, {1, 21, 1}), "Coronal · T1-CE"));
    // 144 mm are 600 pixels: 5 cm are 208, less than two fifths of the picture.
    EXPECT_TRUE(hasText(pictureOf({}, Plane::Axial, {1, 1, 1}), "5 cm"));
    EXPECT_FALSE(hasText(pictureOf({}, Plane::Axial, {1, 1, 1}), " max"));
}

TEST(LesionPicture, TheScaleBarIsAsLongAsItSays)
{
    auto picture = pictureOf({}, Plane::Axial, {1, 1, 1});
    picture.label = {};
    const QImage image = painted(picture);
    int longest = 0;
    for (int y = side - 40; y < side; ++y) {
        int run = 0;
        for (int x = 0; x < side / 2; ++x) {
            run = near(image.pixel(x, y), rendering::inkColor) ? run + 1 : 0;
            longest = std::max(longest, run);
        }
    }
    EXPECT_NEAR(longest, 50 * side / 144.0, 3.0);
}

TEST(LesionPicture, RelevanceBlocksLieWhereTheMapHasThemAndOnlyAboveTheThreshold)
{
    for (const char* codes : {"RAS", "LPS", "PIR"}) {
        auto picture = pictureOf(phantom::storedAs(codes), Plane::Axial, {1, 1, 1});
        picture.label = {};
        const auto& geometry = picture.image.geometry();
        std::vector<float> map(geometry.voxelCount(), 0.0F);
        for (int z = 0; z < geometry.size[2]; ++z)
            for (int y = 0; y < geometry.size[1]; ++y)
                for (int x = 0; x < geometry.size[0]; ++x) {
                    const Eigen::Vector3d mm = geometry.patientAt({x, y, z});
                    const bool leftBack = mm.x() > 10 && mm.x() < 30 && mm.y() > 20 && mm.y() < 40;
                    const bool rightFront = mm.x() < -10 && mm.x() > -30 && mm.y() < -20 && mm.y() > -40;
                    map[picture.image.offset(x, y, z)] = leftBack ? 1.0F : rightFront ? 0.1F : 0.0F;
                }
        picture.relevance = imaging::Volume(geometry, map);
        picture.relevanceOpacity = 1.0;
        picture.relevanceThreshold = 0.2;
        const QImage image = painted(picture);
        const double scale = pixelsPerMmOf(Plane::Axial);
        const auto at = [&](double x, double y) {
            return image.pixel(expectedPixel(Plane::Axial, {x, y, 1}, scale).toPoint());
        };
        EXPECT_TRUE(near(at(20, 30), rendering::relevanceColors().back())) << codes;
        EXPECT_TRUE(near(at(11.5, 21.5), rendering::relevanceColors().back())) << codes;  // sharp corner
        EXPECT_EQ(qRed(at(-20, -30)), qBlue(at(-20, -30))) << codes;  // below the threshold: plain grey
        EXPECT_EQ(qRed(at(-20, 30)), qBlue(at(-20, 30))) << codes;
        EXPECT_EQ(edgeOf(picture, "R"), "left");
    }
}

TEST(SliceFrame, TheHeadsExtentLeavesOnlyAirOutside)
{
    const auto volume = phantom::t1ce();
    const QRect extent = headExtent(volume, Plane::Axial, 30);
    EXPECT_NEAR(extent.width(), 2 * 52 / 2.0 + 8, 2.1);   // the brain's half axes in 2 mm voxels, and air
    EXPECT_NEAR(extent.height(), 2 * 62 / 2.0 + 8, 2.1);
    EXPECT_EQ(headExtent(volume, Plane::Axial, 0), wholeSlice(volume.geometry(), Plane::Axial));
}

}  // namespace
}  // namespace metrisk::ui::printing
