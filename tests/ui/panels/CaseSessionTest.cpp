#include "tests/support/SampleResult.h"
#include "ui/panels/CaseSession.h"

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
    return session;
}

TEST(CaseSession, HasNothingDoneAtTheStart)
{
    for (const auto stage : stages)
        EXPECT_EQ(stateOf({}, stage), StageState::NotYet) << stageName(stage).toStdString();
}

TEST(CaseSession, NeedsYouWhenARoleIsStillOpen)
{
    CaseSession session;
    session.candidates = {{"a.nii.gz", "", "", {}, true}};
    EXPECT_EQ(stateOf(session, Stage::Study), StageState::NeedsYou);
    EXPECT_EQ(stateOf(session, Stage::Clinical), StageState::NotYet);
}

TEST(CaseSession, NeedsClinicalValuesOnceTheStudyIsOpen)
{
    CaseSession session;
    session.opened = std::make_shared<const analysis::OpenedCase>();
    EXPECT_EQ(stateOf(session, Stage::Study), StageState::Done);
    EXPECT_EQ(stateOf(session, Stage::Clinical), StageState::NeedsYou);
    session.clinical = testing::sampleResult().clinical;
    EXPECT_EQ(stateOf(session, Stage::Clinical), StageState::Done);
    session.clinical.kps = 85;  // not in tens
    EXPECT_EQ(stateOf(session, Stage::Clinical), StageState::NeedsYou);
}

TEST(CaseSession, CallsARiskDoneOnlyWhenItIsKeptAndBelongsToTheForm)
{
    auto session = analysedSession();
    EXPECT_EQ(stateOf(session, Stage::Risk), StageState::Done);
    session.clinical.kps = 70;
    EXPECT_TRUE(session.stale());
    EXPECT_EQ(stateOf(session, Stage::Risk), StageState::NeedsYou);
    session = analysedSession();
    session.kept = false;
    EXPECT_EQ(stateOf(session, Stage::Risk), StageState::NeedsYou);
}

TEST(CaseSession, KeepsTheNumbersButNotTheImagesOfACaseWhoseFilesAreGone)
{
    auto session = analysedSession();
    session.opened.reset();
    EXPECT_EQ(stateOf(session, Stage::Study), StageState::NeedsYou);
    EXPECT_EQ(stateOf(session, Stage::Risk), StageState::Done);
    EXPECT_EQ(session.patientName(), "DEMO-0001");
}

TEST(CaseSession, WaitsForTheReportUntilItIsWritten)
{
    auto session = analysedSession();
    EXPECT_EQ(stateOf(session, Stage::Report), StageState::NeedsYou);
    session.reportPath = "report.pdf";
    EXPECT_EQ(stateOf(session, Stage::Report), StageState::Done);
}

}  // namespace
}  // namespace metrisk::ui::panels
