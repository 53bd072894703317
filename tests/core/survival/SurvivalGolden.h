#pragma once

#include "core/inference/SafetensorsFile.h"
#include "core/survival/CoxData.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <map>
#include <set>

namespace metrisk::survival {

/// A data set of R's survival package with R's own results, from a golden manifest.
struct GoldenStudy {
    std::string name;
    nlohmann::json manifest;
    inference::SafetensorsFile arrays;

    std::set<std::string> keys() const;  // of all tensors and scalars
    bool has(const std::string& key) const;
    std::vector<double> numbers(const std::string& key) const;  // a tensor, or a result of length one
    double scalar(const std::string& key) const;
    double tolerance(const std::string& key) const { return manifest.at("tolerance").at(key).get<double>(); }

    std::vector<FollowUp> patients() const;
    std::vector<std::string> groupings() const;  // "sex", "ecog"
    std::map<int, std::vector<FollowUp>> groupedBy(const std::string& grouping) const;
    /// Those of the patients whose covariates are all known, as R leaves out the others.
    CoxData complete(const std::vector<std::string>& covariates) const;
    std::vector<std::string> covariates() const;  // in the order of the fits
};

/// Every manifest under survival/ that `wanted` says yes to, with its arrays; empty without golden folder.
std::vector<GoldenStudy> goldenManifests(const std::function<bool(const nlohmann::json&)>& wanted);

/// Those that hold a study: a data set with its definition.
std::vector<GoldenStudy> goldenStudies();

}  // namespace metrisk::survival
