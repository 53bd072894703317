#include "tests/integration/WindowFixture.h"

#include "core/io/VolumeFiles.h"
#include "core/reporting/WhatIfWords.h"
#include "ui/panels/Controls.h"
#include "ui/panels/EvidenceSheet.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include <algorithm>

// What can be asked about a result: what if, explained otherwise, checked. None of it changes what is stored.
namespace metrisk {
namespace {

using ui::panels::text;

class WindowQuestions : public WindowFixture {
protected:
    /// Every byte of what is stored: case, predictions, view; and of what the window holds and would print.
    std::string storedBytes() const
    {
        return analysis::resultToJson(keptCase().predictions.at(0).result) +
               std::to_string(keptCase().predictions.size()) + clinical::clinicalToJson(keptCase().record.clinical);
    }
    std::string shownBytes() const
    {
        const auto& session = m_services->controller().session();
        return analysis::resultToJson(*session.result) + clinical::clinicalToJson(session.clinical) + session.reportPath.toStdString();
    }
    bool openWhatIf()
    {
        click("whatIf");
        return answered("These are the patient's own values: no shift.");
    }
    bool answered(const QString& words)
    {
        return waitFor([&] { return labelText("whatIfShift").contains(words); });
    }
    void choose(const char* box, const QString& item)
    {
        auto* combo = part<QComboBox>(box);
        ASSERT_TRUE(combo->isEnabled()) << box;
        const int wanted = combo->findText(item);
        ASSERT_GE(wanted, 0) << item.toStdString();
        combo->setFocus();
        while (combo->currentIndex() != wanted) {
            const int before = combo->currentIndex();
            QTest::keyClick(combo, before < wanted ? Qt::Key_Down : Qt::Key_Up);
            ASSERT_NE(combo->currentIndex(), before) << item.toStdString();
        }
    }
    /// Opens the list and takes an item of it, as one does where every step in between would be computed.
    void pick(const char* box, const QString& item)
    {
        auto* combo = part<QComboBox>(box);
        ASSERT_TRUE(combo->isEnabled()) << box;
        const int wanted = combo->findText(item);
        ASSERT_GE(wanted, 0) << item.toStdString();
        combo->showPopup();
        ASSERT_TRUE(waitFor([combo] { return combo->view()->isVisible(); }));
        QTest::keyClick(combo->view(), Qt::Key_Home);
        for (int row = 0; row < wanted; ++row)
            QTest::keyClick(combo->view(), Qt::Key_Down);
        QTest::keyClick(combo->view(), Qt::Key_Return);
    }
};

TEST_F(WindowQuestions, AnswersWhatIfBesideTheStoredResultAndGoesBack)
{
    ASSERT_TRUE(analysePhantom());
    const auto stored = storedBytes(), shown = shownBytes();
    ASSERT_TRUE(openWhatIf());
    EXPECT_TRUE(part<QLabel>("whatIfMark")->isVisible());
    EXPECT_EQ(labelText("whatIfGroup"), labelText("riskHeadline"));
    EXPECT_EQ(labelText("whatIfPercentile"), labelText("whatIfStoredPercentile"));
    EXPECT_FALSE(part<QPushButton>("whatIfBack")->isEnabled());
    EXPECT_FALSE(part<QPushButton>("whatIfBack")->toolTip().isEmpty());

    auto* age = part<QDoubleSpinBox>("whatIfAge");
    age->setFocus();
    age->selectAll();
    QTest::keyClicks(age, "95");
    ASSERT_TRUE(answered("models move"));
    auto expected = *m_services->controller().session().result;
    expected.clinical.ageYears = 95;
    const auto scored = m_services->controller().analyzer()->score(*m_services->controller().session().opened, expected.clinical);
    EXPECT_EQ(labelText("whatIfPercentile"), text(reporting::Report(scored).headlineDetail));
    EXPECT_EQ(labelText("whatIfGroup"), text(reporting::Report(scored).headline));
    EXPECT_EQ(part<QPushButton>("whatIfBack")->toolTip(), QString());

    click("whatIfBack");
    ASSERT_TRUE(answered("no shift"));
    EXPECT_EQ(age->value(), 62.0);
    EXPECT_EQ(labelText("whatIfPercentile"), labelText("whatIfStoredPercentile"));
    EXPECT_EQ(storedBytes(), stored);
    EXPECT_EQ(shownBytes(), shown);
}

TEST_F(WindowQuestions, AnswersAMovedOutlineAfterAForwardPassAndPrintsTheStoredResult)
{
    ASSERT_TRUE(analysePhantom());
    const auto stored = storedBytes(), shown = shownBytes();
    ASSERT_TRUE(openWhatIf());
    choose("whatIfOutline", "2 mm larger");
    ASSERT_TRUE(waitFor([this] { return labelText("whatIfGroup").endsWith("group") && labelText("whatIfShift") != " "; }));
    const auto& result = *m_services->controller().session().result;
    const auto& shift = result.applicability.contour.back();
    ASSERT_EQ(shift.mm, 2.0);
    EXPECT_TRUE(labelText("whatIfGroup").startsWith(text(shift.group), Qt::CaseInsensitive));
    EXPECT_EQ(storedBytes(), stored);
    EXPECT_EQ(shownBytes(), shown);
    EXPECT_FALSE(labelText("riskStanding").isEmpty());

    click("stageReport");
    type("reportPath", text(file("after.pdf").string()));
    click("exportReport");
    EXPECT_NE(pdfText(file("after.pdf")).find(reporting::Report(result).headlineDetail), std::string::npos);
    EXPECT_EQ(pdfText(file("after.pdf")).find("What-if"), std::string::npos);
}

TEST_F(WindowQuestions, TellsWhatTheWhatIfCannotChange)
{
    ASSERT_TRUE(analysePhantom());
    ASSERT_TRUE(openWhatIf());
    EXPECT_FALSE(part<QComboBox>("whatIfKps")->isEnabled());  // the tiny pack reads age, primary and chemotherapy
    EXPECT_TRUE(part<QComboBox>("whatIfKps")->toolTip().contains("does not use KPS"));
    EXPECT_TRUE(part<QComboBox>("whatIfPrimary")->isEnabled());
    EXPECT_FALSE(part<QComboBox>("whatIfLesion")->isEnabled());
    EXPECT_TRUE(part<QComboBox>("whatIfLesion")->toolTip().contains("one lesion"));
}

TEST_F(WindowQuestions, ScoresAnotherLesionAndTakesItBackWhenCancelled)
{
    const phantom::Options second{.lesionCentreMm = {30, 20, 10}, .coreRadiusMm = 6, .oedemaRadiusMm = 8};
    auto voxels = phantom::label().voxels();
    const auto other = phantom::label(second);
    for (std::size_t i = 0; i < voxels.size(); ++i)
        voxels[i] = std::max(voxels[i], other.voxels()[i]);
    io::writeLabelMap(imaging::LabelMap(other.geometry(), voxels), m_label);
    ASSERT_TRUE(analysePhantom());
    const auto stored = storedBytes();
    ASSERT_TRUE(openWhatIf());
    auto* lesion = part<QComboBox>("whatIfLesion");
    ASSERT_EQ(lesion->count(), 2);
    lesion->setFocus();
    QTest::keyClick(lesion, Qt::Key_Down);
    EXPECT_EQ(labelText("whatIfGroup"), "computing…");  // no number of the other lesion beside this one
    click("cancelJob");
    ASSERT_TRUE(waitFor([&] { return lesion->currentIndex() == 0; }));
    EXPECT_TRUE(answered("no shift"));

    QTest::keyClick(lesion, Qt::Key_Down);
    ASSERT_TRUE(answered("move"));
    const auto& session = m_services->controller().session();
    const auto& model = m_services->controller().analyzer()->model();
    auto question = analysis::patientsOwn(*session.result);
    question.lesion = 1;
    const auto expected = reporting::asIf(*session.result, answerTo(question, model, imagesFor(question, model, *session.opened)));
    EXPECT_EQ(labelText("whatIfPercentile"), text(reporting::Report(expected).headlineDetail));
    EXPECT_EQ(storedBytes(), stored);
}

TEST_F(WindowQuestions, ForgetsTheWhatIfWhenAnotherCaseOpens)
{
    ASSERT_TRUE(analysePhantom());
    ASSERT_TRUE(openWhatIf());
    choose("whatIfPrimary", "NSCLC");
    ASSERT_TRUE(waitFor([this] { return part<QPushButton>("whatIfBack")->isEnabled(); }));
    testing::TemporaryFolder folder;
    for (const auto& [from, name] : {std::pair{&m_t1ce, "B_t1ce.nii.gz"}, {&m_flair, "B_flair.nii.gz"}, {&m_label, "B_label.nii.gz"}}) {
        const auto to = folder / name;
        std::filesystem::copy_file(*from, to);
        *from = to;
    }
    io::writeVolume(phantom::t1ce({.coreRadiusMm = 12}), m_t1ce);
    drop(studyFiles());
    ASSERT_TRUE(waitFor([this] { return imagesShown() && !m_services->controller().session().result; }));
    EXPECT_FALSE(part<QToolButton>("whatIf")->isEnabled());
    EXPECT_FALSE(part<QToolButton>("whatIf")->isChecked());
    fillForm();
    ASSERT_TRUE(waitFor([this] { return analyseEnabled(); }));
    click("analyse");
    ASSERT_TRUE(waitFor([this] { return m_services->controller().session().result.has_value(); }) && waitUntilIdle());
    ASSERT_TRUE(openWhatIf());
    EXPECT_EQ(part<QComboBox>("whatIfPrimary")->currentText(), "melanoma");
}

TEST_F(WindowQuestions, ShowsAnotherRulesExplanationAndKeepsTheStoredOne)
{
    ASSERT_TRUE(analysePhantom());
    const auto stored = storedBytes(), shown = shownBytes();
    click("stageExplanation");
    auto* rule = part<QComboBox>("explanationRule");
    ASSERT_TRUE(waitFor([&] { return rule->isEnabled(); }));
    EXPECT_EQ(rule->currentText(), "As the pack says: relevance beyond attention");
    const auto before = part<ui::panels::FactList>("relevanceShares")->values();
    pick("explanationRule", "raw attention of the last layer");
    ASSERT_TRUE(waitFor([this] { return part<QLabel>("explanationRuleNote")->isVisible(); }));
    EXPECT_TRUE(labelText("explanationRuleNote").contains("the report keep relevance beyond attention"));
    EXPECT_TRUE(waitFor([&] { return part<ui::panels::FactList>("relevanceShares")->values() != before; }));
    EXPECT_EQ(storedBytes(), stored);
    EXPECT_EQ(shownBytes(), shown);

    ASSERT_TRUE(waitFor([&] { return rule->isEnabled(); }));
    pick("explanationRule", "As the pack says: relevance beyond attention");
    EXPECT_TRUE(waitFor([&] { return part<ui::panels::FactList>("relevanceShares")->values() == before; }));
    EXPECT_FALSE(part<QLabel>("explanationRuleNote")->isVisible());
}

TEST_F(WindowQuestions, ShowsTheDisagreementOfTheMembersFromEitherBox)
{
    ASSERT_TRUE(analysePhantom());
    click("stageExplanation");
    auto* inPanel = part<QComboBox>("explanationMember");
    auto* overViews = part<QComboBox>("memberChoice");
    ASSERT_TRUE(waitFor([&] { return overViews->count() == 5; }));
    choose("memberChoice", "Disagreement of members");
    ASSERT_TRUE(waitFor([&] { return inPanel->currentText() == "Disagreement of members"; }));
    inPanel->setFocus();
    QTest::keyClick(inPanel, Qt::Key_Home);
    EXPECT_TRUE(waitFor([&] { return overViews->currentText() == "Mean of members"; }));
}

TEST_F(WindowQuestions, ShowsTheEvidenceOfTheModelInASheetOfItsOwn)
{
    ASSERT_TRUE(analysePhantom());
    const auto stored = storedBytes();
    click("stageSurvival");
    ASSERT_TRUE(part<QPushButton>("modelEvidence")->isEnabled());
    click("modelEvidence");
    auto* sheet = part<ui::panels::EvidenceSheet>("evidenceSheet");
    ASSERT_TRUE(waitFor([&] { return !sheet->plots().isEmpty(); }, 120));
    EXPECT_TRUE(sheet->isVisible());
    QTest::keyClick(sheet, Qt::Key_Escape);
    EXPECT_FALSE(sheet->isVisible());
    EXPECT_EQ(storedBytes(), stored);
}

TEST_F(WindowQuestions, ChecksTheExplanationAndCanBeCancelled)
{
    ASSERT_TRUE(analysePhantom());
    const auto stored = storedBytes();
    click("stageExplanation");
    ASSERT_TRUE(waitFor([this] { return part<QPushButton>("checkExplanation")->isEnabled(); }));
    click("checkExplanation");
    click("cancelJob");
    ASSERT_TRUE(waitFor([this] { return part<QPushButton>("checkExplanation")->isEnabled(); }));
    EXPECT_FALSE(part<QLabel>("checkOutcome")->isVisible());

    click("checkExplanation");
    ASSERT_TRUE(waitFor([this] { return part<QLabel>("checkOutcome")->isVisible(); }, 120));
    EXPECT_TRUE(part<ui::panels::FactList>("checkFacts")->values().first().contains("of 9 random orders"));
    EXPECT_EQ(storedBytes(), stored);
    // The outcome belongs to this rule, and is there again when one comes back to it.
    auto* rule = part<QComboBox>("explanationRule");
    ASSERT_TRUE(waitFor([&] { return rule->isEnabled(); }));
    pick("explanationRule", "relevance rollout");
    ASSERT_TRUE(waitFor([this] { return !part<QLabel>("checkOutcome")->isVisible(); }));
    ASSERT_TRUE(waitFor([&] { return rule->isEnabled(); }));
    pick("explanationRule", "As the pack says: relevance beyond attention");
    EXPECT_TRUE(waitFor([this] { return part<QLabel>("checkOutcome")->isVisible(); }));
}

}  // namespace
}  // namespace metrisk
