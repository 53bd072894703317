#pragma once

#include "core/preprocessing/PreparedCase.h"
#include "core/reporting/Report.h"

#include <filesystem>

namespace metrisk::ui::printing {

/// Writes the two-page PDF: real text, vector charts and contours, slices as pictures. Needs a
/// QApplication (any platform, "offscreen" too) and no OpenGL.
class PdfReportWriter {
public:
    explicit PdfReportWriter(std::filesystem::path path);

    /// The file appears under its name only when it is complete. Throws Error{Storage} when it cannot be written.
    void write(const reporting::Report& report, const preprocessing::PreparedCase& prepared) const;

private:
    std::filesystem::path m_path;
};

}  // namespace metrisk::ui::printing
