#include "tests/core/survival/GoldenManifest.h"

#include "tests/support/TestFiles.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace metrisk::survival {

namespace {

double numberFrom(const nlohmann::json& value)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (value.is_string())
        return value == "Infinity" ? infinity : value == "-Infinity" ? -infinity : std::numeric_limits<double>::quiet_NaN();
    return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

std::vector<double> wholeNumbers(const inference::StoredTensor& tensor)
{
    std::vector<double> numbers;
    for (std::size_t at = 0; at < tensor.bytes.size(); at += sizeof(std::int64_t)) {
        std::int64_t number = 0;
        std::memcpy(&number, tensor.bytes.data() + at, sizeof(number));
        numbers.push_back(double(number));
    }
    return numbers;
}

}  // namespace

std::set<std::string> GoldenManifest::keys() const
{
    std::set<std::string> names;
    if (json.contains("scalars"))
        for (const auto& [key, value] : json.at("scalars").items())
            names.insert(key);
    if (arrays)
        for (const auto& tensor : arrays->tensors())
            names.insert(tensor.name);
    return names;
}

bool GoldenManifest::hasSection(const std::string& prefix) const
{
    return std::ranges::any_of(keys(), [&](const auto& key) { return key.starts_with(prefix + "."); });
}

std::vector<double> GoldenManifest::numbers(const std::string& key) const
{
    if (json.contains("scalars") && json.at("scalars").contains(key))
        return {numberFrom(json.at("scalars").at(key))};
    const auto& tensor = arrays.value().at(key);
    return tensor.type == inference::ElementType::I64 ? wholeNumbers(tensor) : arrays->numbers(key);
}

std::vector<FollowUp> GoldenManifest::patients() const
{
    const auto times = numbers("input.time"), events = numbers("input.event");
    std::vector<FollowUp> all;
    for (std::size_t i = 0; i < times.size(); ++i)
        all.push_back({times[i], events.at(i) != 0.0});
    return all;
}

std::vector<GoldenManifest> goldenManifests()
{
    std::vector<GoldenManifest> manifests;
    const auto golden = testing::goldenFolder();
    if (!golden)
        return manifests;
    for (const auto& path : testing::manifestsIn(*golden / "survival")) {
        GoldenManifest manifest{path.stem().string(), nlohmann::json::parse(testing::textOf(path)), {}};
        if (manifest.json.contains("files"))
            manifest.arrays.emplace(path.parent_path() / manifest.json.at("files").at("arrays").get<std::string>());
        manifests.push_back(std::move(manifest));
    }
    return manifests;
}

}  // namespace metrisk::survival
