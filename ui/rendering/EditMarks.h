#pragma once

#include "core/imaging/LabelMap.h"
#include "core/imaging/SliceGeometry.h"

#include <vector>

namespace metrisk::ui::rendering {

/// What the hand holds while a contour is corrected: a brush of so many millimetres, or the corners of a polygon. Drawn
/// in the plane it points at; a ball also where it cuts the other planes.
struct EditMarks {
    imaging::Plane plane = imaging::Plane::Axial;
    imaging::Label label = imaging::Core;
    Eigen::Vector3d atMm = Eigen::Vector3d::Zero();  // patient LPS; the brush's middle
    double radiusMm = 0.0;                           // 0: no brush
    bool ball = false;
    bool erasing = false;
    std::vector<Eigen::Vector3d> cornersMm;          // patient LPS; the last one follows the pointer
    bool operator==(const EditMarks&) const = default;
};

}  // namespace metrisk::ui::rendering
