#pragma once

#include "core/common/Job.h"
#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"

#include <functional>
#include <string>
#include <vector>

namespace metrisk::preprocessing {

/// Where a registration may begin.
struct RegistrationStart {
    Eigen::Affine3d movingFromFixed = Eigen::Affine3d::Identity();  // LPS mm
    std::string name;                                               // "headers", "middles of the heads", ...
};

/// By the headers, by the middles of the two heads, by their upper ends; each also turned by up to 40 degrees
/// about every axis when the search is to be wide.
std::vector<RegistrationStart> startsFor(const imaging::LabelMap& region, const imaging::Volume& moving, bool wide);

/// The few starts with the largest information that are not neighbours of each other, best first. The headers'
/// own is always among them.
std::vector<RegistrationStart> bestStarts(const std::vector<RegistrationStart>& starts, const Eigen::Vector3d& centre,
                                          const std::function<double(const Eigen::Affine3d&)>& information,
                                          const Job& job);

}  // namespace metrisk::preprocessing
