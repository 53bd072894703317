#include "tests/integration/WindowFixture.h"

#include "core/io/VolumeFiles.h"
#include "ui/panels/LesionRows.h"

#include <QLabel>
#include <QPushButton>

#include <algorithm>

// Which lesion is scored, and what happens to a study that came without a label.
namespace metrisk {
namespace {

using segmentation::SegmenterIdentity;

/// Draws the phantom's lesion, whatever it is shown.
class StandIn : public segmentation::LesionSegmenter {
public:
    explicit StandIn(std::string sha256) : m_sha256(std::move(sha256)) {}
    SegmenterIdentity identity() const override { return {"stand-in", "1", m_sha256, "Only for trying.", true}; }
    imaging::LabelMap segment(const imaging::Volume& t1ce, const imaging::Volume&, const Job& job) const override
    {
        job.advance(0.5);
        return {t1ce.geometry(), phantom::label({.size = t1ce.size(), .spacingMm = 1.0}).voxels()};
    }

private:
    std::string m_sha256;
};

class WindowLesions : public WindowFixture {
protected:
    ui::panels::CaseController& controller() { return m_services->controller(); }

    /// A second, smaller lesion on the left.
    void addSecondLesion()
    {
        const phantom::Options second{.lesionCentreMm = {30, 20, 10}, .coreRadiusMm = 6, .oedemaRadiusMm = 8};
        auto voxels = phantom::label().voxels();
        const auto other = phantom::label(second);
        std::ranges::transform(voxels, other.voxels(), voxels.begin(), [](auto a, auto b) { return std::max(a, b); });
        io::writeLabelMap(imaging::LabelMap(other.geometry(), voxels), m_label);
    }
    void useSegmenter(const std::string& sha256)
    {
        controller().setSegmenterSource([sha256](const Job&) { return std::make_shared<StandIn>(sha256); });
    }
    /// The phantom at 1 mm, as it is prepared, without its label; the file of the label is gone.
    void takeLabelAway()
    {
        const phantom::Options fine{.size = {128, 144, 120}, .spacingMm = 1.0};
        io::writeVolume(phantom::t1ce(fine), m_t1ce);
        io::writeVolume(phantom::flair(fine), m_flair);
        std::filesystem::remove(m_label);
    }
    bool says(const QString& words) const
    {
        const auto labels = m_services->window().findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&](const QLabel* label) { return label->text().contains(words); });
    }
    bool analyseNow()
    {
        click("analyse");
        return waitFor([this] { return controller().session().result.has_value(); }) && waitUntilIdle();
    }
};

TEST_F(WindowLesions, ScoresTheLesionThatWasChosenAndShowsItAgainWhenReopened)
{
    addSecondLesion();
    ASSERT_TRUE(analysePhantom());
    EXPECT_EQ(controller().session().result->lesion.id, 1);
    click("stageLesions");
    auto* rows = part<ui::panels::LesionRows>("lesionChoice");
    ASSERT_EQ(rows->count(), 2);
    rows->setCurrentRow(1);
    click("useAsIndexLesion");
    EXPECT_FALSE(controller().session().result.has_value());
    EXPECT_TRUE(rows->item(0)->text().startsWith("2 "));
    click("stageClinical");
    ASSERT_TRUE(analyseNow());
    EXPECT_EQ(controller().session().result->lesion.id, 2);
    EXPECT_TRUE(controller().session().result->lesion.chosenByUser);
    EXPECT_EQ(keptCase().predictions.size(), 2U);  // both scores stay

    startWindow();
    clickCase(0);
    ASSERT_TRUE(waitFor([this] { return imagesShown(); }));
    EXPECT_EQ(controller().session().opened->lesions.index().id, 2);
}

TEST_F(WindowLesions, DrawsTheLesionsOfAStudyWithoutLabelAndSaysThatNobodyReviewedThem)
{
    takeLabelAway();
    useSegmenter("first");
    drop({m_t1ce, m_flair});
    ASSERT_TRUE(waitFor([this] { return part<QPushButton>("openStudy")->isEnabled(); }));
    EXPECT_EQ(part<QPushButton>("openStudy")->text(), "Open and draw the lesions");
    EXPECT_FALSE(imagesShown());  // nothing is drawn that nobody asked for
    click("openStudy");
    ASSERT_TRUE(waitFor([this] { return imagesShown(); }));
    EXPECT_TRUE(says("Automatic contour, not reviewed"));
    fillForm();
    ASSERT_TRUE(waitFor([this] { return analyseEnabled(); }));
    ASSERT_TRUE(analyseNow());
    EXPECT_EQ(keptCase().predictions.back().result.segmenter->sha256, "first");
}

TEST_F(WindowLesions, DoesNotShowTheOutlineOfAnotherPackBesideAStoredNumber)
{
    takeLabelAway();
    useSegmenter("first");
    drop({m_t1ce, m_flair});
    ASSERT_TRUE(waitFor([this] { return part<QPushButton>("openStudy")->isEnabled(); }));
    click("openStudy");
    ASSERT_TRUE(waitFor([this] { return imagesShown(); }));
    fillForm();
    ASSERT_TRUE(waitFor([this] { return analyseEnabled(); }));
    ASSERT_TRUE(analyseNow());

    startWindow();
    useSegmenter("second");
    clickCase(0);
    ASSERT_TRUE(waitFor([this] { return noticeSays("drawn by another segmentation pack"); }));
    EXPECT_FALSE(imagesShown());
    EXPECT_TRUE(controller().session().result.has_value());
}

}  // namespace
}  // namespace metrisk
