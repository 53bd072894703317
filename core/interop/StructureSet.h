#pragma once

#include "core/interop/ContourStack.h"
#include "core/interop/DicomFile.h"

#include <string>
#include <vector>

namespace metrisk::interop {

/// What a radiotherapy structure set holds for us.
struct StructureSet {
    std::vector<ContourStack> regions;  // those that are core or oedema
    std::string frameOfReferenceUid;    // what its contours are drawn in
};

StructureSet structureSetOf(const DicomFile& file, std::vector<std::string>& notes);

}  // namespace metrisk::interop
