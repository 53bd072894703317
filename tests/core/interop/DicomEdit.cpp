#include "tests/core/interop/DicomEdit.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <stdexcept>

namespace metrisk::testing {

void editDicom(const std::filesystem::path& path, const std::function<void(DcmDataset&)>& change)
{
    DcmFileFormat file;
    if (file.loadFile(path.c_str()).bad())
        throw std::runtime_error("the file to change cannot be read");
    file.loadAllDataIntoMemory();
    change(*file.getDataset());
    if (file.saveFile(path.c_str(), file.getDataset()->getOriginalXfer()).bad())
        throw std::runtime_error("the changed file cannot be written");
}

}  // namespace metrisk::testing
