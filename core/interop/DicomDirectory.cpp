#include "core/interop/DicomDirectory.h"

#include "core/common/Error.h"
#include "core/interop/DicomDataSet.h"
#include "core/interop/DicomFile.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcitem.h>

#include <algorithm>

namespace metrisk::interop {

namespace {

namespace fs = std::filesystem;

/// "DICOM\ST0\IM1": the parts of a path below the folder. Empty when it would leave it.
fs::path pathOf(std::string reference)
{
    std::replace(reference.begin(), reference.end(), '\\', '/');
    while (!reference.empty() && reference.back() == ' ')
        reference.pop_back();
    const fs::path path(reference);
    const bool leaves = path.is_absolute() || std::find(path.begin(), path.end(), "..") != path.end();
    return leaves ? fs::path() : path;
}

}  // namespace

std::vector<fs::path> referencesOf(const fs::path& dicomdir)
{
    std::vector<fs::path> paths;
    try {
        const auto file = DicomFile::read(dicomdir);
        if (kindOf(file.outline()) != DicomKind::Directory)
            return paths;
        readingDicom(file.name(), [&] {
            const DicomDataSet dataSet(file.outline());
            for (DcmItem* record : itemsIn(dataSet.root(), dicomTag(0x0004, 0x1220)))
                if (const auto path = pathOf(textIn(*record, dicomTag(0x0004, 0x1500))); !path.empty())
                    paths.push_back(path);
        });
    } catch (const Error&) {  // told of when the file itself is looked at
    }
    return paths;
}

}  // namespace metrisk::interop
