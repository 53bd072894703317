#include "core/common/Error.h"
#include "core/segmentation/LesionIds.h"
#include "tests/support/Phantom.h"

#include <gtest/gtest.h>

namespace metrisk::segmentation {
namespace {

/// Boxes of core in an empty grid of 1 mm.
struct Drawing {
    imaging::ImageGeometry geometry = phantom::geometry({.size = {60, 40, 40}, .spacingMm = 1.0});
    std::vector<std::uint8_t> voxels = std::vector<std::uint8_t>(geometry.voxelCount(), 0);

    Drawing& cube(int x, int edge, std::uint8_t label = imaging::Core)
    {
        for (int z = 10; z < 10 + edge; ++z)
            for (int y = 10; y < 10 + edge; ++y)
                for (int i = x; i < x + edge; ++i)
                    voxels[std::size_t((z * 40 + y) * 60 + i)] = label;
        return *this;
    }
    imaging::LabelMap labels() const { return {geometry, voxels}; }
};

std::vector<int> idsOf(const LesionList& list)
{
    std::vector<int> ids;
    for (const auto& lesion : list.lesions)
        ids.push_back(lesion.id);
    return ids;
}

const auto before = Drawing().cube(2, 6).cube(20, 5).cube(40, 4).labels();  // lesions 1, 2 and 3

TEST(LesionIds, BeginAtOneWithTheLargestCore)
{
    EXPECT_EQ(idsOf(lesionsOf(before)), (std::vector{1, 2, 3}));
}

TEST(LesionIds, StayWithTheirLesionsWhenAnotherBecomesTheLargest)
{
    const auto after = Drawing().cube(2, 3).cube(19, 8).cube(40, 4).labels();
    const auto kept = withIdsOf(lesionsOf(before), before, lesionsOf(after), after);
    EXPECT_EQ(idsOf(kept), (std::vector{2, 3, 1}));
}

TEST(LesionIds, AreNotUsedAgainForWhatIsDrawnAfterOneWasErased)
{
    const auto erased = Drawing().cube(2, 6).cube(20, 5).labels();
    const auto without = withIdsOf(lesionsOf(before), before, lesionsOf(erased), erased);
    EXPECT_EQ(idsOf(without), (std::vector{1, 2}));
    const auto drawn = Drawing().cube(2, 6).cube(20, 5).cube(52, 3).labels();
    EXPECT_EQ(idsOf(withIdsOf(without, erased, lesionsOf(drawn), drawn)), (std::vector{1, 2, 4}));
}

TEST(LesionIds, GoToTheLargerPartWhenALesionIsCutInTwo)
{
    auto cut = Drawing().cube(2, 6).cube(20, 5).cube(40, 4);
    for (std::size_t i = 0; i < cut.voxels.size(); ++i)
        if (i % 60 == 6)
            cut.voxels[i] = imaging::Background;  // leaves x 2 to 5 and x 7 of the first cube
    const auto kept = withIdsOf(lesionsOf(before), before, lesionsOf(cut.labels()), cut.labels());
    EXPECT_EQ(idsOf(kept), (std::vector{1, 2, 3, 4}));
    EXPECT_LT(kept.lesions[3].volumeCoreMl, 0.04);
}

TEST(LesionIds, KeepTheLargerOnesNameWhenTwoAreJoined)
{
    const auto joined = Drawing().cube(2, 6).cube(8, 6).cube(14, 6).cube(20, 5).cube(40, 4).labels();
    EXPECT_EQ(idsOf(withIdsOf(lesionsOf(before), before, lesionsOf(joined), joined)), (std::vector{1, 3}));
}

TEST(LesionIds, OfTheChosenIndexLesionComesFirstAndTheLabelFollows)
{
    const auto chosen = withIndex(lesionsOf(before), 3, before);
    EXPECT_EQ(idsOf(chosen), (std::vector{3, 1, 2}));
    EXPECT_TRUE(chosen.chosenByUser);
    EXPECT_EQ(chosen.indexLabel.voxels(), Drawing().cube(40, 4).voxels);
    const auto back = withIndex(chosen, 1, before);
    EXPECT_EQ(idsOf(back), (std::vector{1, 2, 3}));
    EXPECT_FALSE(back.chosenByUser);
}

TEST(LesionIds, KeepTheUsersIndexLesionThroughAnEdit)
{
    const auto after = Drawing().cube(2, 7).cube(20, 5).cube(40, 3).labels();
    const auto kept = withIdsOf(withIndex(lesionsOf(before), 3, before), before, lesionsOf(after), after);
    EXPECT_EQ(idsOf(kept), (std::vector{3, 1, 2}));
    EXPECT_TRUE(kept.chosenByUser);
    const auto gone = Drawing().cube(2, 7).cube(20, 5).labels();
    EXPECT_EQ(idsOf(withIdsOf(kept, after, lesionsOf(gone), gone)), (std::vector{1, 2}));
}

TEST(LesionIds, ComeBackWithALesionThatWasErasedAndUndone)
{
    const auto one = Drawing().cube(20, 5).labels();  // two lesions went at once
    const auto erased = withIdsOf(lesionsOf(before), before, lesionsOf(one), one);
    const auto undoneHalf = Drawing().cube(20, 5).cube(40, 4).labels();  // a label that was never measured before
    const auto half = withIdsOf(erased, one, lesionsOf(undoneHalf), undoneHalf);
    EXPECT_EQ(idsOf(half), (std::vector{2, 3}));
    EXPECT_EQ(idsOf(withIdsOf(half, undoneHalf, lesionsOf(before), before)), (std::vector{1, 2, 3}));
}

TEST(LesionIds, ComeBackWhenLesionsThatWereJoinedOrCutAreAsBefore)
{
    const auto joined = Drawing().cube(2, 6).cube(8, 6).cube(14, 6).cube(20, 5).cube(40, 4).labels();
    const auto one = withIdsOf(lesionsOf(before), before, lesionsOf(joined), joined);
    const auto two = withIdsOf(one, joined, lesionsOf(before), before);
    EXPECT_EQ(idsOf(two), (std::vector{1, 2, 3}));
    const auto again = withIdsOf(two, before, lesionsOf(joined), joined);
    EXPECT_EQ(idsOf(again), idsOf(one));
    EXPECT_EQ(again.nextId, 4);  // no ID was spent on it
}

TEST(LesionIds, TheChosenLesionIsIndexAgainWhenItComesBack)
{
    const auto chosen = withIndex(lesionsOf(before), 3, before);
    const auto without = Drawing().cube(2, 6).cube(20, 5).labels();
    const auto gone = withIdsOf(chosen, before, lesionsOf(without), without);
    EXPECT_FALSE(gone.chosenByUser);
    const auto back = withIdsOf(gone, without, lesionsOf(before), before);
    EXPECT_EQ(idsOf(back), (std::vector{3, 1, 2}));
    EXPECT_TRUE(back.chosenByUser);
    EXPECT_EQ(back.indexLabel.voxels(), chosen.indexLabel.voxels());
}

TEST(LesionIds, AChoiceStaysWhenTheChosenLesionIsTheLargestForAWhile)
{
    const auto chosen = withIndex(lesionsOf(before), 3, before);
    const auto grown = Drawing().cube(2, 6).cube(20, 5).cube(40, 8).labels();
    const auto largest = withIdsOf(chosen, before, lesionsOf(grown), grown);
    EXPECT_FALSE(largest.chosenByUser);
    EXPECT_EQ(idsOf(withIdsOf(largest, grown, lesionsOf(before), before)), (std::vector{3, 1, 2}));
}

TEST(LesionIds, WithoutAChoiceTheRuleDecides)
{
    const auto chosen = withIndex(lesionsOf(before), 3, before);
    const auto rule = withIndex(chosen, std::nullopt, before);
    EXPECT_EQ(idsOf(rule), (std::vector{1, 2, 3}));
    EXPECT_FALSE(rule.chosenId);
    const auto grown = Drawing().cube(2, 6).cube(20, 8).cube(40, 4).labels();
    EXPECT_EQ(withIdsOf(rule, before, lesionsOf(grown), grown).index().id, 2);
}

TEST(LesionIds, RefuseALesionThatIsNotThere)
{
    EXPECT_THROW(withIndex(lesionsOf(before), 9, before), Error);
}

}  // namespace
}  // namespace metrisk::segmentation
