#include "ui/panels/ClinicalPanel.h"

#include "ui/panels/Controls.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace metrisk::ui::panels {
namespace {

template <class Widget>
Widget* part(ClinicalPanel& panel, const char* name)
{
    auto* found = panel.findChild<Widget*>(QString::fromLatin1(name));
    EXPECT_NE(found, nullptr) << name;
    return found;
}

QString problem(ClinicalPanel& panel, const char* field)
{
    return part<QLabel>(panel, (std::string(field) + "Problem").c_str())->text();
}

TEST(ClinicalPanel, StartsWithEveryValueAbsent)
{
    ClinicalPanel panel;
    EXPECT_EQ(panel.record(), clinical::ClinicalRecord{});
    for (const char* field : {"ageYears", "kps", "primary", "location", "chemotherapy", "immunotherapy"})
        EXPECT_EQ(problem(panel, field), "Missing.") << field;
}

TEST(ClinicalPanel, TurnsKeystrokesIntoTheRecord)
{
    ClinicalPanel panel;
    panel.show();
    QTest::keyClicks(part<QLineEdit>(panel, "ageYears"), "62,5");
    QTest::keyClicks(part<QLineEdit>(panel, "kps"), "80");
    QTest::keyClicks(part<QComboBox>(panel, "primary"), "melanoma");
    QTest::keyClicks(part<QComboBox>(panel, "location"), "parietal");
    QTest::keyClick(part<QRadioButton>(panel, "chemotherapyNo"), Qt::Key_Space);
    QTest::keyClick(part<QRadioButton>(panel, "immunotherapyYes"), Qt::Key_Space);
    const clinical::ClinicalRecord expected{62.5, 80, "melanoma", "parietal", false, true};
    EXPECT_EQ(panel.record(), expected);
    EXPECT_EQ(problem(panel, "ageYears"), "");
    EXPECT_EQ(problem(panel, "immunotherapy"), "");
}

TEST(ClinicalPanel, NamesAValueOutOfRangeUnderItsField)
{
    ClinicalPanel panel;
    panel.setRecord({.ageYears = 162, .kps = 85, .primary = {}, .location = {}, .chemotherapy = {}, .immunotherapy = {}}, {});
    EXPECT_TRUE(problem(panel, "ageYears").contains("162")) << problem(panel, "ageYears").toStdString();
    EXPECT_TRUE(problem(panel, "kps").contains("85")) << problem(panel, "kps").toStdString();
    EXPECT_TRUE(part<QLineEdit>(panel, "kps")->property("problem").toBool());
}

TEST(ClinicalPanel, DoesNotTakeWordsForNumbers)
{
    ClinicalPanel panel;
    QTest::keyClicks(part<QLineEdit>(panel, "kps"), "8o");
    EXPECT_FALSE(panel.record().kps.has_value());
    EXPECT_TRUE(problem(panel, "kps").contains("not a number"));
}

TEST(ClinicalPanel, TakesARecordBackWhenAnotherPatientComes)
{
    ClinicalPanel panel;
    panel.setRecord({62, 80, "NSCLC", "frontal", true, false}, "clinical.json");
    panel.setRecord({}, {});
    EXPECT_EQ(panel.record(), clinical::ClinicalRecord{});
}

TEST(ClinicalPanel, SaysWhyAnalyseCannotBePressed)
{
    ClinicalPanel panel;
    panel.setAnalysable("The model is still loading.", false);
    auto* analyse = part<QPushButton>(panel, "analyse");
    EXPECT_FALSE(analyse->isEnabled());
    EXPECT_EQ(analyse->toolTip(), "The model is still loading.");
    panel.setAnalysable({}, true);
    EXPECT_FALSE(analyse->isEnabled());
    panel.setAnalysable({}, false);
    EXPECT_TRUE(analyse->isEnabled());
}

TEST(ClinicalPanel, AnalysesOnEnterOnlyWhenItMay)
{
    ClinicalPanel panel;
    panel.show();
    QSignalSpy asked(&panel, &ClinicalPanel::analyseRequested);
    panel.setAnalysable("Open a study first.", false);
    QTest::keyClick(part<QLineEdit>(panel, "kps"), Qt::Key_Return);
    EXPECT_EQ(asked.count(), 0);
    panel.setAnalysable({}, false);
    QTest::keyClick(part<QLineEdit>(panel, "kps"), Qt::Key_Return);
    EXPECT_EQ(asked.count(), 1);
}

TEST(ClinicalPanel, AsksForThePublishedIndicesAndShowsThem)
{
    ClinicalPanel panel;
    panel.setRecord({.ageYears = 45, .kps = 90, .primary = "breast", .location = "frontal", .chemotherapy = false,
                     .immunotherapy = false}, {});
    auto* indices = part<FactList>(panel, "indices");
    EXPECT_TRUE(indices->values().at(1).contains("Not computable")) << indices->values().join('|').toStdString();
    panel.show();
    part<QComboBox>(panel, "extracranial")->setCurrentText("no");
    part<QComboBox>(panel, "subtype")->setCurrentText("HER2");
    QTest::keyClicks(part<QLineEdit>(panel, "brainMetastases"), "2");
    EXPECT_EQ(panel.record().brainMetastases, 2);
    EXPECT_EQ(panel.record().extracranialMetastases, false);
    EXPECT_EQ(panel.record().breastSubtype, "HER2");
    EXPECT_TRUE(indices->values().at(1).startsWith("GPA 3.5"));         // 1 + 1 + 0.5 + 1, Sperduto 2008
    EXPECT_TRUE(indices->values().at(2).startsWith("Breast-GPA 3.5"));  // 1.5 + 1.5 + 0.5, Sperduto 2012
}

TEST(ClinicalPanel, ANumberOfMetastasesThatCannotBeIsNamedAndNothingElseIsLost)
{
    ClinicalPanel panel;
    panel.setRecord({.ageYears = 45, .kps = 90}, {});
    auto* count = part<QLineEdit>(panel, "brainMetastases");
    QTest::keyClicks(count, "two");
    EXPECT_TRUE(problem(panel, "brainMetastases").contains("not a whole number"));
    count->clear();
    QTest::keyClicks(count, "0");
    EXPECT_FALSE(problem(panel, "brainMetastases").isEmpty());
    EXPECT_EQ(panel.record().ageYears, 45);
}

TEST(ClinicalPanel, DoesNotAnnounceWhatItWasGiven)
{
    ClinicalPanel panel;
    int edits = 0;
    QObject::connect(&panel, &ClinicalPanel::recordEdited, &panel, [&] { ++edits; });
    panel.setRecord({62, 80, "NSCLC", "frontal", true, false}, {});
    EXPECT_EQ(edits, 0);
    QTest::keyClicks(part<QLineEdit>(panel, "ageYears"), "1");
    EXPECT_EQ(edits, 1);
}

}  // namespace
}  // namespace metrisk::ui::panels
