#include "ui/panels/StatusLine.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTest>
#include <QThread>

#include <gtest/gtest.h>

namespace metrisk::ui::panels {
namespace {

QString textOf(StatusLine& line, const char* name)
{
    return line.findChild<QLabel*>(QString::fromLatin1(name))->text();
}

/// A job that reports one stage and then waits to be cancelled.
void startWaiting(jobs::JobRunner& runner, const std::string& stage)
{
    runner.start(
        [stage](const Job& job) {
            const auto part = job.stage(stage, 0.25, 1.0);
            for (;; QThread::msleep(1))
                part.advance(0.0);
            return 0;
        },
        [](int) {});
}

TEST(StatusLine, NamesTheRunningJobAndCancelsIt)
{
    StatusLine line;
    jobs::JobRunner runner;
    line.follow(runner);
    line.show();
    EXPECT_EQ(textOf(line, "jobName"), "Ready");
    auto* cancel = line.findChild<QPushButton*>(QStringLiteral("cancelJob"));
    EXPECT_FALSE(cancel->isVisible());

    startWaiting(runner, "Explanation");
    EXPECT_TRUE(QTest::qWaitFor([&] { return textOf(line, "jobName") == "Explanation"; }));
    EXPECT_TRUE(cancel->isVisible());
    EXPECT_EQ(line.findChild<QProgressBar*>()->value(), 250);
    QTest::mouseClick(cancel, Qt::LeftButton);
    EXPECT_TRUE(QTest::qWaitFor([&] { return textOf(line, "jobName") == "Cancelled"; }));
    EXPECT_FALSE(cancel->isVisible());
}

TEST(StatusLine, ShowsTheLastOfTwoJobsAndThenTheOther)
{
    StatusLine line;
    jobs::JobRunner model, study;
    line.follow(model);
    line.follow(study);
    line.show();
    startWaiting(model, "Reading the model pack");
    startWaiting(study, "Loading");
    EXPECT_TRUE(QTest::qWaitFor([&] { return textOf(line, "jobName") == "Loading"; }));
    QTest::mouseClick(line.findChild<QPushButton*>(QStringLiteral("cancelJob")), Qt::LeftButton);
    EXPECT_TRUE(QTest::qWaitFor([&] { return textOf(line, "jobName") == "Reading the model pack"; }));
    EXPECT_TRUE(model.isRunning());
    model.cancel();
    EXPECT_TRUE(QTest::qWaitFor([&] { return !model.isRunning(); }));
}

TEST(StatusLine, AlwaysSaysResearchUse)
{
    StatusLine line;
    EXPECT_EQ(textOf(line, "statement"), "Research use.");
    line.setStatement("Demonstration model, trained on simulated patients.");
    EXPECT_EQ(textOf(line, "statement"), "Research use. Demonstration model, trained on simulated patients.");
}

}  // namespace
}  // namespace metrisk::ui::panels
