#pragma once

#include "core/interop/DicomWalk.h"

namespace metrisk::interop {

/// How the elements of a data set are written down (PS3.5, annex A).
struct DicomEncoding {
    std::string transferSyntax;  // unique identifier; of a data set that names none, what its bytes look like
    bool isExplicit = true;
    bool bigEndian = false;
    bool named = true;  // the file says so itself
};

/// What a DICOM file's own structure says, walked element by element without any library: libraries only ever see
/// files whose outline is sound.
struct DicomOutline {
    DicomEncoding encoding;
    std::vector<std::byte> inflated;  // the data set of a file that is compressed as a whole; else empty
    Bytes dataSet;                    // behind the meta elements; in the bytes given, or in `inflated`
    std::size_t pixelsAt = 0;         // where the pixel element begins in the data set; its end without one
    std::size_t pixelsEnd = 0;        // and where it ends; nothing behind it was looked at
    Bytes pixels;                     // the value, where it is not compressed
    std::vector<Bytes> pixelItems;    // the parts, where it is
    std::string sopClass, modality, seriesUid;
    int rows = 0, columns = 0, frames = 1, samplesPerPixel = 1, bitsAllocated = 0;
    bool hasPixels = false;
    bool damaged = false;      // cut short, or its structure makes no sense
    bool floatPixels = false;  // holds them as floating-point numbers
    bool lacksPixels = false;  // an image without any: cut exactly between two elements, or stored that way

    /// What the stated size needs, uncompressed; more than any file holds for a size that is a lie.
    double statedPixelBytes() const
    {
        return double(rows) * columns * frames * samplesPerPixel * bitsAllocated / 8.0;
    }
    bool compressedPixels() const { return hasPixels && !pixelItems.empty(); }
};

/// Whether bytes are a DICOM file: they carry its mark, or, as older programs wrote it, start with a plain data set.
bool looksLikeDicom(Bytes start);

/// Never throws for what is in the bytes: see `damaged`. The bytes must outlive the outline.
DicomOutline dicomOutlineOf(Bytes file);

}  // namespace metrisk::interop
