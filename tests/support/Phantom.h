#pragma once

#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"

#include <string>
#include <vector>

/// A small head with a known answer: an ellipsoid brain that is not symmetric (a bright bar marks
/// the patient's right front, a dark one the top), and a spherical core inside spherical oedema.
namespace metrisk::phantom {

struct Options {
    imaging::Index3 size{64, 72, 60};
    double spacingMm = 2.0;
    std::string axisCodes = "RAS";
    Eigen::Vector3d lesionCentreMm{-20.0, -10.0, 15.0};  // LPS: right, anterior, superior
    double coreRadiusMm = 10.0;
    double oedemaRadiusMm = 20.0;
};

/// A grid of the given size, centred on the patient origin, axes along `axisCodes`.
imaging::ImageGeometry geometry(const Options& options);

/// RAS, LPS, ...: every way to store a volume along the anatomical axes.
std::vector<std::string> all48AxisCodes();

/// The same RAS head stored along other axes, its sizes swapped with them.
Options storedAs(const std::string& axisCodes, Options ras = {});

imaging::Volume t1ce(const Options& options = {});
imaging::Volume flair(const Options& options = {});
imaging::LabelMap label(const Options& options = {});

/// A head around a brain (what is not 0): 4 mm of dark fluid and bone, 8 mm of bright scalp, and noise in the air.
imaging::Volume withSkull(const imaging::Volume& brain);

}  // namespace metrisk::phantom
