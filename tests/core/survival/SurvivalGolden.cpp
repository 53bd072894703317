#include "tests/core/survival/SurvivalGolden.h"

#include "tests/support/TestFiles.h"

namespace metrisk::survival {

std::vector<FollowUp> GoldenStudy::patients() const
{
    const auto times = numbers("input.time"), events = numbers("input.event");
    std::vector<FollowUp> all;
    for (std::size_t i = 0; i < times.size(); ++i)
        all.push_back({times[i], events[i] != 0.0});
    return all;
}

std::vector<std::string> GoldenStudy::groupings() const
{
    std::vector<std::string> names;
    for (const auto& [grouping, column] : manifest.at("definition").at("groups").items())
        names.push_back(grouping);
    return names;
}

std::map<int, std::vector<FollowUp>> GoldenStudy::groupedBy(const std::string& grouping) const
{
    const auto all = patients();
    const auto group = numbers("input.grp_" + grouping);
    std::map<int, std::vector<FollowUp>> groups;
    for (std::size_t i = 0; i < all.size(); ++i)
        groups[int(group[i])].push_back(all[i]);
    return groups;
}

std::vector<GoldenStudy> goldenStudies()
{
    std::vector<GoldenStudy> studies;
    const auto golden = testing::goldenFolder();
    if (!golden)
        return studies;
    for (const auto& path : testing::manifestsIn(*golden / "survival")) {
        auto manifest = nlohmann::json::parse(testing::textOf(path));
        if (!manifest.contains("definition"))
            continue;
        const auto arrays = path.parent_path() / manifest.at("files").at("arrays").get<std::string>();
        studies.push_back({manifest.at("case"), manifest, inference::SafetensorsFile(arrays)});
    }
    return studies;
}

}  // namespace metrisk::survival
