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

TEST(RiskPanel, SaysBesideTheNumberWhatSpeaksAgainstTrustingIt)
{
    RiskPanel panel;
    auto session = analysedSession();
    panel.show(session);
    EXPECT_TRUE(says(panel, "The core measures 96 mL"));
    EXPECT_TRUE(says(panel, "changes the risk group"));  // 2 mm smaller is the medium group
    EXPECT_FALSE(says(panel, "farther from the middle"));
    session.result->applicability.unusual.clear();
    session.result->applicability.contour.clear();
    session.result->applicability.distance->percentile = 97.8;
    panel.show(session);
    EXPECT_FALSE(says(panel, "changes the risk group"));
    EXPECT_TRUE(says(panel, "farther from the middle than 97 % of the reference cohort"));
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
    panel.showMeasures({MapChoice::of(2), {0.5, 0.3, 0.1, 0.1}, {}, 0.0});
    EXPECT_EQ(shares->values().first(), "50 %");
    EXPECT_TRUE(shares->values().contains("14 % of all relevance"));  // member 3's own clinical share
    EXPECT_EQ(panel.findChild<QComboBox*>(QStringLiteral("explanationMember"))->currentText(), "Member 3");
    EXPECT_TRUE(says(panel, "member 3 alone"));
    EXPECT_FALSE(says(panel, "mean of five"));
}

TEST(ExplanationPanel, SaysThatADisagreementHasNoSharesOfItsOwn)
{
    ExplanationPanel panel;
    panel.show(analysedSession());
    panel.showMeasures({MapChoice::disagreement(), {0.31, 0.42, 0.2, 0.07}, {}, 0.437});
    EXPECT_EQ(panel.findChild<QComboBox*>(QStringLiteral("explanationMember"))->currentText(), "Disagreement of members");
    EXPECT_EQ(panel.findChild<FactList*>(QStringLiteral("relevanceShares"))->values().first(), "31 %");
    EXPECT_TRUE(says(panel, "where the five models differ"));
    EXPECT_TRUE(says(panel, "at most 0.44 of the mean's largest block"));
}

TEST(ExplanationPanel, NamesTheRuleAndSaysThatAnotherIsShownOnly)
{
    ExplanationPanel panel;
    const auto session = analysedSession();
    panel.show(session);
    auto* rule = panel.findChild<QComboBox*>(QStringLiteral("explanationRule"));
    EXPECT_EQ(rule->currentText(), "As stored: relevance beyond attention");
    EXPECT_FALSE(rule->isEnabled());  // no model
    EXPECT_TRUE(rule->toolTip().contains("model"));
    EXPECT_FALSE(panel.findChild<QLabel*>(QStringLiteral("explanationRuleNote"))->isVisibleTo(&panel));
    auto other = session.result->explanation;
    other.rule.method = inference::RelevanceMethod::Rollout;
    panel.showExplanation(other, nullptr);
    panel.showMeasures({MapChoice{}, {0.25, 0.25, 0.25, 0.25}, {0.5, 0.5}, 0.0});
    EXPECT_EQ(rule->currentText(), "relevance rollout");
    EXPECT_TRUE(says(panel, "the stored result and the report keep relevance beyond attention"));
    EXPECT_TRUE(says(panel, "holds 50 % of the core"));
    EXPECT_TRUE(says(panel, "Made by relevance rollout"));
    panel.show(session);
    EXPECT_FALSE(says(panel, "Shown only"));
}

TEST(ExplanationPanel, ShowsWhatTheChecksFoundWithTheirWarningsFirst)
{
    ExplanationPanel panel;
    const auto session = analysedSession();
    panel.show(session);
    explanation::TrustChecks checks;
    checks.conservation = {0.97, 1.0};
    checks.randomisation = {{"head", 0.8}, {"head and blocks 1 to 3", std::nullopt}};
    checks.deletion = {{0.0, 1.0}, {0.5, 0.1}, {0.5, 0.2}, 0.123, 9};
    checks.insertion = {{0.0, 1.0}, {0.1, 0.5}, {0.1, 0.4}, -0.05, 3};
    checks.stability = 0.98;
    checks.warnings = {"The risk does not follow the map."};
    panel.showChecks(checks);
    const auto values = panel.findChild<FactList*>(QStringLiteral("checkFacts"))->values();
    EXPECT_EQ(values[0], "better than 9 of 9 random orders; area 0.12 log hazard");
    EXPECT_EQ(values[1], "better than 3 of 9 random orders; area -0.05 log hazard");
    EXPECT_EQ(values[2], "97 to 100 % arrives at the inputs, by model");
    EXPECT_EQ(values[4], "the map is the same everywhere");
    EXPECT_TRUE(says(panel, "The risk does not follow the map."));
    EXPECT_TRUE(says(panel, "One of the checks speaks against this explanation."));
    panel.show(session);  // another result
    EXPECT_FALSE(says(panel, "speaks against"));
}

TEST(ExplanationPanel, GivesEveryClinicalValueARowThatIsReadAloud)
{
    ExplanationPanel panel;
    panel.show(analysedSession());
    QStringList rows;
    for (const auto* row : panel.findChild<QWidget*>(QStringLiteral("clinicalEffects"))->findChildren<QFrame*>())
        if (!row->accessibleName().isEmpty())
            rows << row->accessibleName();
    ASSERT_EQ(rows.size(), 6);
    EXPECT_EQ(rows[1], "KPS · 80: rate of failure × 1.1 (models 1 to 1.2)");
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
