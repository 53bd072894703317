#include "core/reporting/Report.h"
#include "tests/support/SampleResult.h"
#include "ui/panels/Controls.h"
#include "ui/panels/ExplanationPanel.h"
#include "ui/panels/ReportPanel.h"
#include "ui/panels/RiskBar.h"
#include "ui/panels/RiskPanel.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <gtest/gtest.h>

namespace metrisk::ui::panels {
namespace {

CaseSession analysedSession()
{
    CaseSession session;
    session.opened = std::make_shared<const analysis::OpenedCase>();
    session.result = testing::sampleResult();
    session.clinical = session.result->clinical;
    session.kept = true;
    session.predictions = 2;
    return session;
}

QString labelText(const QWidget& panel, const char* name)
{
    return panel.findChild<QLabel*>(QString::fromLatin1(name))->text();
}

bool says(const QWidget& panel, const QString& words)
{
    for (const auto* label : panel.findChildren<QLabel*>())
        if (label->isVisibleTo(&panel) && label->text().contains(words))
            return true;
    return false;
}

TEST(RiskPanel, SaysWhatThePageSays)
{
    RiskPanel panel;
    const auto session = analysedSession();
    panel.show(session);
    const reporting::Report report(*session.result);
    EXPECT_EQ(labelText(panel, "riskHeadline"), text(report.headline));
    EXPECT_EQ(labelText(panel, "riskDetail"), text(report.headlineDetail));
    EXPECT_EQ(labelText(panel, "riskSpread"), text(report.spread));
    const auto values = panel.findChild<FactList*>(QStringLiteral("riskFreedom"))->values();
    ASSERT_EQ(std::size_t(values.size()), report.freedom.size());
    for (int i = 0; i < values.size(); ++i)
        EXPECT_EQ(values[i], text(report.freedom[std::size_t(i)].value));
    for (const auto& note : report.notes)
        EXPECT_TRUE(says(panel, text(note))) << note;
    EXPECT_TRUE(labelText(panel, "riskStanding").contains("prediction 2"));
}

TEST(RiskPanel, ShowsNoNumberBeforeTheAnalysis)
{
    RiskPanel panel;
    panel.show(analysedSession());
    panel.show(CaseSession{});
    EXPECT_FALSE(panel.findChild<QLabel*>(QStringLiteral("riskHeadline"))->isVisibleTo(&panel));
}

TEST(RiskPanel, SaysWhenTheResultIsNotKept)
{
    RiskPanel panel;
    auto session = analysedSession();
    auto* keep = panel.findChild<QPushButton*>(QStringLiteral("keepResult"));
    panel.show(session);
    EXPECT_FALSE(keep->isVisibleTo(&panel));
    session.kept = false;
    panel.show(session);
    EXPECT_TRUE(keep->isVisibleTo(&panel));
    EXPECT_TRUE(says(panel, "not in the case base yet"));
}

TEST(RiskPanel, SaysWhenTheFormWasChangedAfterwards)
{
    RiskPanel panel;
    auto session = analysedSession();
    session.clinical.kps = 50;
    panel.show(session);
    EXPECT_TRUE(says(panel, "changed after this result"));
}

TEST(RiskBar, EndsItsZonesWhereTheCohortsGroupsEnd)
{
    const auto ends = RiskBar::zoneEnds(testing::sampleResult().placement);  // 84, 83 and 86 patients
    EXPECT_NEAR(ends[0], 84.0 / 253, 1e-12);
    EXPECT_NEAR(ends[1], 167.0 / 253, 1e-12);
    EXPECT_EQ(ends[2], 1.0);
}

TEST(ExplanationPanel, ShowsTheStoredSharesAndThoseOfOneMember)
{
    ExplanationPanel panel;
    panel.show(analysedSession());
    const auto* shares = panel.findChild<FactList*>(QStringLiteral("relevanceShares"));
    EXPECT_EQ(shares->values().first(), "31 %");
    panel.showShares(2, {0.5, 0.3, 0.1, 0.1});
    EXPECT_EQ(shares->values().first(), "50 %");
    EXPECT_TRUE(shares->values().contains("14 % of all relevance"));  // member 3's own clinical share
    EXPECT_EQ(panel.findChild<QComboBox*>(QStringLiteral("explanationMember"))->currentText(), "Member 3");
    EXPECT_TRUE(says(panel, "member 3 alone"));
    EXPECT_FALSE(says(panel, "mean of five"));
}

TEST(ReportPanel, ExportsToTheFileThatIsNamed)
{
    ReportPanel panel;
    panel.show(analysedSession());
    auto* path = panel.findChild<QLineEdit*>(QStringLiteral("reportPath"));
    EXPECT_TRUE(path->text().contains("DEMO-0001 2026-03-14"));
    QString asked;
    QObject::connect(&panel, &ReportPanel::exportRequested, &panel, [&](const QString& file) { asked = file; });
    path->setText("/tmp/elsewhere.pdf");
    panel.findChild<QPushButton*>(QStringLiteral("exportReport"))->click();
    EXPECT_EQ(asked, "/tmp/elsewhere.pdf");
}

TEST(ReportPanel, DoesNotPrintACaseWhoseImagesAreNotOpen)
{
    ReportPanel panel;
    auto session = analysedSession();
    session.opened.reset();
    panel.show(session);
    EXPECT_FALSE(panel.findChild<QPushButton*>(QStringLiteral("exportReport"))->isEnabled());
    EXPECT_TRUE(says(panel, "cannot be printed"));
}

}  // namespace
}  // namespace metrisk::ui::panels
