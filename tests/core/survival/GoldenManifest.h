#pragma once

#include "core/inference/SafetensorsFile.h"
#include "core/survival/KaplanMeier.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <set>

namespace metrisk::survival {

/// One manifest of reference numbers, read by its content: a result lies under its dotted name among
/// the scalars when it is one number, among the arrays otherwise.
struct GoldenManifest {
    std::string name;
    nlohmann::json json;
    std::optional<inference::SafetensorsFile> arrays;

    std::set<std::string> keys() const;                        // all dotted names
    bool has(const std::string& key) const { return keys().contains(key); }
    bool hasSection(const std::string& prefix) const;          // any name that starts with "prefix."
    std::vector<double> numbers(const std::string& key) const; // of either kind; NaN where it says so
    double number(const std::string& key) const { return numbers(key).at(0); }
    double tolerance(const std::string& key) const { return json.at("tolerance").at(key).get<double>(); }

    std::vector<FollowUp> patients() const;                    // from input.time and input.event
};

/// Every manifest below survival/; empty without golden folder.
std::vector<GoldenManifest> goldenManifests();

}  // namespace metrisk::survival
