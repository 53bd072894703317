#include "core/interop/SegmentRoles.h"

#include "core/common/Error.h"
#include "core/imaging/LabelMap.h"

#include <gtest/gtest.h>

namespace metrisk::interop {
namespace {

std::vector<std::uint8_t> labelsOf(const std::vector<std::string>& names)
{
    std::vector<NamedSegment> segments;
    for (const auto& name : names)
        segments.push_back({name, name});
    std::vector<std::string> notes;
    return labelsOf(segments, "rt.dcm", notes);
}

using Labels = std::vector<std::uint8_t>;
using enum imaging::Label;

TEST(SegmentRoles, LeavesOutTheBrainAndWhatIsDrawnAroundATarget)
{
    EXPECT_EQ(labelsOf({"GTV_1", "Brain", "Whole Brain", "WholeBrain", "Brain-GTV", "Normal brain - PTV", "Ring GTV", "GTV+5mm"}),
              (Labels{Core, 0, 0, 0, 0, 0, 0, 0}));
    EXPECT_EQ(labelsOf({"GTV_Brain_2", "Brain metastasis 1", "Brain met 3", "Metal clip"}), (Labels{Core, Core, Core, 0}));
}

TEST(SegmentRoles, TakesATargetWithAMarginOnlyWhereTheLesionItselfWasNotDrawn)
{
    EXPECT_EQ(labelsOf({"GTV", "CTV", "PTV 1"}), (Labels{Core, 0, 0}));
    EXPECT_EQ(labelsOf({"PTV 1", "Brainstem"}), (Labels{Core, 0}));
    EXPECT_EQ(labelsOf({"Whole tumour", "PTV"}), (Labels{Oedema, Core}));
}

TEST(SegmentRoles, TakesWhatIsAloneUnlessItIsTheHeadOrTheBrain)
{
    EXPECT_EQ(labelsOf({"Region 1"}), Labels{Core});
    for (const std::string name : {"Body", "External", "Brain", "Whole brain", "Skull", "Ring 5 mm"})
        EXPECT_THROW(labelsOf({name}), Error) << name;
}

}  // namespace
}  // namespace metrisk::interop
