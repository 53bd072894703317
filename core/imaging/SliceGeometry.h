#pragma once

#include "core/imaging/ImageGeometry.h"

#include <string>

namespace metrisk::imaging {

enum class Plane { Axial, Coronal, Sagittal };

/// How a plane of a volume is laid on the screen, computed from the volume's own axes and never
/// assumed. Radiological convention: the patient's right is on the left of the screen in axial
/// and coronal slices; anterior is up in axial, superior up in coronal and sagittal, and the
/// nose points to the left of the screen in sagittal slices.
struct SliceGeometry {
    int columnAxis = 0;         // voxel axis along the screen's horizontal
    int rowAxis = 1;            // voxel axis along the screen's vertical
    int sliceAxis = 2;          // voxel axis the wheel moves along
    bool columnFlipped = false; // voxel index falls from left to right
    bool rowFlipped = false;    // voxel index falls from top to bottom
    std::string left, right, top, bottom;  // side letters; two when the volume is oblique: "RA"

    /// Millimetres per voxel along the screen's axes.
    double columnSpacingMm = 1.0;
    double rowSpacingMm = 1.0;
};

SliceGeometry sliceGeometry(const ImageGeometry& geometry, Plane plane);

/// The side or sides a patient direction (LPS) points to, strongest first: "R", or "RA" when it
/// leans by more than 10 degrees towards a second side.
std::string sideLetters(const Eigen::Vector3d& directionLps);

std::string planeName(Plane plane);

/// "R 28.0 P 12.5 S 31.0 mm": a place in the patient in words a reader can check. Measured from the
/// middle of the volume, not from the file's origin: many files (all on the BraTS grid) have
/// their origin outside the head, and a letter taken from there would name the wrong side.
std::string positionText(const ImageGeometry& geometry, const Eigen::Vector3d& patientMm);

/// "S 31.0 mm": where the slice through a place lies along the line it is stacked on, from the middle of the volume.
std::string slicePositionText(const ImageGeometry& geometry, Plane plane, const Eigen::Vector3d& patientMm);

}  // namespace metrisk::imaging
