#include "core/io/DicomScan.h"

#include "core/common/Error.h"

#include <fmt/format.h>

namespace metrisk::io {

namespace {

namespace fs = std::filesystem;
using interop::DicomKind;

/// What a file is that is no image of a volume, as the end of a sentence.
std::string whatItIs(DicomKind kind, const interop::DicomOutline& outline)
{
    switch (kind) {
    case DicomKind::Directory: return "is a DICOMDIR: a table of contents, no image";
    case DicomKind::Dose: return "is a radiotherapy object (dose), not an image";
    case DicomKind::StructureSet: return "is a radiotherapy object (structure set), not an image";
    case DicomKind::Radiotherapy: return "is a radiotherapy object, not an image";
    case DicomKind::Segmentation: return "is a DICOM segmentation, not an image";
    case DicomKind::ParametricMap: return "is a parametric map, not a measured image";
    case DicomKind::FloatImage: return "stores its pixels as floating-point numbers, as maps do and no scanner does";
    case DicomKind::SecondaryCapture: return "is a secondary capture (a picture of a screen or of paper), not a measured image";
    case DicomKind::OtherModality: return fmt::format("is of modality {}, which is not measured in slices", outline.modality);
    case DicomKind::NoImage: return "holds no image";
    case DicomKind::Image: break;
    }
    return {};
}

bool isLocalizer(const interop::DicomHeader& header)
{
    return header.imageType.find("LOCALIZER") != std::string::npos;
}

DicomLook lookAt(const interop::DicomFile& file)
{
    DicomLook look;
    look.kind = interop::kindOf(file.outline());
    look.seriesUid = file.outline().seriesUid;
    look.damaged = file.outline().lacksPixels;
    look.header = interop::headerOf(file);
    if (look.damaged)
        look.problem = file.name() + " is cut short or damaged: it holds no pixels.";
    else if (look.kind != DicomKind::Image)
        look.problem = file.name() + " " + whatItIs(look.kind, file.outline()) + ".";
    else if (isLocalizer(look.header))
        look.problem = file.name() + " is a localizer: a quick picture for planning the scan.";
    return look;
}

/// What could be told of a file before it broke off.
DicomLook lookAtDamaged(const fs::path& path, const Error& error)
{
    DicomLook look;
    look.problem = error.whatHappened();
    look.damaged = true;
    try {
        look.seriesUid = interop::dicomOutlineOf(interop::bytesOfFile(path)).seriesUid;
    } catch (const Error&) {
    }
    return look;
}

}  // namespace

DicomLook lookAtDicom(const fs::path& path)
{
    try {
        return lookAt(interop::DicomFile::read(path));
    } catch (const Error& error) {
        return lookAtDamaged(path, error);
    }
}

void collect(SeriesCollector& collector, const fs::path& file, const DicomLook& look)
{
    if (look.problem.empty())
        collector.add(file, look.header);
    else if (look.damaged && !look.seriesUid.empty())
        collector.addDamaged(file, look.header, look.seriesUid, look.problem);
}

std::vector<DicomSeries> dicomSeriesIn(const fs::path& folder)
{
    SeriesCollector collector;
    std::error_code ignored;
    for (auto entry = fs::directory_iterator(folder, ignored); entry != fs::directory_iterator();
         entry.increment(ignored))
        if (entry->is_regular_file(ignored) && interop::isDicomFile(entry->path()))
            collect(collector, entry->path(), lookAtDicom(entry->path()));
    return collector.collected();
}

DicomSeries dicomSeriesOf(const fs::path& file)
{
    for (auto& series : dicomSeriesIn(file.has_parent_path() ? file.parent_path() : "."))
        for (const auto& member : series.files)
            if (member.filename() == file.filename())
                return std::move(series);
    const auto look = lookAtDicom(file);
    throw Error(Error::Kind::Input,
                look.problem.empty() ? file.filename().string() + " belongs to no DICOM image series." : look.problem,
                "Choose a DICOM folder or a NIfTI file.");
}

}  // namespace metrisk::io
