#include "core/training/Folds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace metrisk::training {
namespace {

std::vector<survival::FollowUp> cohortOf(int patients, int events)
{
    std::vector<survival::FollowUp> all;
    for (int i = 0; i < patients; ++i)
        all.push_back({double(1 + i), i < events});
    return all;
}

auto eventsIn(const Patients& patients, const std::vector<survival::FollowUp>& followUp)
{
    return std::ranges::count_if(patients, [&](std::size_t i) { return followUp[i].event; });
}

TEST(Folds, HoldEveryPatientOnceWithEqualShareOfEvents)
{
    const auto followUp = cohortOf(253, 58);
    const auto folds = stratifiedFolds(followUp, 5, Random(1));
    std::set<std::size_t> seen;
    for (const auto& fold : folds) {
        seen.insert(fold.begin(), fold.end());
        EXPECT_GE(fold.size(), 50U);
        EXPECT_LE(fold.size(), 51U);
        EXPECT_GE(eventsIn(fold, followUp), 11);
        EXPECT_LE(eventsIn(fold, followUp), 12);
    }
    EXPECT_EQ(seen.size(), 253U);
}

TEST(Folds, TrainOnNobodyWhoIsHeldOut)
{
    const auto folds = stratifiedFolds(cohortOf(40, 10), 4, Random(1));
    const auto training = allBut(folds[1], 40);
    EXPECT_EQ(training.size(), 30U);
    for (const auto patient : folds[1])
        EXPECT_EQ(std::ranges::count(training, patient), 0);
}

TEST(EpochBatches, HoldOneToThreeFailuresUntilThoseRunOut)
{
    const auto followUp = cohortOf(200, 46);
    const auto training = allBut({}, 200);
    Random random(3);
    for (int epoch = 0; epoch < 20; ++epoch) {
        std::multiset<std::size_t> failures;
        for (const auto& batch : epochBatches(training, followUp, 10, random)) {
            EXPECT_EQ(batch.size(), 10U);
            EXPECT_EQ(std::set(batch.begin(), batch.end()).size(), 10U);
            EXPECT_GE(eventsIn(batch, followUp), 1);
            EXPECT_LE(eventsIn(batch, followUp), 3);
            for (const auto patient : batch)
                if (followUp[patient].event)
                    failures.insert(patient);
        }
        EXPECT_EQ(failures.size(), 46U);
        EXPECT_EQ(std::set(failures.begin(), failures.end()).size(), 46U);
    }
}

TEST(EpochBatches, AreNoneWithoutFailures)
{
    Random random(3);
    EXPECT_TRUE(epochBatches(allBut({}, 20), cohortOf(20, 0), 10, random).empty());
}

}  // namespace
}  // namespace metrisk::training
