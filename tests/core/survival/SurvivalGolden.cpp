#include "tests/core/survival/SurvivalGolden.h"

#include "tests/support/TestFiles.h"

#include <cstdint>
#include <cstring>
#include <limits>

namespace metrisk::survival {

namespace {

double numberOf(const nlohmann::json& value)
{
    if (value.is_number())
        return value.get<double>();
    if (value.is_null())
        return std::numeric_limits<double>::quiet_NaN();
    const auto text = value.get<std::string>();
    if (text == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    return (text == "-Infinity" ? -1.0 : 1.0) * std::numeric_limits<double>::infinity();
}

bool isComplete(const CoxData& data, Eigen::Index row)
{
    return data.covariates.row(row).allFinite();
}

}  // namespace

std::set<std::string> GoldenStudy::keys() const
{
    std::set<std::string> all;
    for (const auto& tensor : arrays.tensors())
        all.insert(tensor.name);
    for (const auto& [key, value] : manifest.at("scalars").items())
        all.insert(key);
    return all;
}

bool GoldenStudy::has(const std::string& key) const
{
    return arrays.find(key) != nullptr || (manifest.contains("scalars") && manifest.at("scalars").contains(key));
}

double GoldenStudy::scalar(const std::string& key) const
{
    return numberOf(manifest.at("scalars").at(key));
}

std::vector<double> GoldenStudy::numbers(const std::string& key) const
{
    const auto* tensor = arrays.find(key);
    if (!tensor)
        return {scalar(key)};
    if (tensor->type != inference::ElementType::I64)
        return arrays.numbers(key);
    std::vector<double> values;
    for (std::size_t i = 0; i < tensor->bytes.size(); i += sizeof(std::int64_t)) {
        std::int64_t value = 0;
        std::memcpy(&value, tensor->bytes.data() + i, sizeof value);
        values.push_back(double(value));
    }
    return values;
}

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
    const auto groups = manifest.at("definition").value("groups", nlohmann::json::object());
    for (const auto& [grouping, column] : groups.items())
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

CoxData GoldenStudy::complete(const std::vector<std::string>& names) const
{
    CoxData data{patients(), {}, names};
    data.covariates.resize(Eigen::Index(data.patients.size()), Eigen::Index(names.size()));
    for (std::size_t k = 0; k < names.size(); ++k) {
        const auto values = numbers("input." + names[k]);
        data.covariates.col(Eigen::Index(k)) = Eigen::Map<const Eigen::VectorXd>(values.data(), Eigen::Index(values.size()));
    }
    CoxData kept{{}, {}, names};
    std::vector<Eigen::Index> rows;
    for (Eigen::Index i = 0; i < data.covariates.rows(); ++i)
        if (isComplete(data, i)) {
            rows.push_back(i);
            kept.patients.push_back(data.patients[std::size_t(i)]);
        }
    kept.covariates = data.covariates(rows, Eigen::all);
    return kept;
}

std::vector<std::string> GoldenStudy::covariates() const
{
    return manifest.value("covariate_order", std::vector<std::string>{});
}

std::vector<GoldenStudy> goldenManifests(const std::function<bool(const nlohmann::json&)>& wanted)
{
    std::vector<GoldenStudy> studies;
    const auto golden = testing::goldenFolder();
    if (!golden)
        return studies;
    for (const auto& path : testing::manifestsIn(*golden / "survival")) {
        auto manifest = nlohmann::json::parse(testing::textOf(path));
        if (!wanted(manifest))
            continue;
        const auto arrays = path.parent_path() / manifest.at("files").at("arrays").get<std::string>();
        studies.push_back({manifest.at("case"), manifest, inference::SafetensorsFile(arrays)});
    }
    return studies;
}

std::vector<GoldenStudy> goldenStudies()
{
    return goldenManifests([](const nlohmann::json& manifest) { return manifest.contains("definition"); });
}

}  // namespace metrisk::survival
