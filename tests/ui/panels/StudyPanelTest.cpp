#include "ui/panels/StudyPanel.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>

#include <gtest/gtest.h>

namespace metrisk::ui::panels {
namespace {

CaseSession proposal()
{
    CaseSession session;
    session.candidates = {{"/d/one.nii.gz", "T1-CE · 240×240×155", "name contains t1c", io::Role::T1ce, true},
                          {"/d/two.nii.gz", "240×240×155", "", {}, true},
                          {"/d/notes.txt", "is not an image", "", {}, false}};
    session.files.t1ce = "/d/one.nii.gz";
    return session;
}

QComboBox* choiceOf(StudyPanel& panel, const char* role)
{
    return panel.findChild<QComboBox*>(QStringLiteral("role_") + QString::fromLatin1(role));
}

bool says(StudyPanel& panel, const QString& words)
{
    for (const auto* label : panel.findChildren<QLabel*>())
        if (label->text().contains(words))
            return true;
    return false;
}

TEST(StudyPanel, ShowsTheProposalWithItsReason)
{
    StudyPanel panel;
    panel.show(proposal());
    EXPECT_EQ(choiceOf(panel, "t1ce")->currentText(), "one.nii.gz");
    EXPECT_EQ(choiceOf(panel, "flair")->currentText(), "none");
    EXPECT_TRUE(says(panel, "name contains t1c"));
    EXPECT_TRUE(says(panel, "notes.txt: is not an image"));
}

TEST(StudyPanel, SaysWhichRolesAreMissingAndDoesNotOpenWithoutThem)
{
    StudyPanel panel;
    panel.show(proposal());
    EXPECT_FALSE(panel.findChild<QPushButton*>(QStringLiteral("openStudy"))->isEnabled());
    EXPECT_TRUE(says(panel, "Still missing: FLAIR."));
    auto complete = proposal();
    complete.files.flair = "/d/two.nii.gz";
    complete.files.label = "/d/elsewhere.nii.gz";
    panel.show(complete);
    EXPECT_TRUE(panel.findChild<QPushButton*>(QStringLiteral("openStudy"))->isEnabled());
    EXPECT_EQ(choiceOf(panel, "label")->currentText(), "elsewhere.nii.gz");
}

TEST(StudyPanel, OpensAStudyWithoutLabelAndSaysWhoDrawsTheLesions)
{
    StudyPanel panel;
    auto unlabelled = proposal();
    unlabelled.files.flair = "/d/two.nii.gz";
    panel.show(unlabelled);
    const auto* open = panel.findChild<QPushButton*>(QStringLiteral("openStudy"));
    EXPECT_TRUE(open->isEnabled());
    EXPECT_EQ(open->text(), "Open and draw the lesions");
    EXPECT_TRUE(says(panel, "a segmentation pack draws the lesions"));
}

TEST(StudyPanel, AnnouncesACorrectionButNotAProposal)
{
    StudyPanel panel;
    std::vector<std::pair<io::Role, QString>> corrections;
    QObject::connect(&panel, &StudyPanel::roleCorrected, &panel,
                     [&](io::Role role, const QString& path) { corrections.emplace_back(role, path); });
    panel.show(proposal());
    EXPECT_TRUE(corrections.empty());
    auto* flair = choiceOf(panel, "flair");
    flair->setCurrentIndex(flair->findText("two.nii.gz"));
    ASSERT_EQ(corrections.size(), 1U);
    EXPECT_EQ(corrections[0].first, io::Role::Flair);
    EXPECT_EQ(corrections[0].second, "/d/two.nii.gz");
}

TEST(StudyPanel, DoesNotOfferFilesThatCannotBeUsed)
{
    StudyPanel panel;
    panel.show(proposal());
    EXPECT_EQ(choiceOf(panel, "label")->findText("notes.txt"), -1);
}

TEST(StudyPanel, ShowsEverySeriesWithItsFactsAndFoldsAwayWhatIsKeptOut)
{
    StudyPanel panel;
    auto session = proposal();
    session.candidates[1].facts = {"AX FLAIR", "2024-05-17", "26", "0.9×0.9×5.5 mm", "axial, oblique", {"Slices overlap."},
                                   {2, 2, {0, 90, 180, 255}}};
    panel.resize(380, 700);
    panel.show(session);
    static_cast<QWidget&>(panel).show();
    EXPECT_TRUE(says(panel, "AX FLAIR"));
    EXPECT_TRUE(says(panel, "2024-05-17 · 26 slices · 0.9×0.9×5.5 mm · axial, oblique"));
    EXPECT_TRUE(says(panel, "Slices overlap."));
    auto* fold = panel.findChild<QPushButton*>(QStringLiteral("keptOutFold"));
    auto* keptOut = panel.findChild<QLabel*>(QStringLiteral("keptOut"));
    EXPECT_EQ(fold->text(), QStringLiteral("1 file kept out"));
    EXPECT_FALSE(keptOut->isVisible());
    fold->click();
    EXPECT_TRUE(keptOut->isVisible());
    EXPECT_EQ(keptOut->text(), QStringLiteral("notes.txt: is not an image"));
}

}  // namespace
}  // namespace metrisk::ui::panels
