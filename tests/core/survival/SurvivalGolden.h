#pragma once

#include "core/inference/SafetensorsFile.h"
#include "core/survival/KaplanMeier.h"

#include <nlohmann/json.hpp>

#include <map>

namespace metrisk::survival {

/// A data set of R's survival package with R's own results, from a golden manifest.
struct GoldenStudy {
    std::string name;
    nlohmann::json manifest;
    inference::SafetensorsFile arrays;

    std::vector<double> numbers(const std::string& key) const { return arrays.numbers(key); }
    double scalar(const std::string& key) const { return manifest.at("scalars").at(key).get<double>(); }
    double tolerance(const std::string& key) const { return manifest.at("tolerance").at(key).get<double>(); }

    std::vector<FollowUp> patients() const;
    std::vector<std::string> groupings() const;  // "sex", "ecog"
    std::map<int, std::vector<FollowUp>> groupedBy(const std::string& grouping) const;
};

/// Every manifest under survival/ that holds Kaplan-Meier curves; empty without golden folder.
std::vector<GoldenStudy> goldenStudies();

}  // namespace metrisk::survival
