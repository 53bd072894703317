#pragma once

#include "core/interop/DicomFile.h"

#include <Eigen/Core>

#include <string>
#include <vector>

namespace metrisk::interop {

/// Where one frame lies in the patient (LPS, mm) and how its stored numbers become values.
struct DicomPlane {
    Eigen::Vector3d positionMm = Eigen::Vector3d::Zero();                     // centre of the first pixel
    Eigen::Matrix<double, 3, 2> axes = Eigen::Matrix<double, 3, 2>::Zero();   // along a row; down a column
    Eigen::Vector2d spacingMm = Eigen::Vector2d::Zero();                      // along a row; down a column
    double slope = 1.0, intercept = 0.0;  // value = slope * stored + intercept; NaN where the file states no number

    Eigen::Vector3d normal() const { return axes.col(0).cross(axes.col(1)); }
};

/// What one image file of a series says; texts in UTF-8.
struct DicomHeader {
    std::string transferSyntax, sopClass, sopInstanceUid, studyUid, seriesUid, frameOfReferenceUid;
    std::string patientId, patientName, patientNameAsWritten, birthDate, studyDate, studyDescription;
    std::string seriesDescription, protocolName, contrastAgent, modality, imageType, photometric;
    int rows = 0, columns = 0, samplesPerPixel = 1, bitsAllocated = 0, bitsStored = 0, highBit = 0;
    bool isSigned = false;
    std::string concatenationUid;  // shared by the files of one multi-frame image that was cut in pieces
    bool lossy = false;   // was compressed with loss at least once
    bool mosaic = false;  // many slices side by side in one picture
    bool valueTable = false;    // values come from a table (modality LUT) instead of slope and intercept
    bool surplusPixels = false; // more bytes than the stated size needs
    double sliceThicknessMm = 0.0;    // 0 where it is not said, as below
    std::string temporalPosition, acquisition, echoNumber, bValue;  // as written; what tells repeated images apart
    double echoTimeMs = 0.0, repetitionTimeMs = 0.0, inversionTimeMs = 0.0;
    std::vector<DicomPlane> planes;   // one per frame; empty when the file does not say where each lies
    int frames = 1;
};

/// Reads the header of an image. Throws Error{Input} naming the file when DCMTK cannot read it.
DicomHeader headerOf(const DicomFile& file);

/// "JPEG 2000", "big endian", ...: how the pixels are stored, in words.
std::string transferSyntaxName(const std::string& uid);

}  // namespace metrisk::interop
