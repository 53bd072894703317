#include "ui/jobs/JobRunner.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QThread>

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <latch>
#include <vector>

namespace metrisk::ui::jobs {
namespace {

using namespace std::chrono_literals;

/// Lets the GUI thread work until `condition` holds; false after five seconds.
template <class Condition>
bool eventually(Condition condition)
{
    QElapsedTimer clock;
    clock.start();
    while (!condition() && clock.elapsed() < 5000)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    return condition();
}

/// What a runner said, in its order.
struct Diary {
    explicit Diary(JobRunner& runner)
    {
        QObject::connect(&runner, &JobRunner::started, [this] { entries.push_back("started"); });
        QObject::connect(&runner, &JobRunner::cancelled, [this] { entries.push_back("cancelled"); });
        QObject::connect(&runner, &JobRunner::finished, [this] { entries.push_back("finished"); });
        QObject::connect(&runner, &JobRunner::failed, [this](const Error& error) {
            entries.push_back("failed: " + error.whatHappened());
        });
    }
    bool finished() const { return !entries.empty() && entries.back() == "finished"; }
    std::vector<std::string> entries;
};

void workUntilCancelled(const Job& job)
{
    for (;;) {
        job.advance(0.5);
        std::this_thread::sleep_for(1ms);
    }
}

TEST(JobRunner, WorksOffTheGuiThreadAndBringsItsResultToIt)
{
    JobRunner runner;
    Diary diary(runner);
    QThread* workedIn = nullptr;
    QThread* arrivedIn = nullptr;
    int result = 0;
    runner.start([&](const Job&) { workedIn = QThread::currentThread(); return 42; },
                 [&](int value) { result = value; arrivedIn = QThread::currentThread(); });
    EXPECT_TRUE(runner.isRunning());
    ASSERT_TRUE(eventually([&] { return diary.finished(); }));
    EXPECT_EQ(result, 42);
    EXPECT_NE(workedIn, QThread::currentThread());
    EXPECT_EQ(arrivedIn, QThread::currentThread());
    EXPECT_FALSE(runner.isRunning());
    EXPECT_EQ(diary.entries, (std::vector<std::string>{"started", "finished"}));
}

TEST(JobRunner, ShowsStageAndProgressOnTheGuiThread)
{
    JobRunner runner;
    std::latch seen(1);
    QString stage;
    double fraction = -1.0;
    QObject::connect(&runner, &JobRunner::progressed, [&](const QString& name, double value) {
        EXPECT_EQ(QThread::currentThread(), QCoreApplication::instance()->thread());
        stage = name;
        fraction = value;
        seen.count_down();
    });
    bool done = false;
    runner.start(
        [&](const Job& job) {
            job.stage("Loading", 0.25, 0.75);
            seen.wait();
            return 0;
        },
        [&](int) { done = true; });
    ASSERT_TRUE(eventually([&] { return done; }));
    EXPECT_EQ(stage, "Loading");
    EXPECT_DOUBLE_EQ(fraction, 0.25);
}

TEST(JobRunner, AMillionReportsDoNotFillTheEventQueue)
{
    JobRunner runner;
    int shown = 0;
    double last = 0.0;
    QObject::connect(&runner, &JobRunner::progressed, [&](const QString&, double value) {
        ++shown;
        last = value;
    });
    bool done = false;
    std::latch worked(1);
    runner.start(
        [&](const Job& job) {
            for (int i = 1; i <= 1'000'000; ++i)
                job.advance(i / 1e6);
            worked.count_down();
            return 0;
        },
        [&](int) { done = true; });
    worked.wait();  // the GUI thread is busy all the while
    ASSERT_TRUE(eventually([&] { return done; }));
    EXPECT_EQ(shown, 1);
    EXPECT_DOUBLE_EQ(last, 1.0);
}

TEST(JobRunner, CancelEndsTheWorkAndDropsItsResult)
{
    JobRunner runner;
    Diary diary(runner);
    bool done = false;
    runner.start([](const Job& job) { workUntilCancelled(job); return 0; }, [&](int) { done = true; });
    runner.cancel();
    ASSERT_TRUE(eventually([&] { return diary.finished(); }));
    EXPECT_FALSE(done);
    EXPECT_EQ(diary.entries, (std::vector<std::string>{"started", "cancelled", "finished"}));
}

TEST(JobRunner, AResultThatComesAfterCancelIsDropped)
{
    JobRunner runner;
    Diary diary(runner);
    std::latch working(1), goOn(1);
    bool done = false;
    runner.start(
        [&](const Job&) {  // never reaches a cancel point
            working.count_down();
            goOn.wait();
            return 0;
        },
        [&](int) { done = true; });
    working.wait();
    runner.cancel();
    goOn.count_down();
    ASSERT_TRUE(eventually([&] { return diary.finished(); }));
    EXPECT_FALSE(done);
    EXPECT_EQ(diary.entries, (std::vector<std::string>{"started", "cancelled", "finished"}));
}

TEST(JobRunner, AnErrorArrivesAsItWasThrown)
{
    JobRunner runner;
    Error::Kind kind = Error::Kind::Internal;
    std::string whatToDo;
    QObject::connect(&runner, &JobRunner::failed, [&](const Error& error) {
        kind = error.kind();
        whatToDo = error.whatToDo();
    });
    Diary diary(runner);
    runner.start([](const Job&) -> int { throw Error(Error::Kind::Input, "The file is empty.", "Choose another."); },
                 [](int) { FAIL(); });
    ASSERT_TRUE(eventually([&] { return diary.finished(); }));
    EXPECT_EQ(kind, Error::Kind::Input);
    EXPECT_EQ(whatToDo, "Choose another.");
    EXPECT_EQ(diary.entries, (std::vector<std::string>{"started", "failed: The file is empty.", "finished"}));
}

TEST(JobRunner, AForeignExceptionArrivesAsASentence)
{
    JobRunner runner;
    Diary diary(runner);
    runner.start([](const Job&) -> int { throw std::bad_alloc(); }, [](int) { FAIL(); });
    ASSERT_TRUE(eventually([&] { return diary.finished(); }));
    EXPECT_EQ(diary.entries[1], "failed: The memory of this computer is used up.");
}

TEST(JobRunner, AnErrorInTheDoneCallbackIsToldToo)
{
    JobRunner runner;
    Diary diary(runner);
    runner.start([](const Job&) { return 1; },
                 [](int) { throw Error(Error::Kind::Storage, "The disk is full.", "Make room."); });
    ASSERT_TRUE(eventually([&] { return diary.finished(); }));
    EXPECT_EQ(diary.entries, (std::vector<std::string>{"started", "failed: The disk is full.", "finished"}));
}

TEST(JobRunner, StartingAgainDropsTheOldResultAndDoesNotBlock)
{
    JobRunner runner;
    Diary diary(runner);
    std::latch working(1), goOn(1);
    std::atomic<int> atWork = 0, mostAtWork = 0;
    std::vector<int> results;
    const auto keep = [&](int value) { results.push_back(value); };
    runner.start(
        [&](const Job&) {
            mostAtWork = std::max<int>(mostAtWork, ++atWork);
            working.count_down();
            goOn.wait();
            --atWork;
            return 1;
        },
        keep);
    working.wait();
    runner.start([&](const Job&) { mostAtWork = std::max<int>(mostAtWork, ++atWork); --atWork; return 2; }, keep);
    runner.start([&](const Job&) { mostAtWork = std::max<int>(mostAtWork, ++atWork); --atWork; return 3; }, keep);
    goOn.count_down();  // not reached when start() waited for the first run
    ASSERT_TRUE(eventually([&] { return diary.finished(); }));
    EXPECT_EQ(results, std::vector<int>{3});
    EXPECT_EQ(mostAtWork, 1);
    EXPECT_EQ(diary.entries, (std::vector<std::string>{"started", "started", "started", "finished"}));
}

TEST(JobRunner, TheDoneCallbackMayStartTheNextRun)
{
    JobRunner runner;
    Diary diary(runner);
    int result = 0;
    runner.start([](const Job&) { return 1; },
                 [&](int) { runner.start([](const Job&) { return 2; }, [&](int value) { result = value; }); });
    ASSERT_TRUE(eventually([&] { return diary.finished(); }));
    EXPECT_EQ(result, 2);
    EXPECT_EQ(diary.entries, (std::vector<std::string>{"started", "started", "finished"}));
}

TEST(JobRunner, DestroyingItWhileItRunsStopsAndJoins)
{
    std::atomic<bool> ended = false;
    bool done = false;
    std::latch working(1);
    {
        JobRunner runner;
        runner.start(
            [&](const Job& job) {
                working.count_down();
                try {
                    workUntilCancelled(job);
                } catch (...) {
                    std::this_thread::sleep_for(20ms);
                    ended = true;
                    throw;
                }
                return 0;
            },
            [&](int) { done = true; });
        working.wait();
    }
    EXPECT_TRUE(ended);
    QCoreApplication::processEvents();
    EXPECT_FALSE(done);
}

}  // namespace
}  // namespace metrisk::ui::jobs
