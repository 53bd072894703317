#include "ui/panels/SurvivalPanel.h"

#include "core/reporting/Wording.h"
#include "tests/support/SampleResult.h"
#include "ui/charts/PlotView.h"
#include "ui/panels/Controls.h"
#include "ui/panels/LandmarkTable.h"

#include <QLabel>
#include <QScrollArea>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

#include <algorithm>

namespace metrisk::ui::panels {
namespace {

CaseSession analysedSession()
{
    CaseSession session;
    session.result = testing::sampleResult();
    session.clinical = session.result->clinical;
    return session;
}

QToolButton* segment(SurvivalPanel& panel, const char* name)
{
    return panel.findChild<QToolButton*>(QString::fromLatin1(name));
}

QString plotTitle(const SurvivalPanel& panel)
{
    return panel.findChild<charts::PlotView*>()->plot().title;
}

TEST(SurvivalPanel, SwitchesBetweenTheThreeDrawings)
{
    SurvivalPanel panel;
    panel.show(analysedSession());
    EXPECT_EQ(plotTitle(panel), "Freedom from local failure by risk group");
    segment(panel, "drawIncidence")->click();
    EXPECT_EQ(plotTitle(panel), "Cumulative incidence of local failure by risk group");
    segment(panel, "drawPatient")->click();
    EXPECT_EQ(plotTitle(panel), "Freedom from local failure, this patient");
    segment(panel, "drawKaplanMeier")->click();
    EXPECT_EQ(plotTitle(panel), "Freedom from local failure by risk group");
}

TEST(SurvivalPanel, RemembersTheDrawingAsLongAsTheCaseIsOpen)
{
    SurvivalPanel panel;
    auto session = analysedSession();
    panel.show(session);
    segment(panel, "drawPatient")->click();
    session.result->prediction.percentile = 12.0;  // analysed again
    panel.show(session);
    EXPECT_EQ(panel.drawing(), SurvivalPanel::Drawing::Patient);
    session.result->patient.id = "somebody else";
    panel.show(session);
    EXPECT_EQ(panel.drawing(), SurvivalPanel::Drawing::KaplanMeier);
    EXPECT_TRUE(segment(panel, "drawKaplanMeier")->isChecked());
}

TEST(SurvivalPanel, SaysWhyADrawingIsNotThere)
{
    SurvivalPanel panel;
    auto session = analysedSession();
    panel.show(session);
    auto* why = panel.findChild<QLabel*>(QStringLiteral("survivalWhyNot"));
    EXPECT_FALSE(why->isVisibleTo(&panel));
    segment(panel, "drawPatient")->click();
    session.result->placement.predicted.clear();
    session.result->placement.incidences.clear();
    panel.show(session);
    EXPECT_FALSE(segment(panel, "drawPatient")->isEnabled());
    EXPECT_FALSE(segment(panel, "drawIncidence")->isEnabled());
    EXPECT_TRUE(segment(panel, "drawPatient")->toolTip().contains("no predicted curve"));
    EXPECT_TRUE(why->isVisibleTo(&panel));
    EXPECT_TRUE(why->text().contains("does not tell deaths"));
    EXPECT_EQ(plotTitle(panel), "Freedom from local failure by risk group");
    EXPECT_TRUE(segment(panel, "drawKaplanMeier")->isChecked());
}

TEST(SurvivalPanel, PutsPredictedBesideObservedAtTheLandmarks)
{
    SurvivalPanel panel;
    auto session = analysedSession();  // freedom of exp(-0.02 · month), interval by its powers 1.5 and 0.6, to month 36
    panel.show(session);
    const auto* table = panel.findChild<LandmarkTable*>();
    auto cells = table->cells();
    ASSERT_EQ(cells.size(), 9);
    EXPECT_EQ(cells[0], "6 months");
    EXPECT_EQ(cells[1], "89 % (84 to 93)");
    EXPECT_EQ(cells[6], "24 months");
    EXPECT_EQ(cells[7], "62 % (49 to 75)");
    const auto& group = session.result->placement.of(session.result->prediction.group);
    EXPECT_EQ(cells[8], text(reporting::freedomText(group.curve.at(24))));
    session.result->placement.predicted.resize(20);  // to month 19
    panel.show(session);
    EXPECT_EQ(table->cells()[7], "beyond follow-up");
    session.result->placement.predicted.clear();
    panel.show(session);
    EXPECT_EQ(table->cells()[7], "not available");
}

/// From the leftmost to the rightmost red pixel: the line of the high group.
int widthOfRed(const QImage& picture)
{
    int left = picture.width(), right = 0;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            if (const QColor c = picture.pixelColor(x, y); c.red() > 190 && c.green() < 150 && c.blue() < 140) {
                left = std::min(left, x);
                right = std::max(right, x);
            }
    return right - left;
}

TEST(SurvivalPanel, GivesThePlotTheRoomItsContentsWant)
{
    QScrollArea area;
    auto* panel = new SurvivalPanel;
    area.setWidgetResizable(true);
    area.setWidget(panel);
    panel->show(analysedSession());
    area.resize(360, 900);
    area.show();
    QTest::qWait(50);
    const auto* plot = panel->findChild<charts::PlotView*>();
    EXPECT_EQ(plot->height(), plot->heightForWidth(plot->width()));
    EXPECT_GT(plot->height(), 450);
    EXPECT_GT(2 * widthOfRed(panel->findChild<charts::PlotView*>()->grab().toImage()), plot->width());
    EXPECT_LE(panel->minimumSizeHint().width(), 360);  // no sideways scrolling in the narrowest column
}

TEST(SurvivalPanel, ShowsNothingBeforeTheAnalysis)
{
    SurvivalPanel panel;
    panel.show(analysedSession());
    panel.show(CaseSession{});
    EXPECT_TRUE(panel.findChild<charts::PlotView*>()->plot().empty());
    EXPECT_FALSE(segment(panel, "drawPatient")->isVisibleTo(&panel));
}

}  // namespace
}  // namespace metrisk::ui::panels
