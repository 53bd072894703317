#include "core/common/Error.h"
#include "core/common/Job.h"

#include <gtest/gtest.h>

#include <new>
#include <vector>

namespace metrisk {

TEST(Job, StagesNestTheirProgressUnderTheirOwnName)
{
    std::vector<Progress> seen;
    const Job job({}, [&](const Progress& progress) { seen.push_back(progress); });
    const Job half = job.stage("Loading", 0.5, 1.0);
    half.part(0.5, 1.0).advance(0.5);
    ASSERT_EQ(seen.size(), 2U);
    EXPECT_EQ(seen[0].stage, "Loading");
    EXPECT_DOUBLE_EQ(seen[0].fraction, 0.5);
    EXPECT_EQ(seen[1].stage, "Loading");
    EXPECT_DOUBLE_EQ(seen[1].fraction, 0.875);
}

TEST(Job, ThrowsCancelledAtTheNextCancelPoint)
{
    std::stop_source stop;
    const Job job(stop.get_token(), {});
    EXPECT_NO_THROW(job.advance(0.1));
    stop.request_stop();
    EXPECT_THROW(job.advance(0.2), Cancelled);
    EXPECT_THROW(job.stage("Risk", 0.5, 1.0), Cancelled);
}

TEST(Error, KeepsItsSentenceAndNamesUnexpectedOnes)
{
    const Error error(Error::Kind::Input, "The file is empty.", "Choose another.");
    EXPECT_STREQ(error.what(), "The file is empty. Choose another.");
    try {
        throw std::bad_alloc();
    } catch (...) {
        EXPECT_EQ(common::currentError().whatHappened(), "The memory of this computer is used up.");
    }
    try {
        throw Error(error);
    } catch (...) {
        EXPECT_EQ(common::currentError().kind(), Error::Kind::Input);
    }
}

}  // namespace metrisk
